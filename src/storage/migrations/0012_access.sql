-- A restricted tip (sexual offences, children, trafficking, informants at risk) is for officers named for it, and a
-- complaint about police is for no unit below the province, nor for the unit complained about or any below that. Sight of
-- a tip is a row of `assignments` that its reader may see; what hangs on a tip hangs on that, and a wrong row shows nothing.

-- What an officer is named for. The only value there is now: restricted tips.
alter table officers add column clearances text[] not null default '{}'
  constraint officers_clearances_check check (clearances <@ array['restricted']);

-- The unit a complaint about police is about, where triage can tell.
alter table tips add column accused_unit text constraint tips_accused_unit_fkey references units (code);

-- Who of the unit this row gives sight to: everybody, officers with the clearance, or nobody. Kept by the triggers
-- below and by nothing else: a policy of assignments that asked tips would be asked back by the policy of tips.
alter table assignments add column sight text not null default 'unit'
  constraint assignments_sight_check check (sight in ('unit', 'cleared', 'nobody'));
create index assignments_cleared_index on assignments (unit_code, tip_id) where sight = 'cleared' and ended_at is null;

create function current_clearances() returns text[]
  language sql stable security definer set search_path = pg_catalog, public as $$
    select o.clearances from public.current_officer() c join public.officers o on o.id = c.officer_id
  $$;

-- Bodies bound to what they call when they are made: no search path bends them.
create or replace function current_unit() returns text language sql stable
  begin atomic
    select unit_code from current_officer() where role in ('duty-officer', 'unit-commander', 'provincial-supervisor');
  end;

create function may_read_restricted() returns boolean language sql stable
  begin atomic
    select coalesce('restricted' = any (current_clearances()), false);
  end;

create function may_hold_complaint(unit text, accused text) returns boolean language sql stable
  begin atomic
    with recursive above as (
      select u.code, u.parent from units u where u.code = may_hold_complaint.unit
      union
      select u.code, u.parent from units u join above a on u.code = a.parent
    )
    select coalesce((select u.level <> 'commune' from units u where u.code = may_hold_complaint.unit), false)
      and not exists (select from above a where a.code = may_hold_complaint.accused);
  end;

-- As the count of active officers, of those who may open a restricted tip.
create function count_cleared_officers(unit text) returns bigint
  language sql stable security definer set search_path = pg_catalog, public as $$
    select count(*) from public.officers o where o.unit_code = unit and o.disabled_at is null
      and 'restricted' = any (o.clearances)
      and o.role in ('duty-officer', 'unit-commander', 'provincial-supervisor')
  $$;

create function set_sight() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    select case when t.about_police and not public.may_hold_complaint(new.unit_code, t.accused_unit) then 'nobody'
        when t.restricted then 'cleared' else 'unit' end
      into new.sight from public.tips t where t.id = new.tip_id;
    -- A tip that is not there fails by its foreign key.
    new.sight := coalesce(new.sight, 'nobody');
    return new;
  end $$;
create trigger assignments_set_sight before insert or update of tip_id, unit_code, sight on assignments
  for each row execute function set_sight();

create function spread_sight() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    -- Each row's own trigger works out what it becomes.
    update public.assignments a set sight = a.sight where a.tip_id = new.id and a.ended_at is null;
    return null;
  end $$;
create trigger tips_spread_sight after update of restricted, about_police, accused_unit on tips for each row
  when (old.restricted is distinct from new.restricted or old.about_police is distinct from new.about_police
    or old.accused_unit is distinct from new.accused_unit)
  execute function spread_sight();

-- The owner of these functions reads a tip only in the triggers above, or with an officer's token the tips that the
-- officer's unit holds now; without a token it reads none.
create policy owner_assignments on assignments for select to tinbao_owner
  using (pg_trigger_depth() > 0 or (unit_code = current_unit() and ended_at is null));
create policy owner_sight on assignments for update to tinbao_owner
  using (pg_trigger_depth() > 0) with check (pg_trigger_depth() > 0);
