-- What officers say of what the machine understood: the rows that models learn from, and by which it is known how often
-- they are right on real tips. No word of a tip stands here; a refit reads the tip's own content through its key.

alter table decisions drop constraint decisions_kind_check;
alter table decisions add constraint decisions_kind_check check (kind in
  ('category', 'urgency', 'kind', 'police', 'unit', 'status', 'disposition', 'answer', 'hold', 'handover'));

create table corrections (
  id text constraint corrections_pkey primary key,
  tip_id text not null constraint corrections_tip_fkey references tips (id),
  -- The tip's version that was judged.
  tip_version integer not null,
  officer_id text not null constraint corrections_officer_fkey references officers (id),
  unit_code text not null,
  field text not null constraint corrections_field_check check (field in ('category', 'urgency', 'kind', 'police')),
  -- What stood there; the same as `after` where it was confirmed.
  before text,
  after text,
  -- Version of the model whose answer stood there, or of the rules; null where nobody can tell any more.
  model text,
  -- seen: the officer had the machine's answer before them. blind: they had not. skipped: they were asked and did not say.
  how text not null constraint corrections_how_check check (how in ('seen', 'blind', 'skipped')),
  -- It was or became a restricted tip by it: in no figure, and nothing is learned from it.
  restricted boolean not null,
  -- The decision that it belongs to.
  decision_id text constraint corrections_decision_fkey references decisions (id),
  decided_at timestamptz not null default clock_timestamp(),
  constraint corrections_after_check check ((after is null) = (how = 'skipped'))
);
create index corrections_tip_index on corrections (tip_id);
-- One blind review a tip, whoever opens it first.
create unique index corrections_review_key on corrections (tip_id) where how in ('blind', 'skipped');
alter table corrections enable row level security;
alter table corrections force row level security;
revoke all on corrections from public;
revoke update, delete, truncate on corrections from tinbao_owner;

-- As decisions: whoever may open the tip.
create policy desk_corrections on corrections for select to tinbao_desk
  using (exists (select 1 from tips t where t.id = tip_id));
create policy desk_correct on corrections for insert to tinbao_desk with check (
  exists (select 1 from tips t where t.id = tip_id)
  and (officer_id, corrections.unit_code) = (select o.officer_id, o.unit_code from current_officer() o));
grant select, insert (id, tip_id, tip_version, officer_id, unit_code, field, before, after, model, how, restricted, decision_id)
  on corrections to tinbao_desk;
create policy worker_corrections on corrections for select to tinbao_worker using (true);
grant select on corrections to tinbao_worker;
create policy backup_corrections on corrections for select to tinbao_backup using (true);
grant select on corrections to tinbao_backup;

-- Who answers for how well the machine understands; of the whole line they are told numbers, never a tip.
create function may_see_figures() returns boolean language sql stable
  begin atomic
    select coalesce((select role in ('unit-commander', 'provincial-supervisor', 'administrator') from current_officer()), false);
  end;
create policy owner_corrections on corrections for select to tinbao_owner using ((select may_see_figures()));
create function correction_counts() returns table (field text, how text, model text, before text, after text, count bigint)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select c.field, c.how, c.model, c.before, c.after, count(*)
    from public.corrections c where not c.restricted
    group by c.field, c.how, c.model, c.before, c.after
  $$;
revoke all on function may_see_figures(), correction_counts() from public;
grant execute on function correction_counts() to tinbao_desk;
