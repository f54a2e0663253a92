-- Where a tip goes follows from rules that people mend: a document with a number, in force once somebody says so. What of
-- a tip decided its way is kept beside it, so that other rules can be tried on last month's. A tip goes back with a
-- reason; and what is another body's leaves on a slip of paper that an officer confirms.

create table routing_versions (
  number integer generated always as identity constraint routing_versions_pkey primary key,
  body jsonb not null constraint routing_versions_body_check check (jsonb_typeof(body) = 'object'),
  note text not null constraint routing_versions_note_check check (note ~ '\S' and length(note) <= 500),
  -- Null for a command of the operator's.
  made_by text constraint routing_versions_officer_fkey references officers (id),
  made_at timestamptz not null default clock_timestamp(),
  -- When it was last put in force; the newest of these is in force, and without any the program's own.
  active_from timestamptz
);

-- Whoever may put rules in force: they hold for the whole line, so nobody of a commune.
create function may_set_routing() returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
      select 1 from public.current_officer() c join public.units own on own.code = c.unit_code
      where c.role in ('administrator', 'provincial-supervisor') and own.level in ('province', 'ministry'))
  $$;

create function guard_routing_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare kept public.routing_versions;
  begin
    if tg_op = 'DELETE' then raise exception 'rules stay' using errcode = 'TB010'; end if;
    if tg_op = 'INSERT' then
      new.made_by := (select o.officer_id from public.current_officer() o);
      new.made_at := clock_timestamp();
      new.active_from := null;
      return new;
    end if;
    kept := old;
    kept.active_from := clock_timestamp();
    -- For whoever routes by what they hold in memory.
    perform pg_notify('routing', '');
    return kept;
  end $$;
create trigger routing_versions_guard before insert or update or delete on routing_versions
  for each row execute function guard_routing_version();

-- No word of a tip: its category, its commune, what it weighs.
create table route_facts (
  tip_id text constraint route_facts_pkey primary key constraint route_facts_tip_fkey references tips (id),
  -- Number of the rules by which it was routed; 0 are those of the program.
  rules integer not null,
  facts jsonb not null,
  routed_at timestamptz not null default clock_timestamp()
);
create index route_facts_time_index on route_facts (routed_at);

-- For who may change the rules: how many tips there were of each kind, and never which.
create function routing_facts(since timestamptz) returns table (facts jsonb, count bigint)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select f.facts, count(*) from public.route_facts f where f.routed_at >= routing_facts.since group by f.facts
  $$;

-- A tip that a unit gave back. Not rewritten, so that it is known how often it went to and fro.
create table returns (
  id text constraint returns_pkey primary key,
  tip_id text not null constraint returns_tip_fkey references tips (id),
  -- Counts from 1 for each tip: of two officers who give it back at once, one does.
  number integer not null,
  from_unit text not null constraint returns_from_fkey references units (code),
  to_unit text not null constraint returns_to_fkey references units (code),
  -- Who reads it in the place of `to_unit`.
  stand_in text constraint returns_stand_in_fkey references units (code),
  reason text not null,
  -- It had come back before, and is decided one level up.
  went_up boolean not null,
  officer_id text not null constraint returns_officer_fkey references officers (id),
  unit_code text not null constraint returns_unit_fkey references units (code),
  returned_at timestamptz not null default clock_timestamp(),
  constraint returns_number_key unique (tip_id, number),
  constraint returns_units_check check (from_unit <> to_unit and unit_code <> to_unit)
);

-- Sight follows in the same moment: who gave it back, and who stood in for them, sees it no more; who is told of it and now
-- answers for it has it as that.
create function settle_return() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    update public.assignments a set role = 'primary', reason = case when new.went_up then 'returned-up' else 'returned' end
      where a.tip_id = new.tip_id and a.unit_code = new.to_unit and a.ended_at is null and a.role <> 'primary';
    -- Who was told of it and now stands in may decide in their place.
    update public.assignments a set reason = 'no-active-officers'
      where a.tip_id = new.tip_id and a.unit_code = new.stand_in and a.ended_at is null
        and a.reason not in ('no-active-officers', 'no-cleared-officers');
    update public.assignments a set ended_at = now()
      where a.tip_id = new.tip_id and a.ended_at is null
        and a.unit_code <> new.to_unit and a.unit_code is distinct from new.stand_in
        and (a.unit_code in (new.from_unit, new.unit_code) or a.reason in ('no-active-officers', 'no-cleared-officers'));
    return null;
  end $$;
create trigger returns_settle after insert on returns for each row execute function settle_return();

