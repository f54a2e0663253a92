-- Who reported is opened for one tip, once, within a quarter of an hour, after two custodians of different units have
-- agreed with whoever asked. The rules stand here as well as in the flow: neither the desk's role nor the vault's can
-- write a decision, a state or a time that breaks one. And whoever a tip names, or whose unit it names, does not see it.

-- Whom a tip is kept from: an officer, or a unit and all below it.
create table tip_exclusions (
  id text constraint tip_exclusions_pkey primary key,
  tip_id text not null constraint tip_exclusions_tip_fkey references tips (id),
  officer_id text constraint tip_exclusions_officer_fkey references officers (id),
  unit_code text constraint tip_exclusions_unit_fkey references units (code),
  why text not null constraint tip_exclusions_why_check check (why in ('accused-unit', 'number-in-text', 'by-hand')),
  -- Sealed: the words of whoever excluded by hand.
  note bytea,
  excluded_by text constraint tip_exclusions_by_fkey references officers (id),
  excluded_at timestamptz not null default clock_timestamp(),
  constraint tip_exclusions_whom_check check (num_nonnulls(officer_id, unit_code) = 1),
  constraint tip_exclusions_officer_key unique (tip_id, officer_id),
  constraint tip_exclusions_unit_key unique (tip_id, unit_code)
);

create table unseal_requests (
  id text constraint unseal_requests_pkey primary key
    constraint unseal_requests_id_check check (id ~ '^uns_[0-9a-f-]{36}$'),
  tip_id text not null constraint unseal_requests_tip_fkey references tips (id),
  -- As they were when it was asked, for those who see no tip. Written by the trigger alone.
  tip_code text,
  requester text not null constraint unseal_requests_requester_fkey references officers (id),
  requester_number text not null,
  unit_code text not null constraint unseal_requests_unit_fkey references units (code),
  -- SHA-256 of the login token that asked: the same session opens.
  session_hash bytea not null,
  -- Of the taxonomy; the category itself may tell more than an approver has to know.
  category_group text,
  legal_basis text not null constraint unseal_requests_basis_check check (length(legal_basis) between 1 and 40),
  legal_article text not null constraint unseal_requests_article_check check (length(legal_article) between 3 and 200),
  case_number text not null constraint unseal_requests_case_check check (length(case_number) between 3 and 60),
  -- Sealed as content.
  reason bytea not null,
  -- What the requester's passkey signed when asking, and when opening (flow/passkeys.ts).
  evidence jsonb not null,
  opening jsonb,
  state text not null default 'open' constraint unseal_requests_state_check
    check (state in ('open', 'approved', 'refused', 'opened')),
  created_at timestamptz not null,
  decided_at timestamptz,
  opened_at timestamptz,
  -- Of the request, and once it is approved, of the grant.
  expires_at timestamptz not null,
  constraint unseal_requests_opened_check check ((state = 'opened') = (opened_at is not null and opening is not null))
);
create index unseal_requests_tip_index on unseal_requests (tip_id, created_at);
create index unseal_requests_requester_index on unseal_requests (requester, created_at);

create table unseal_decisions (
  id text constraint unseal_decisions_pkey primary key,
  request_id text not null constraint unseal_decisions_request_fkey references unseal_requests (id),
  officer_id text not null constraint unseal_decisions_officer_fkey references officers (id),
  officer_number text not null,
  unit_code text not null constraint unseal_decisions_unit_fkey references units (code),
  decision text not null constraint unseal_decisions_decision_check check (decision in ('approve', 'refuse')),
  reason bytea not null,
  evidence jsonb not null,
  decided_at timestamptz not null,
  constraint unseal_decisions_officer_key unique (request_id, officer_id)
);
create unique index unseal_decisions_unit_key on unseal_decisions (request_id, unit_code) where decision = 'approve';

-- A key that its maker could date back would be as good as an old one.
revoke insert on passkeys from tinbao_login;
grant insert (id, officer_id, public_key, counter, transports, is_backed_up, name, link_made_by) on passkeys to tinbao_login;

-- Whoever of a unit does not see the tip that the row gives sight of; kept by the triggers, as `sight` is.
alter table assignments add column excluded text[] not null default '{}';