create policy owner_tips on tips for select to tinbao_owner
  using (pg_trigger_depth() > 0 or exists (select 1 from assignments a where a.tip_id = tips.id));
create policy owner_restrict on tips for update to tinbao_owner
  using (exists (select 1 from assignments a where a.tip_id = tips.id)) with check (restricted);

-- A desk without the clearance must still know that somebody waits: how many open restricted tips its unit holds, and
-- how many of them nobody has opened. Numbers alone, and only for those who would not see them otherwise.
create function hidden_waiting() returns table (urgency text, open bigint, unopened bigint)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select t.urgency, count(*), count(*) filter (where t.opened_at is null)
    from public.assignments a join public.tips t on t.id = a.tip_id
    where not public.may_read_restricted() and a.unit_code = public.current_unit()
      and a.sight = 'cleared' and a.ended_at is null and t.closed_at is null
    group by t.urgency
  $$;

-- An officer who finds that a tip is a restricted one makes it so, and may lose sight of it by that: an update under
-- their own policies would be refused, for it may not write a row that they cannot read. None makes it unrestricted.
create function restrict_tip(tip text) returns void
  language sql volatile security definer set search_path = pg_catalog, public as $$
    update public.tips t set restricted = true, updated_at = now() where t.id = restrict_tip.tip and not t.restricted
  $$;
revoke update (restricted, about_police) on tips from tinbao_desk;

revoke all on function current_clearances(), may_read_restricted(), may_hold_complaint(text, text),
  count_cleared_officers(text), set_sight(), spread_sight(), hidden_waiting(), restrict_tip(text) from public;
grant execute on function current_clearances(), may_read_restricted(), may_hold_complaint(text, text),
  hidden_waiting(), restrict_tip(text) to tinbao_desk;
grant execute on function count_cleared_officers(text) to tinbao_worker, tinbao_desk;

-- A unit sees what it holds now, and in the transaction that ends it the row it leaves: an update must be able to read
-- what it wrote.
alter policy desk_assignments on assignments using (
  unit_code = current_unit() and (ended_at is null or ended_at = now())
  and (sight = 'unit' or (sight = 'cleared' and may_read_restricted())));
-- Asked of the tip itself as well, so that neither a wrong row nor a wrong `sight` opens one.
alter policy desk_tips on tips using (
  exists (select 1 from assignments a where a.tip_id = tips.id and a.ended_at is null)
  and (not restricted or (select may_read_restricted()))
  and (not about_police or may_hold_complaint(current_unit(), accused_unit)));
alter policy desk_tips_change on tips using (
  exists (select 1 from assignments a where a.tip_id = tips.id and a.ended_at is null)
  and (not restricted or (select may_read_restricted()))
  and (not about_police or may_hold_complaint(current_unit(), accused_unit)));

-- The words of a restricted tip are shown to an officer for a while after a reasoned click. The reason is a code; the
-- officer's own words are sealed beside it.
create table uncoverings (
  id text constraint uncoverings_pkey primary key,
  tip_id text not null constraint uncoverings_tip_fkey references tips (id),
  officer_id text not null constraint uncoverings_officer_fkey references officers (id),
  reason text not null,
  note bytea,
  uncovered_at timestamptz not null default now()
);
create index uncoverings_officer_index on uncoverings (tip_id, officer_id, uncovered_at);
alter table uncoverings enable row level security;
alter table uncoverings force row level security;
revoke all on uncoverings from public;
create policy desk_uncovered on uncoverings for select to tinbao_desk
  using (officer_id = (select o.officer_id from current_officer() o) and exists (select 1 from tips t where t.id = tip_id));
create policy desk_uncover on uncoverings for insert to tinbao_desk with check (
  officer_id = (select o.officer_id from current_officer() o) and exists (select 1 from tips t where t.id = tip_id));
grant select (id, tip_id, officer_id, uncovered_at), insert (id, tip_id, officer_id, reason, note)
  on uncoverings to tinbao_desk;

-- What is there already. The owner reads no assignment under its own policies, and for this statement alone does.
alter table assignments no force row level security;
update assignments set sight = sight where ended_at is null;
alter table assignments force row level security;
