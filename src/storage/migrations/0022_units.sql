-- Units become data that people mend: each change is a version with its day, who made it, why, and by which document. A
-- row of `units` stays what everything else points at (tips, officers, assignments hang on its code), so it holds the
-- newest version and is never deleted; what it was before, and what it is on which day, stands in `unit_versions`.

-- Codes of the communes it answers for: its own, for a commune's police, unless somebody has said otherwise.
alter table units add column areas text[] not null default '{}';
update units set areas = array[code] where kind = 'commune' and code ~ '^[0-9]{5}$';
-- When somebody is on duty (src/domain/duty-hours.ts); null where nobody has said.
alter table units add column hours jsonb;
alter table units add column duty_phones text[] not null default '{}';
update units set duty_phones = array[duty_phone] where duty_phone is not null;
alter table units drop column duty_phone;
-- The gazetteer answers for places (0021).
alter table units drop column place_names;
alter table units drop column area;
-- What else it is reached by: email, Zalo, paper, radio; in free words.
alter table units add column channels text[] not null default '{}';
-- Who follows when it ends.
alter table units add column successor text constraint units_successor_fkey references units (code)
  constraint units_successor_check check (successor <> code);
-- Official document of the last change, and why it was made.
alter table units add column document text constraint units_document_check check (length(document) between 1 and 200);
alter table units add column reason text not null default 'Thêm khi cài đặt'
  constraint units_reason_check check (reason ~ '\S' and length(reason) <= 500);
alter table units add column version integer not null default 1;

create table unit_versions (
  code text not null constraint unit_versions_unit_fkey references units (code),
  number integer not null,
  name text not null,
  kind text not null,
  level text not null,
  province text,
  role text not null,
  parent text,
  areas text[] not null,
  hours jsonb,
  duty_phones text[] not null,
  channels text[] not null,
  -- From this day on, in the place of every version before it, also of one that was to come later.
  valid_from date not null,
  -- First day on which the unit is no more.
  valid_to date,
  successor text,
  document text,
  reason text not null,
  -- Null for a command of the operator's.
  made_by text constraint unit_versions_officer_fkey references officers (id),
  made_at timestamptz not null default clock_timestamp(),
  constraint unit_versions_pkey primary key (code, number)
);
insert into unit_versions (code, number, name, kind, level, province, role, parent, areas, hours, duty_phones, channels,
    valid_from, valid_to, successor, document, reason)
  select code, version, name, kind, level, province, role, parent, areas, hours, duty_phones, channels,
    valid_from, valid_to, successor, document, reason from units;

-- Which unit answers for a commune, and from when to when. Two never do at the same time: a tip would have two homes.
create table unit_areas (
  area text not null constraint unit_areas_area_check check (area ~ '^[0-9]{5}$'),
  unit_code text not null constraint unit_areas_unit_fkey references units (code),
  during daterange not null,
  constraint unit_areas_pkey primary key (area, unit_code, during),
  -- As a range of one number, for which Postgres needs no extension. At the end of a transaction: a commune may pass
  -- from one unit to another in it.
  constraint unit_areas_alone exclude using gist (int4range(area::integer, area::integer, '[]') with &&, during with &&)
    deferrable initially deferred
);
create index unit_areas_unit_index on unit_areas (unit_code);
insert into unit_areas (area, unit_code, during)
  select distinct a, code, daterange(valid_from, valid_to) from units, unnest(areas) as a;

