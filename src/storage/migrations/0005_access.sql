-- Who may touch what. Runtime roles own nothing and none bypasses a policy; a table without a policy for a role
-- shows that role no row. An officer's reach is derived from the login token alone, hashed here, so that neither a
-- forged unit number nor a stolen table of hashes opens anything.

create function current_officer() returns table (officer_id text, unit_code text, role text)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select o.id, o.unit_code, o.role
    from public.sessions s join public.officers o on o.id = s.officer_id
    where s.token_hash = sha256(convert_to(nullif(current_setting('tinbao.token', true), ''), 'UTF8'))
      and o.disabled_at is null
      and s.ends_at > now()
      and s.seen_at > now() - interval '30 minutes'
  $$;
-- Administrators, auditors and custodians see no tips.
create function current_unit() returns text
  language sql stable as $$
    select unit_code from current_officer() where role in ('duty-officer', 'unit-commander', 'provincial-supervisor')
  $$;

-- A unit without active officers must not be the only one to get a tip; triage may count, and see nobody.
create function count_active_officers(unit text) returns bigint
  language sql stable security definer set search_path = pg_catalog, public as $$
    select count(*) from public.officers o where o.unit_code = unit and o.disabled_at is null
      and o.role in ('duty-officer', 'unit-commander', 'provincial-supervisor')
  $$;

-- What a citizen proves by receipt or chat session: an HMAC made outside Postgres.
create function current_access() returns bytea
  language sql stable as $$ select decode(nullif(current_setting('tinbao.access', true), ''), 'hex') $$;

do $$
declare name text;
begin
  foreach name in array array['units', 'officers', 'sessions', 'conversations', 'events', 'identities', 'dead_letters',
    'outbox', 'tips', 'findings', 'assignments', 'decisions', 'deliveries', 'tip_numbers', 'audit']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end $$;

revoke all on all tables in schema public from public;
revoke all on all functions in schema public from public;
grant usage on schema public to tinbao_intake, tinbao_public, tinbao_login, tinbao_desk, tinbao_worker, tinbao_vault;

-- The owner runs migrations, commands and the two functions above; it reads no tip.
create policy owner_units on units to tinbao_owner using (true) with check (true);
create policy owner_officers on officers to tinbao_owner using (true) with check (true);
create policy owner_sessions on sessions to tinbao_owner using (true) with check (true);
create policy owner_audit on audit for insert to tinbao_owner with check (true);

-- Units are public knowledge.
create policy read_units on units for select
  to tinbao_intake, tinbao_public, tinbao_login, tinbao_desk, tinbao_worker using (true);
grant select on units to tinbao_intake, tinbao_public, tinbao_login, tinbao_desk, tinbao_worker;

-- Intake writes what came and reads back only what it needs to number it; never content, never identity.
create policy intake_conversations on conversations to tinbao_intake using (true) with check (true);
grant insert (id, channel, bot_id, sender_key, next_sequence, receipt_mac, created_at, updated_at),
  select (id, sender_key, next_sequence), update (next_sequence, updated_at) on conversations to tinbao_intake;
create policy intake_events on events to tinbao_intake using (true) with check (true);
grant insert, select (id, update_key, conversation_id, sequence, received_at) on events to tinbao_intake;
create policy intake_identities on identities for insert to tinbao_intake with check (true);
grant insert on identities to tinbao_intake;
create policy intake_dead_letters on dead_letters to tinbao_intake using (true) with check (true);
grant insert, select (id, update_key) on dead_letters to tinbao_intake;
create policy intake_outbox on outbox for insert to tinbao_intake with check (true);
grant insert on outbox to tinbao_intake;

-- The public pages read one conversation: the one whose receipt or chat session the reader holds.
create policy public_conversations on conversations for select to tinbao_public
  using (receipt_mac = (select current_access()) or (channel = 'webchat' and sender_key = (select current_access())));
grant select (id, channel, bot_id, receipt_mac, sender_key, created_at) on conversations to tinbao_public;
create policy public_events on events for select to tinbao_public
  using (conversation_id in (select id from conversations));
grant select (id, conversation_id, sequence, content, sent_at, received_at) on events to tinbao_public;
create policy public_deliveries on deliveries for select to tinbao_public
  using (conversation_id in (select id from conversations));
grant select (id, conversation_id, author, officer_id, body, status, created_at, cause, seq) on deliveries to tinbao_public;
create policy public_tips on tips for select to tinbao_public
  using (conversation_id in (select id from conversations));
grant select (id, conversation_id, status, received_at) on tips to tinbao_public;