create function unit_and_above(unit text) returns setof text language sql stable
  begin atomic
    with recursive above as (
      select u.code, u.parent from units u where u.code = unit_and_above.unit
      union
      select u.code, u.parent from units u join above a on u.code = a.parent
    )
    select code from above;
  end;

create function is_excluded(officer text, unit text, tip text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select 1 from public.tip_exclusions e where e.tip_id = is_excluded.tip
      and (e.officer_id = is_excluded.officer
        or e.unit_code in (select * from public.unit_and_above(is_excluded.unit))))
  $$;

create function current_officer_id() returns text language sql stable
  begin atomic
    select officer_id from current_officer();
  end;

create or replace function set_sight() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    select case
        when t.about_police and not public.may_hold_complaint(new.unit_code, t.accused_unit) then 'nobody'
        when public.is_excluded(null, new.unit_code, t.id) then 'nobody'
        when t.restricted then 'cleared' else 'unit' end
      into new.sight from public.tips t where t.id = new.tip_id;
    -- A tip that is not there fails by its foreign key.
    new.sight := coalesce(new.sight, 'nobody');
    new.excluded := coalesce((select array_agg(e.officer_id order by e.officer_id) from public.tip_exclusions e
      where e.tip_id = new.tip_id and e.officer_id is not null), '{}');
    return new;
  end $$;
drop trigger assignments_set_sight on assignments;
create trigger assignments_set_sight before insert or update of tip_id, unit_code, sight, excluded on assignments
  for each row execute function set_sight();

-- An officer's own row of the policy on tips asks nothing twice: `assignments` answers for what hangs on it. The array is
-- empty for all but a few tips, and then nobody is looked up.
alter policy desk_assignments on assignments using (
  unit_code = current_unit() and (ended_at is null or ended_at = now())
  and (sight = 'unit' or (sight = 'cleared' and may_read_restricted()))
  and (excluded = '{}' or not current_officer_id() = any (excluded)));

create or replace function hidden_waiting() returns table (urgency text, open bigint, unopened bigint)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select t.urgency, count(*), count(*) filter (where t.opened_at is null)
    from public.assignments a join public.tips t on t.id = a.tip_id
    where not public.may_read_restricted() and a.unit_code = public.current_unit()
      and a.sight = 'cleared' and a.ended_at is null and t.closed_at is null
      and not public.current_officer_id() = any (a.excluded)
    group by t.urgency
  $$;

-- A complaint's own unit, as long as it is known and stays a complaint. Before `tips_spread_sight`: triggers run by name.
create function exclude_accused() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    delete from public.tip_exclusions e where e.tip_id = new.id and e.why = 'accused-unit'
      and (not new.about_police or e.unit_code is distinct from new.accused_unit);
    if new.about_police and new.accused_unit is not null then
      insert into public.tip_exclusions (id, tip_id, unit_code, why)
        values ('exc_' || gen_random_uuid(), new.id, new.accused_unit, 'accused-unit') on conflict do nothing;
    end if;
    return null;
  end $$;
create trigger tips_exclude_accused_first after insert on tips
  for each row when (new.accused_unit is not null) execute function exclude_accused();
create trigger tips_exclude_accused after update of about_police, accused_unit on tips
  for each row when (old.accused_unit is distinct from new.accused_unit or old.about_police is distinct from new.about_police)
  execute function exclude_accused();

-- Who decides on a tip now, by its assignments: `flow/may-decide.ts` in the words of the tables. Called by triggers, in
-- which alone the owner of these functions reads tips; volatile, so that it sees what the trigger has just written.
create function may_decide_on(officer text, tip text) returns boolean
  language sql volatile security definer set search_path = pg_catalog, public as $$
    select exists (
      select 1 from public.officers o
      join public.assignments a on a.unit_code = o.unit_code and a.tip_id = may_decide_on.tip and a.ended_at is null
      join public.tips t on t.id = a.tip_id
      where o.id = may_decide_on.officer and o.disabled_at is null
        and o.role in ('duty-officer', 'unit-commander', 'provincial-supervisor')
        and (a.sight = 'unit' or (a.sight = 'cleared' and 'restricted' = any (o.clearances)))
        and (not t.restricted or 'restricted' = any (o.clearances))
        and not o.id = any (a.excluded) and not public.is_excluded(o.id, o.unit_code, t.id)
        and (t.unit_code = o.unit_code or a.reason in ('no-active-officers', 'no-cleared-officers')))
  $$;