do $$
declare name text;
begin
  foreach name in array array['unit_versions', 'unit_areas'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy backup_%1$s on %1$I for select to tinbao_backup using (true)', name);
    execute format('grant select on %I to tinbao_backup', name);
  end loop;
end $$;
-- No unit vanishes and no version is rewritten. Triggers say so, not missing rights: a restore, which sets triggers aside,
-- puts the units of the backup in the place of those of the first start.
create function keep_units() returns trigger language plpgsql as $$
  begin
    raise exception 'units and their history stay' using errcode = 'TB010';
  end $$;
create trigger units_keep before delete on units execute function keep_units();
create trigger unit_versions_keep before update or delete on unit_versions execute function keep_units();
revoke truncate on units, unit_versions, unit_areas from tinbao_owner;
create policy owner_unit_versions on unit_versions for select to tinbao_owner using (true);
create policy owner_unit_versions_add on unit_versions for insert to tinbao_owner with check (pg_trigger_depth() > 0);
create policy owner_unit_areas on unit_areas to tinbao_owner using (pg_trigger_depth() > 0)
  with check (pg_trigger_depth() > 0);

-- What a unit is does not change: another level or province is another unit. And it does not end while people wait in it
-- or work in it, unless it is said who follows.
create function guard_unit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    tips bigint;
    officers bigint;
  begin
    if tg_op = 'INSERT' then
      new.version := 1;
    else
      if (new.code, new.kind, new.level, new.province, new.role)
        is distinct from (old.code, old.kind, old.level, old.province, old.role) then
        raise exception 'a unit stays what it is' using errcode = 'TB011', detail = old.code;
      end if;
      new.version := old.version + 1;
    end if;
    if new.valid_to is not null and new.successor is null then
      select count(distinct t.id) into tips from public.assignments a join public.tips t on t.id = a.tip_id
        where a.unit_code = new.code and a.ended_at is null and t.closed_at is null;
      select count(*) into officers from public.officers o where o.unit_code = new.code and o.disabled_at is null;
      if tips > 0 or officers > 0 then
        raise exception 'a unit with open tips or officers ends only with a successor'
          using errcode = 'TB012', detail = format('%s %s %s', new.code, tips, officers);
      end if;
    end if;
    return new;
  end $$;
create trigger units_guard before insert or update on units for each row execute function guard_unit();

-- Whoever writes a unit writes its history with it.
create function record_unit_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    insert into public.unit_versions (code, number, name, kind, level, province, role, parent, areas, hours, duty_phones,
        channels, valid_from, valid_to, successor, document, reason, made_by)
      values (new.code, new.version, new.name, new.kind, new.level, new.province, new.role, new.parent, new.areas,
        new.hours, new.duty_phones, new.channels, new.valid_from, new.valid_to, new.successor, new.document, new.reason,
        (select o.officer_id from public.current_officer() o));
    delete from public.unit_areas a where a.unit_code = new.code;
    -- A version counts until its own end, or until the first day of any version made after it.
    insert into public.unit_areas (area, unit_code, during)
      select distinct area, v.code, daterange(v.valid_from, v.until)
      from (
        select i.*, least(i.valid_to, (
          select min(j.valid_from) from public.unit_versions j where j.code = i.code and j.number > i.number)) as until
        from public.unit_versions i where i.code = new.code
      ) v cross join unnest(v.areas) as area
      where v.until is null or v.until > v.valid_from;
    -- For whoever holds units in memory; one notice a transaction.
    perform pg_notify('units', '');
    return null;
  end $$;
create trigger units_record after insert or update on units for each row execute function record_unit_version();

-- The units in force on a day, each as it is then.
create function units_on(day date) returns table (
    code text, name text, kind text, level text, province text, role text, parent text, areas text[], hours jsonb,
    duty_phones text[], channels text[])
  language sql stable security definer set search_path = pg_catalog, public as $$
    select v.code, v.name, v.kind, v.level, v.province, v.role, v.parent, v.areas, v.hours, v.duty_phones, v.channels
    from (
      select distinct on (i.code) i.* from public.unit_versions i where i.valid_from <= units_on.day
      order by i.code, i.number desc
    ) v
    where v.valid_to is null or v.valid_to > units_on.day
  $$;

-- Administrators change the units of their province, or all where their own has none.
create function administers_province(province text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
      select 1 from public.current_officer() c join public.units own on own.code = c.unit_code
      where c.role = 'administrator' and (own.province is null or own.province = administers_province.province))
  $$;
create policy desk_units_add on units for insert to tinbao_desk with check (administers_province(province));
create policy desk_units_change on units for update to tinbao_desk
  using (administers_province(province)) with check (administers_province(province));
grant insert (code, name, kind, level, province, role, parent, areas, hours, duty_phones, channels, valid_from, valid_to,
    successor, document, reason),
  update (name, parent, areas, hours, duty_phones, channels, valid_from, valid_to, successor, document, reason)
  on units to tinbao_desk;
create policy desk_unit_versions on unit_versions for select to tinbao_desk
  using ((select c.role from current_officer() c) = 'administrator' and administers_province(province));
grant select on unit_versions to tinbao_desk;

revoke all on function keep_units(), guard_unit(), record_unit_version(), units_on(date), administers_province(text) from public;
grant execute on function units_on(date) to tinbao_desk, tinbao_worker;
grant execute on function administers_province(text) to tinbao_desk;