-- Paper for a body that reads nothing here.
create table slips (
  id text constraint slips_pkey primary key,
  tip_id text not null constraint slips_tip_fkey references tips (id),
  -- Code of the body; not every one is a unit.
  body text not null,
  state text not null default 'proposed' constraint slips_state_check
    check (state in ('proposed', 'confirmed', 'handed-over', 'answered', 'dropped')),
  -- Until when it must have been handed over.
  due_at timestamptz not null,
  -- Sealed: what the body is told, in the words of the officer who confirmed it.
  summary bytea,
  officer_id text constraint slips_officer_fkey references officers (id),
  unit_code text constraint slips_unit_fkey references units (code),
  proposed_at timestamptz not null default clock_timestamp(),
  confirmed_at timestamptz,
  handed_over_at timestamptz,
  answered_at timestamptz,
  constraint slips_body_key unique (tip_id, body)
);
create index slips_waiting_index on slips (due_at) where state in ('proposed', 'confirmed');

-- Steps go forwards. What was confirmed is what was printed.
create function guard_slip() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    kept public.slips := old;
    officer record;
  begin
    if new.state = old.state then
      -- Sealed anew under another key, or destroyed with its tip; the words stay what they were.
      kept.summary := new.summary;
      return kept;
    end if;
    if not (old.state, new.state) in (('proposed', 'confirmed'), ('proposed', 'dropped'), ('dropped', 'confirmed'),
        ('confirmed', 'handed-over'), ('confirmed', 'dropped'), ('handed-over', 'answered')) then
      raise exception 'a slip does not go from % to %', old.state, new.state using errcode = 'TB013';
    end if;
    kept.state := new.state;
    if new.state = 'confirmed' then
      if new.summary is null then raise exception 'a slip says something' using errcode = 'TB013'; end if;
      select o.officer_id, o.unit_code into officer from public.current_officer() o;
      kept.summary := new.summary;
      kept.officer_id := officer.officer_id;
      kept.unit_code := officer.unit_code;
      kept.confirmed_at := clock_timestamp();
    elsif new.state = 'handed-over' then
      kept.handed_over_at := clock_timestamp();
    elsif new.state = 'answered' then
      kept.answered_at := clock_timestamp();
    end if;
    return kept;
  end $$;
create trigger slips_guard before update on slips for each row execute function guard_slip();

do $$
declare name text;
begin
  foreach name in array array['routing_versions', 'route_facts', 'returns', 'slips'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy backup_%1$s on %1$I for select to tinbao_backup using (true)', name);
    execute format('grant select on %I to tinbao_backup', name);
  end loop;
end $$;
revoke update, delete, truncate on returns from tinbao_owner;
revoke delete, truncate on routing_versions from tinbao_owner;

-- Rules are no secret of a tip's: whoever routes or explains reads them.
create policy owner_routing_versions on routing_versions to tinbao_owner using (true) with check (true);
create policy read_routing_versions on routing_versions for select to tinbao_desk, tinbao_worker using (true);
grant select on routing_versions to tinbao_desk, tinbao_worker;
create policy desk_routing_add on routing_versions for insert to tinbao_desk with check (may_set_routing());
create policy desk_routing_change on routing_versions for update to tinbao_desk
  using (may_set_routing()) with check (may_set_routing());
grant insert (body, note), update (active_from) on routing_versions to tinbao_desk;

create policy worker_route_facts on route_facts to tinbao_worker using (true) with check (true);
grant select, insert, update, delete on route_facts to tinbao_worker;
create policy owner_route_facts on route_facts for select to tinbao_owner using ((select may_set_routing()));
-- Of tips that they may open themselves, those who change rules are told which.
create policy desk_route_facts on route_facts for select to tinbao_desk
  using ((select may_set_routing()) and exists (select 1 from tips t where t.id = tip_id));
grant select on route_facts to tinbao_desk;

create policy desk_returns on returns for select to tinbao_desk using (exists (select 1 from tips t where t.id = tip_id));
create policy desk_return on returns for insert to tinbao_desk with check (
  exists (select 1 from tips t where t.id = tip_id)
  and (officer_id, returns.unit_code) = (select o.officer_id, o.unit_code from current_officer() o));
grant select, insert (id, tip_id, number, from_unit, to_unit, stand_in, reason, went_up, officer_id, unit_code)
  on returns to tinbao_desk;

create policy worker_slips on slips to tinbao_worker using (true) with check (true);
grant select, insert (id, tip_id, body, due_at), update (summary) on slips to tinbao_worker;
create policy desk_slips on slips for select to tinbao_desk using (exists (select 1 from tips t where t.id = tip_id));
create policy desk_slip_add on slips for insert to tinbao_desk with check (exists (select 1 from tips t where t.id = tip_id));
create policy desk_slip_step on slips for update to tinbao_desk
  using (exists (select 1 from tips t where t.id = tip_id)) with check (true);
grant select, insert (id, tip_id, body, due_at), update (state, summary) on slips to tinbao_desk;

revoke all on function may_set_routing(), guard_routing_version(), routing_facts(timestamptz), settle_return(),
  guard_slip() from public;
grant execute on function may_set_routing(), routing_facts(timestamptz) to tinbao_desk;