create function has_reader(tip text) returns boolean
  language sql volatile security definer set search_path = pg_catalog, public as $$
    select exists (select 1 from public.assignments a join public.officers o on o.unit_code = a.unit_code
      where a.tip_id = has_reader.tip and a.ended_at is null and public.may_decide_on(o.id, has_reader.tip))
  $$;

-- Somebody must be left who can work on it: nobody blinds a desk by naming all of its officers. Whom a tip names does not
-- see it all the same: then the units above stand in, one by one, and only where there is none left does it stay.
create function exclude_from_sight() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    upper_unit text;
  begin
    update public.assignments a set sight = a.sight where a.tip_id = new.tip_id and a.ended_at is null;
    if new.why = 'accused-unit'
      or not exists (select 1 from public.assignments a where a.tip_id = new.tip_id and a.ended_at is null) then
      return null;
    end if;
    if new.why = 'number-in-text' then
      for upper_unit in select above from public.tips t, public.unit_and_above(t.unit_code) above
        where t.id = new.tip_id
      loop
        exit when public.has_reader(new.tip_id);
        insert into public.assignments (id, tip_id, unit_code, role, reason)
          values ('req_' || gen_random_uuid(), new.tip_id, upper_unit, 'information', 'no-active-officers')
          on conflict do nothing;
      end loop;
    end if;
    if not public.has_reader(new.tip_id) then raise exception 'nobody-left' using errcode = 'TB020'; end if;
    return null;
  end $$;
create trigger tip_exclusions_spread after insert on tip_exclusions for each row execute function exclude_from_sight();

create function set_excluder() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    -- By hand alone there is somebody who did it.
    if new.why = 'by-hand' then new.excluded_by := public.current_officer_id(); end if;
    new.excluded_at := clock_timestamp();
    return new;
  end $$;
create trigger tip_exclusions_who before insert on tip_exclusions for each row execute function set_excluder();

-- Triage found words that may be officers' service numbers; those that are become exclusions. Answers whom. A number
-- whose officer is the last one anywhere who could read the tip has no effect.
create function exclude_numbers(tip text, numbers text[]) returns setof text
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    named text;
  begin
    for named in select o.id from public.officers o where o.number = any (numbers) and o.disabled_at is null
      and not exists (select 1 from public.tip_exclusions e where e.tip_id = exclude_numbers.tip and e.officer_id = o.id)
      order by o.id
    loop
      begin
        insert into public.tip_exclusions (id, tip_id, officer_id, why)
          values ('exc_' || gen_random_uuid(), tip, named, 'number-in-text');
        return next named;
      exception when sqlstate 'TB020' then
        null;
      end;
    end loop;
  end $$;

-- A passkey counts that was enrolled a day before the request at the latest: whoever could enrol one for somebody else
-- would have done it in view of the request.
create function is_settled_passkey(evidence jsonb, officer text, asked_at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select 1 from public.passkeys p where p.id = evidence ->> 'credentialId' and p.officer_id = officer
      and p.created_at < asked_at - interval '24 hours')
  $$;

create function open_unseal_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    caller record;
  begin
    select o.id, o.number, o.unit_code into caller
      from public.current_officer() c join public.officers o on o.id = c.officer_id;
    if caller.id is null or not public.may_decide_on(caller.id, new.tip_id) then
      raise exception 'not-holder' using errcode = 'TB020';
    end if;
    new.requester := caller.id;
    new.requester_number := caller.number;
    new.unit_code := caller.unit_code;
    new.session_hash := sha256(convert_to(current_setting('tinbao.token'), 'UTF8'));
    select t.code into new.tip_code from public.tips t where t.id = new.tip_id;
    new.state := 'open';
    new.created_at := clock_timestamp();
    new.expires_at := new.created_at + interval '24 hours';
    new.decided_at := null;
    new.opened_at := null;
    new.opening := null;
    if not public.is_settled_passkey(new.evidence, caller.id, new.created_at) then
      raise exception 'fresh-credential' using errcode = 'TB020';
    end if;
    return new;
  end $$;
