-- Ninety victims of one account are ninety events with one trace in common. What they share is kept as an HMAC made outside
-- Postgres, so that this index alone tells nothing, and never a name or a face. Nobody searches it: who holds a tip sees
-- what it is bound to, and the department that answers for it hears of it once, in numbers.

alter table outbox drop constraint outbox_topic_check;
alter table outbox add constraint outbox_topic_check
  check (topic in ('event', 'quiet', 'tip', 'delivery', 'media', 'forget', 'link', 'series'));
-- Who says that a tip is another matter makes it leave one series, and perhaps join another.
alter policy desk_outbox on outbox with check (topic in ('delivery', 'tip', 'series'));

-- A trace that a tip names, whether another names it or not.
create table series_marks (
  tip_id text not null constraint series_marks_tip_fkey references tips (id),
  mark bytea not null constraint series_marks_mark_check check (octet_length(mark) = 16),
  topic text not null constraint series_marks_topic_check check (topic in ('fraud', 'vehicle-theft', 'racing', 'trafficking')),
  kind text not null constraint series_marks_kind_check
    check (kind in ('account', 'phone', 'link', 'handle', 'plate', 'method', 'road')),
  -- Kept here, so that numbers need no look at anybody's tip: what tells senders and events apart, and where it was.
  conversation_id text not null,
  event text not null,
  held_on date,
  province text,
  commune text,
  at timestamptz not null,
  constraint series_marks_pkey primary key (tip_id, mark)
);
create index series_marks_mark_index on series_marks (mark, at);

-- A trace that two events of two senders share.
create table series (
  id text constraint series_pkey primary key,
  mark bytea not null constraint series_mark_key unique constraint series_mark_check check (octet_length(mark) = 16),
  topic text not null constraint series_topic_check check (topic in ('fraud', 'vehicle-theft', 'racing', 'trafficking')),
  kind text not null,
  began_at timestamptz not null default clock_timestamp(),
  -- Of its newest tip, when one last joined: by this lists are ordered without counting all there is.
  last_at timestamptz not null
);
create index series_last_index on series (last_at desc, id);

-- To which departments it was told; one that was told is not told again.
create table series_alerts (
  id text constraint series_alerts_pkey primary key,
  series_id text not null constraint series_alerts_series_fkey references series (id) on delete cascade,
  topic text not null,
  unit_code text not null constraint series_alerts_unit_fkey references units (code),
  alerted_at timestamptz not null default clock_timestamp(),
  -- When an officer of the unit first opened the page of the series.
  read_at timestamptz,
  constraint series_alerts_unit_key unique (series_id, unit_code)
);
create index series_alerts_new_index on series_alerts (unit_code, alerted_at desc) where read_at is null;

-- Closed as one of these, a tip was an allegation that nothing came of, or no matter of the police's (data/dispositions.ts;
-- a test compares the two).
create function is_baseless(disposition text) returns boolean language sql immutable
  begin atomic
    select coalesce(disposition in ('no-offence', 'unverifiable', 'false-honest', 'false-deliberate', 'spam',
      'other-agency', 'out-of-scope'), false);
  end;

-- Complaints about police are in no series, nor what was withdrawn or destroyed; of restricted tips only those of the topic
-- whose series are restricted themselves.
create function may_stand_in_series(tip tips, topic text) returns boolean language sql stable
  begin atomic
    select (tip).triaged_at is not null and not (tip).about_police and (not (tip).restricted or topic = 'trafficking')
      and (tip).erased_at is null and (tip).contact_ended_at is null
      and not ((tip).closed_at is not null and is_baseless((tip).disposition));
  end;

-- Two voices of one event are one: those of one night on a road, of one incident, and copies of one message.
create function series_event(tip text, held_on date) returns text language sql stable
  begin atomic
    select coalesce('on ' || held_on, own.incident_id, first.incident_id, t.duplicate_of, t.id)
    from tips t left join incident_members own on own.tip_id = t.id
      left join incident_members first on first.tip_id = t.duplicate_of
    where t.id = tip;
  end;