-- Signing in: a role of its own, so that the desk can neither read a hash nor open a session.
create policy login_officers on officers for select to tinbao_login using (true);
grant select on officers to tinbao_login;
create policy login_sessions on sessions to tinbao_login using (true) with check (true);
grant select, insert, update (seen_at), delete on sessions to tinbao_login;
create policy login_audit on audit for insert to tinbao_login with check (true);
grant insert on audit to tinbao_login;

-- The desk sees the tips its unit holds now, and what hangs on them.
grant execute on function current_officer(), current_unit() to tinbao_desk;
-- A unit keeps sight of its own past assignments (an update needs to read the row it leaves), not of their tips.
-- Called as it is, not as (select current_unit()): policies of tips ask here again while an assignment is written, and
-- Postgres calls a sub-select in that place an infinite recursion.
create policy desk_assignments on assignments for select to tinbao_desk using (unit_code = current_unit());
grant select on assignments to tinbao_desk;
create policy desk_tips on tips for select to tinbao_desk
  using (exists (select 1 from assignments a where a.tip_id = tips.id and a.ended_at is null));
create policy desk_tips_change on tips for update to tinbao_desk
  using (exists (select 1 from assignments a where a.tip_id = tips.id and a.ended_at is null)) with check (true);
grant select, update (category, urgency, unit_code, province, status, disposition, version, opened_at, closed_at, updated_at, restricted, about_police)
  on tips to tinbao_desk;
create policy desk_assign on assignments for insert to tinbao_desk with check (
  exists (select 1 from tips t where t.id = tip_id)
  and assigned_by = (select o.officer_id from current_officer() o));
-- Of their own unit alone: an update without a condition must not take a tip from the other units that hold it.
create policy desk_unassign on assignments for update to tinbao_desk
  using (unit_code = current_unit() and exists (select 1 from tips t where t.id = tip_id)) with check (true);
grant insert, update (ended_at) on assignments to tinbao_desk;
create policy desk_events on events for select to tinbao_desk using (exists (select 1 from tips t where t.id = tip_id));
grant select on events to tinbao_desk;
create policy desk_findings on findings for select to tinbao_desk using (exists (select 1 from tips t where t.id = tip_id));
grant select on findings to tinbao_desk;
create policy desk_decisions on decisions for select to tinbao_desk using (exists (select 1 from tips t where t.id = tip_id));
create policy desk_decide on decisions for insert to tinbao_desk with check (
  exists (select 1 from tips t where t.id = tip_id)
  and (officer_id, decisions.unit_code) = (select o.officer_id, o.unit_code from current_officer() o));
grant select, insert on decisions to tinbao_desk;
create policy desk_deliveries on deliveries for select to tinbao_desk using (exists (select 1 from tips t where t.id = tip_id));
create policy desk_answer on deliveries for insert to tinbao_desk with check (
  author = 'officer' and officer_id = (select o.officer_id from current_officer() o)
  and exists (select 1 from tips t where t.id = tip_id and t.conversation_id = deliveries.conversation_id));
grant select, insert on deliveries to tinbao_desk;
create policy desk_outbox on outbox for insert to tinbao_desk with check (topic in ('delivery', 'tip'));
grant insert on outbox to tinbao_desk;
create policy desk_audit on audit for insert to tinbao_desk
  with check ((officer_id, audit.unit_code) = (select o.officer_id, o.unit_code from current_officer() o));
grant insert on audit to tinbao_desk;
-- Numbers of colleagues for the record of a tip; nothing else of them.
create policy desk_officers on officers for select to tinbao_desk using ((select current_unit()) is not null);
grant select (id, number, unit_code, role) on officers to tinbao_desk;

-- Workers reach all units' content and no identity.
do $$
declare name text;
begin
  foreach name in array array['conversations', 'events', 'outbox', 'tips', 'findings', 'assignments', 'decisions',
    'deliveries', 'tip_numbers']
  loop
    execute format('create policy worker_%1$s on %1$I to tinbao_worker using (true) with check (true)', name);
    execute format('grant select, insert, update on %I to tinbao_worker', name);
  end loop;
end $$;
grant delete on outbox to tinbao_worker;
create policy worker_audit on audit for insert to tinbao_worker with check (officer_id is null);
grant insert on audit to tinbao_worker;
grant execute on function count_active_officers(text) to tinbao_worker, tinbao_desk;
grant execute on function current_access() to tinbao_public;

-- The vault alone reads what names a person.
create policy vault_identities on identities to tinbao_vault using (true);
grant select, delete on identities to tinbao_vault;
create policy vault_dead_letters on dead_letters for select to tinbao_vault using (true);
grant select on dead_letters to tinbao_vault;