create trigger unseal_requests_open before insert on unseal_requests
  for each row execute function open_unseal_request();

-- Why this custodian may not decide on this request now; null where they may. Of a request that is locked.
create function refusal_to_decide(request unseal_requests, officer text, decision text, key jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    approver public.officers;
  begin
    select * into approver from public.officers o where o.id = officer;
    if officer = request.requester then return 'own-request'; end if;
    if approver.id is null or approver.disabled_at is not null or approver.role <> 'custodian' then
      return 'not-custodian';
    end if;
    if public.is_excluded(approver.id, approver.unit_code, request.tip_id) then return 'excluded'; end if;
    if exists (select 1 from public.unseal_decisions d where d.request_id = request.id and d.officer_id = officer) then
      return 'twice';
    end if;
    if request.state <> 'open' then return 'not-open'; end if;
    if request.expires_at <= clock_timestamp() then return 'expired'; end if;
    -- Of the unit the requester came from, and of the one they may have gone to.
    if approver.unit_code = request.unit_code or exists (select 1 from public.officers o
      where o.id = request.requester and o.unit_code = approver.unit_code) then
      return 'same-unit';
    end if;
    -- Two of one unit are one opinion; either may still refuse.
    if refusal_to_decide.decision = 'approve' and exists (select 1 from public.unseal_decisions d
      where d.request_id = request.id and d.unit_code = approver.unit_code) then
      return 'unit-decided';
    end if;
    if key is not null and not public.is_settled_passkey(key, officer, request.created_at) then
      return 'fresh-credential';
    end if;
    return null;
  end $$;

create function decide_unseal_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    request public.unseal_requests;
    refusal text;
  begin
    -- One decision after the other.
    select * into request from public.unseal_requests r where r.id = new.request_id for update;
    new.officer_id := public.current_officer_id();
    if request.id is null or new.officer_id is null then raise exception 'not-custodian' using errcode = 'TB020'; end if;
    refusal := public.refusal_to_decide(request, new.officer_id, new.decision, new.evidence);
    if refusal is not null then raise exception '%', refusal using errcode = 'TB020'; end if;
    select o.number, o.unit_code into new.officer_number, new.unit_code
      from public.officers o where o.id = new.officer_id;
    new.decided_at := clock_timestamp();
    return new;
  end $$;
create trigger unseal_decisions_decide before insert on unseal_decisions
  for each row execute function decide_unseal_request();

-- One refusal ends it, the second approval grants it.
create function settle_unseal_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    if new.decision = 'refuse' then
      update public.unseal_requests set state = 'refused', decided_at = new.decided_at where id = new.request_id;
    elsif (select count(*) from public.unseal_decisions d
      where d.request_id = new.request_id and d.decision = 'approve') = 2 then
      update public.unseal_requests set state = 'approved', decided_at = new.decided_at,
        expires_at = new.decided_at + interval '15 minutes' where id = new.request_id;
    end if;
    return null;
  end $$;
create trigger unseal_decisions_settle after insert on unseal_decisions
  for each row execute function settle_unseal_request();

-- Why a grant opens nothing now; null where it does. Everything is asked again: who they are, and where, may have changed
-- since they decided.
create function refusal_to_open(request unseal_requests) returns text
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    sound integer;
    units integer;
  begin
    if request.state = 'opened' then return 'used'; end if;
    if request.state <> 'approved' then return 'not-approved'; end if;
    if request.expires_at <= clock_timestamp() then return 'expired'; end if;
    select count(*), count(distinct d.unit_code) into sound, units
      from public.unseal_decisions d join public.officers o on o.id = d.officer_id
      where d.request_id = request.id and d.decision = 'approve' and o.disabled_at is null and o.role = 'custodian'
        and o.unit_code = d.unit_code and d.unit_code <> request.unit_code and d.officer_id <> request.requester
        and not public.is_excluded(o.id, o.unit_code, request.tip_id)
        and public.is_settled_passkey(d.evidence, d.officer_id, request.created_at);
    if sound <> 2 or units <> 2 then return 'approver-changed'; end if;
    if exists (select 1 from public.unseal_decisions d where d.request_id = request.id and d.decision = 'refuse') then
      return 'not-approved';
    end if;
    if not exists (select 1 from public.officers o where o.id = request.requester and o.unit_code = request.unit_code)
      or not public.may_decide_on(request.requester, request.tip_id) then
      return 'requester-changed';
    end if;
    if not exists (select 1 from public.sessions s where s.token_hash = request.session_hash
      and s.officer_id = request.requester and s.ends_at > now() and s.seen_at > now() - interval '30 minutes') then
      return 'other-session';
    end if;
    return null;
  end $$;

-- Nothing of a request is ever rewritten but where it stands, and that only forwards.
create function guard_unseal_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    kept public.unseal_requests := old;
    refusal text;
  begin
    if old.state = 'open' and new.state in ('approved', 'refused') and pg_trigger_depth() > 1 then
      kept.state := new.state;
      kept.decided_at := new.decided_at;
      kept.expires_at := new.expires_at;
      return kept;
    end if;
    if new.state = old.state then
      -- Sealed anew under another key; the words stay.
      kept.reason := new.reason;
      return kept;
    end if;
    if new.state <> 'opened' then raise exception 'not-approved' using errcode = 'TB020'; end if;
    refusal := public.refusal_to_open(old);
    if refusal is not null then raise exception '%', refusal using errcode = 'TB020'; end if;
    if not public.is_settled_passkey(new.opening, old.requester, old.created_at) then
      raise exception 'fresh-credential' using errcode = 'TB020';
    end if;
    kept.state := 'opened';
    kept.opening := new.opening;
    kept.opened_at := clock_timestamp();
    return kept;
  end $$;
create trigger unseal_requests_guard before update on unseal_requests
  for each row execute function guard_unseal_request();

-- Whoever may read a request: the requester, custodians (what is open of any unit, what is over of their province or
-- decided by themselves) and auditors of its unit. None of them is excluded from the tip.
create function sees_unsealing(request text, requester text, unit text, tip text, is_open boolean) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
      select 1 from public.current_officer() c join public.units own on own.code = c.unit_code
      where not public.is_excluded(c.officer_id, c.unit_code, tip) and (
        c.officer_id = requester
        or (c.role = 'custodian' and (is_open or own.province is null
          or exists (select 1 from public.units u where u.code = unit and u.province = own.province)
          or exists (select 1 from public.unseal_decisions d where d.request_id = request and d.officer_id = c.officer_id)))
        or (c.role = 'auditor' and (unit = any (public.audit_reach()) or public.audit_reach() = array['*']))))
  $$;