-- Of the whole country; only for a trace that is a series, asked for by its key, which nobody can guess.
create function series_numbers(mark bytea)
  returns table (tips bigint, events bigint, senders bigint, provinces bigint, first_at timestamptz, last_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select count(*), count(distinct m.event), count(distinct m.conversation_id), count(distinct m.province), min(m.at), max(m.at)
    from public.series_marks m join public.series s on s.mark = m.mark
    where m.mark = series_numbers.mark and public.current_unit() is not null
      and (s.topic <> 'trafficking' or public.may_read_restricted())
    having count(*) > 0
  $$;

-- In which communes of its own province, for a department that was told of the series.
create function series_communes(mark bytea) returns table (commune text, events bigint)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select m.commune, count(distinct m.event)
    from public.series_marks m join public.series s on s.mark = m.mark
      join public.series_alerts a on a.series_id = s.id and a.unit_code = public.current_unit()
      join public.units u on u.code = a.unit_code and u.province = m.province
    where m.mark = series_communes.mark and (s.topic <> 'trafficking' or public.may_read_restricted())
    group by m.commune
  $$;

-- In the moment in which a tip may no longer stand in one, by whatever way, it is gone from it; and what is left of two
-- senders or two events no longer is a series.
create function leave_series() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare left_marks bytea[];
  begin
    select array_agg(m.mark) into left_marks from public.series_marks m
      where m.tip_id = new.id
        and (new.category is distinct from old.category or not public.may_stand_in_series(new, m.topic));
    if left_marks is null then return null; end if;
    -- The same lock as whoever joins (storage/series.ts): both count what is left.
    perform pg_advisory_xact_lock(hashtextextended('series', 2));
    delete from public.series_marks m where m.tip_id = new.id and m.mark = any (left_marks);
    delete from public.series s where s.mark = any (left_marks)
      and (select count(distinct m.event) < 2 or count(distinct m.conversation_id) < 2
        from public.series_marks m where m.mark = s.mark);
    return null;
  end $$;
create trigger tips_leave_series after update of category, restricted, about_police, disposition, closed_at, erased_at,
  contact_ended_at on tips for each row when (old.triaged_at is not null) execute function leave_series();

-- What officers or the machine find to be one event is one from then on. Whether what is left still is a series, or what
-- they part is one again, is counted afterwards, and not in their transaction: many copies come at once.
create function follow_incident() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    tip text := case when tg_op = 'DELETE' then old.tip_id else new.tip_id end;
    touched bytea[];
  begin
    with changed as (
      update public.series_marks m set event = public.series_event(m.tip_id, m.held_on)
      where m.tip_id = tip returning m.mark
    ) select array_agg(c.mark) into touched from changed c;
    if touched is null then return null; end if;
    if tg_op <> 'INSERT' or exists (select from public.series s where s.mark = any (touched)) then
      insert into public.outbox (id, topic, lane, ref) values ('out_' || gen_random_uuid(), 'series', 'any', tip)
        on conflict do nothing;
    end if;
    return null;
  end $$;
create trigger incident_members_series after insert or delete or update of incident_id on incident_members
  for each row execute function follow_incident();

do $$
declare name text;
begin
  foreach name in array array['series_marks', 'series', 'series_alerts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy backup_%1$s on %1$I for select to tinbao_backup using (true)', name);
    execute format('grant select on %I to tinbao_backup', name);
    execute format('create policy worker_%1$s on %1$I to tinbao_worker using (true) with check (true)', name);
    execute format('grant select, insert, delete on %I to tinbao_worker', name);
  end loop;
end $$;

grant update (last_at) on series to tinbao_worker;

-- The owner counts, and takes out what leaves; no word of a tip stands in these tables.
create policy owner_series_marks on series_marks for select to tinbao_owner using (true);
create policy owner_series_marks_leave on series_marks for delete to tinbao_owner using (pg_trigger_depth() > 0);
create policy owner_series_marks_follow on series_marks for update to tinbao_owner
  using (pg_trigger_depth() > 0) with check (pg_trigger_depth() > 0);
create policy owner_outbox_series on outbox for insert to tinbao_owner
  with check (pg_trigger_depth() > 0 and topic = 'series');
create policy owner_series on series for select to tinbao_owner using (true);
create policy owner_series_end on series for delete to tinbao_owner using (pg_trigger_depth() > 0);
create policy owner_series_alerts on series_alerts for select to tinbao_owner using (unit_code = current_unit());

create policy desk_series_marks on series_marks for select to tinbao_desk
  using (exists (select 1 from tips t where t.id = tip_id));
grant select on series_marks to tinbao_desk;
create policy desk_series_alerts on series_alerts for select to tinbao_desk
  using (unit_code = current_unit() and (topic <> 'trafficking' or (select may_read_restricted())));
create policy desk_series_alerts_read on series_alerts for update to tinbao_desk
  using (unit_code = current_unit() and (topic <> 'trafficking' or (select may_read_restricted()))) with check (true);
grant select, update (read_at) on series_alerts to tinbao_desk;
create policy desk_series on series for select to tinbao_desk using (
  (topic <> 'trafficking' or (select may_read_restricted()))
  and (exists (select 1 from series_alerts a where a.series_id = series.id)
    or exists (select 1 from series_marks m where m.mark = series.mark)));
grant select on series to tinbao_desk;

revoke all on function is_baseless(text), may_stand_in_series(tips, text), series_event(text, date), series_numbers(bytea),
  series_communes(bytea), leave_series(), follow_incident() from public;
grant execute on function is_baseless(text), may_stand_in_series(tips, text), series_event(text, date) to tinbao_worker;
grant execute on function series_numbers(bytea), series_communes(bytea) to tinbao_desk;