-- Asked before a passkey is: so that a page can say why not.
create function why_not_decide(request text, decision text) returns text
  language sql volatile security definer set search_path = pg_catalog, public as $$
    select public.refusal_to_decide(r, public.current_officer_id(), why_not_decide.decision, null)
    from public.unseal_requests r where r.id = request and public.sees_unsealing(r.id, r.requester, r.unit_code, r.tip_id,
      r.state = 'open' and r.expires_at > now())
  $$;

do $$
declare name text;
begin
  foreach name in array array['tip_exclusions', 'unseal_requests', 'unseal_decisions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy owner_%1$s on %1$I for select to tinbao_owner using (true)', name);
    execute format('create policy backup_%1$s on %1$I for select to tinbao_backup using (true)', name);
    execute format('grant select on %I to tinbao_backup', name);
  end loop;
end $$;

create policy owner_stand_in on assignments for insert to tinbao_owner with check (pg_trigger_depth() > 0);
create policy owner_exclude on tip_exclusions for insert to tinbao_owner with check (why <> 'by-hand');
create policy owner_include on tip_exclusions for delete to tinbao_owner using (pg_trigger_depth() > 0 and why = 'accused-unit');
create policy owner_unseal_settle on unseal_requests for update to tinbao_owner
  using (pg_trigger_depth() > 0) with check (pg_trigger_depth() > 0);

-- Those who lead a unit, of a tip they see; never themselves taken back by the desk.
create policy desk_exclusions on tip_exclusions for select to tinbao_desk using (
  exists (select 1 from tips t where t.id = tip_id));
create policy desk_exclude on tip_exclusions for insert to tinbao_desk with check (
  why = 'by-hand'
  and (select c.role from current_officer() c) in ('unit-commander', 'provincial-supervisor')
  and exists (select 1 from tips t where t.id = tip_id));
grant select, insert (id, tip_id, officer_id, unit_code, why, note) on tip_exclusions to tinbao_desk;

create policy desk_unsealings on unseal_requests for select to tinbao_desk using (
  sees_unsealing(id, requester, unit_code, tip_id, state = 'open' and expires_at > now()));
create policy desk_ask on unseal_requests for insert to tinbao_desk with check (
  requester = (select c.officer_id from current_officer() c));
grant select (id, tip_id, tip_code, requester, requester_number, unit_code, category_group, legal_basis, legal_article,
    case_number, reason, state, created_at, decided_at, opened_at, expires_at),
  insert (id, tip_id, category_group, legal_basis, legal_article, case_number, reason, evidence)
  on unseal_requests to tinbao_desk;
create policy desk_unseal_decisions on unseal_decisions for select to tinbao_desk using (
  exists (select 1 from unseal_requests r where r.id = request_id));
create policy desk_unseal_decide on unseal_decisions for insert to tinbao_desk with check (
  officer_id = (select c.officer_id from current_officer() c)
  and exists (select 1 from unseal_requests r where r.id = request_id));
grant select (id, request_id, officer_id, officer_number, unit_code, decision, reason, decided_at),
  insert (id, request_id, decision, reason, evidence) on unseal_decisions to tinbao_desk;

-- The vault proves for itself what passkeys signed, and spends the grant before it opens anything.
create policy vault_unsealings on unseal_requests for select to tinbao_vault using (true);
create policy vault_unseal on unseal_requests for update to tinbao_vault using (state = 'approved') with check (state = 'opened');
grant select (id, tip_id, requester, unit_code, session_hash, evidence, state, created_at, decided_at, expires_at),
  update (state, opening) on unseal_requests to tinbao_vault;
create policy vault_unseal_decisions on unseal_decisions for select to tinbao_vault using (true);
grant select (id, request_id, officer_id, unit_code, decision, evidence, decided_at) on unseal_decisions to tinbao_vault;
create policy vault_passkeys on passkeys for select to tinbao_vault using (true);
grant select (id, officer_id, public_key, created_at) on passkeys to tinbao_vault;
create policy vault_tips on tips for select to tinbao_vault using (
  exists (select 1 from unseal_requests r where r.tip_id = tips.id and r.state = 'opened'));
grant select (id, conversation_id, channel) on tips to tinbao_vault;
create policy vault_audit on audit for insert to tinbao_vault with check (action in ('identity.unsealed', 'unseal.refused'));
grant insert on audit to tinbao_vault;

revoke all on function unit_and_above(text), is_excluded(text, text, text), current_officer_id(), exclude_accused(),
  may_decide_on(text, text), has_reader(text), exclude_from_sight(), set_excluder(), exclude_numbers(text, text[]),
  is_settled_passkey(jsonb, text, timestamptz), open_unseal_request(),
  refusal_to_decide(unseal_requests, text, text, jsonb), decide_unseal_request(), settle_unseal_request(),
  refusal_to_open(unseal_requests), guard_unseal_request(), sees_unsealing(text, text, text, text, boolean),
  why_not_decide(text, text) from public;
grant execute on function current_officer_id(), sees_unsealing(text, text, text, text, boolean), why_not_decide(text, text)
  to tinbao_desk;
grant execute on function exclude_numbers(text, text[]) to tinbao_worker;

-- Complaints that are there already.
alter table tips no force row level security;
alter table assignments no force row level security;
insert into tip_exclusions (id, tip_id, unit_code, why)
  select 'exc_' || gen_random_uuid(), t.id, t.accused_unit, 'accused-unit' from tips t
  where t.about_police and t.accused_unit is not null;
alter table tips force row level security;
alter table assignments force row level security;
