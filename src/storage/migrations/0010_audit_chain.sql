-- The audit log becomes chains, one a unit and one for what no officer did, counted anew each day: every row holds the
-- hash of the row before it, so that a row altered, removed, put in or moved shows. Heads are kept apart, and go signed
-- to a second store (flow/checkpoint), for whoever administers the database could make a whole chain anew.

-- Rows without a unit are of the chain `system`.
alter table units add constraint units_code_check check (code <> 'system');

alter table audit add column chain text collate "C";
alter table audit add column day date;
alter table audit add column number integer;
-- Hash of the row before it; of the first of a day that of the chain's last row of an earlier day; null for the first.
alter table audit add column previous bytea;
alter table audit add column hash bytea;

create table audit_heads (
  chain text collate "C" not null,
  day date not null,
  -- Of the day's last row.
  number integer not null,
  hash bytea not null,
  -- What the day's first row was linked to.
  previous bytea,
  constraint audit_heads_pkey primary key (chain, day)
) with (fillfactor = 50);

-- Null and an empty text differ, and no two lists of fields make the same text.
create function audit_field(value text) returns text
  language sql immutable as $$ select coalesce(octet_length(value) || ':' || value, '-') $$;
-- flow/audit-hash.ts says the same in its language; what stands here is never changed, or old rows prove nothing.
create function audit_hash(entry audit) returns bytea
  language sql stable as $$
    select sha256(convert_to('tinbao audit v1'
      || public.audit_field(encode(entry.previous, 'hex'))
      || public.audit_field(entry.chain)
      || public.audit_field(to_char(entry.day::timestamp, 'YYYY-MM-DD'))
      || public.audit_field(entry.number::text)
      || public.audit_field((extract(epoch from entry.at) * 1000000)::bigint::text)
      || public.audit_field(entry.unit_code)
      || public.audit_field(entry.officer_id)
      || public.audit_field(entry.action)
      || public.audit_field(entry.object_id)
      || public.audit_field(entry.detail::text), 'UTF8'))
  $$;

-- Puts an entry at the end of its chain and moves the head. `written_at`: null for now.
create function link_audit(entry audit, written_at timestamptz) returns audit
  language plpgsql as $$
  declare
    head public.audit_heads;
    today date;
  begin
    entry.chain := coalesce(entry.unit_code, 'system');
    -- Until the transaction ends. Not the head's row: a day that begins has none, and the day before must not end
    -- while somebody else still writes into it. 3: apart from the locks on conversations and of processes.
    perform pg_advisory_xact_lock(hashtextextended(entry.chain, 3));
    select * into head from public.audit_heads h where h.chain = entry.chain order by h.day desc limit 1;
    -- After the lock, so that time runs with the numbers.
    entry.at := coalesce(written_at, clock_timestamp());
    today := (entry.at at time zone 'Asia/Ho_Chi_Minh')::date;
    if head.day >= today then
      -- A clock set back does not open a day that is over.
      entry.day := head.day;
      entry.number := head.number + 1;
    else
      entry.day := today;
      entry.number := 1;
    end if;
    entry.previous := head.hash;
    entry.hash := public.audit_hash(entry);
    insert into public.audit_heads (chain, day, number, hash, previous)
      values (entry.chain, entry.day, entry.number, entry.hash, entry.previous)
      on conflict (chain, day) do update set number = excluded.number, hash = excluded.hash;
    return entry;
  end $$;

-- What was written so far, chain by chain, in the order in which it was written: as `link_audit` would have, but that
-- thousands of versions of a head in one transaction would be searched through again and again.
alter table audit no force row level security;
do $$
declare
  entry public.audit;
  last public.audit;
  today date;
begin
  for entry in select * from public.audit order by coalesce(unit_code, 'system') collate "C", id loop
    entry.chain := coalesce(entry.unit_code, 'system');
    today := (entry.at at time zone 'Asia/Ho_Chi_Minh')::date;
    if entry.chain is distinct from last.chain then last := null; end if;
    if last.day >= today then
      entry.day := last.day;
      entry.number := last.number + 1;
    else
      entry.day := today;
      entry.number := 1;
    end if;
    entry.previous := last.hash;
    entry.hash := public.audit_hash(entry);
    update public.audit set chain = entry.chain, day = entry.day, number = entry.number, previous = entry.previous,
      hash = entry.hash where id = entry.id;
    last := entry;
  end loop;
end $$;
insert into audit_heads (chain, day, number, hash, previous)
  select distinct on (chain, day) chain, day, number, hash,
    first_value(previous) over (partition by chain, day order by number)
  from audit order by chain, day, number desc;
alter table audit force row level security;
alter table audit alter column chain set not null;
alter table audit alter column day set not null;
alter table audit alter column number set not null;
alter table audit alter column hash set not null;
alter table audit add constraint audit_chain_key unique (chain, day, number);

-- Whatever the inserter says of these columns, and of the time, is overwritten.
create function chain_audit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    new := public.link_audit(new, null);
    return new;
  end $$;
create trigger audit_chain before insert on audit for each row execute function chain_audit();

-- How the auditor's page and `tinbao audit list` look for rows.
drop index audit_unit_index;
create index audit_day_index on audit (day, id);
create index audit_officer_index on audit (officer_id, id) where officer_id is not null;
create index audit_code_index on audit ((detail ->> 'code')) where action = 'tip.assigned';

alter table audit_heads enable row level security;
alter table audit_heads force row level security;
revoke all on audit_heads from public;
-- Nobody rewrites. The owner too has given up these rights; heads it moves in the trigger and nowhere else. A superuser
-- may do anything: against that stand the checkpoints.
revoke update, delete, truncate on audit from tinbao_owner;
revoke delete, truncate on audit_heads from tinbao_owner;
create policy owner_audit_read on audit for select to tinbao_owner using (true);
create policy owner_heads_read on audit_heads for select to tinbao_owner using (true);
create policy owner_heads_begin on audit_heads for insert to tinbao_owner with check (pg_trigger_depth() > 0);
create policy owner_heads_move on audit_heads for update to tinbao_owner
  using (pg_trigger_depth() > 0) with check (pg_trigger_depth() > 0);

-- For checkpoints: heads of this day and later; a head of an earlier day never moves again once a later one stands.
create function list_audit_heads(since date) returns table (chain text, day date, number integer, hash bytea)
  language sql stable security definer set search_path = pg_catalog, public as $$
    select h.chain, h.day, h.number, h.hash from public.audit_heads h
    where since is null or h.day >= since order by h.chain, h.day
  $$;

-- An auditor reads the chains of the units of their province and that of the system; one of a ministry's unit, all.
-- Null for everybody else.
create function audit_reach() returns text[]
  language sql stable security definer set search_path = pg_catalog, public as $$
    select case when own.province is null and own.kind <> 'external' then array['*']
      else array(select u.code from public.units u where u.province = own.province) || 'system'::text end
    from public.current_officer() c join public.units own on own.code = c.unit_code
    where c.role = 'auditor'
  $$;
-- Sub-selects are asked once a statement, not once a row.
create policy auditor_audit on audit for select to tinbao_desk using (
  chain = any ((select audit_reach())::text[]) or (select audit_reach()) = array['*']);
grant select on audit to tinbao_desk;
create policy auditor_officers on officers for select to tinbao_desk using ((select audit_reach()) is not null);

-- Who reported sees when their tip was opened: a week late at least, nothing of who or where, and of a restricted tip
-- nothing at all.
create policy public_audit on audit for select to tinbao_public using (
  action = 'tip.read' and at < now() - interval '7 days'
  and exists (select 1 from tips t where t.id = object_id and not t.restricted));
grant select (at, action, object_id) on audit to tinbao_public;
grant select (restricted) on tips to tinbao_public;

revoke all on function audit_field(text), audit_hash(audit), link_audit(audit, timestamptz), chain_audit(),
  list_audit_heads(date), audit_reach() from public;
grant execute on function list_audit_heads(date) to tinbao_worker;
grant execute on function audit_reach() to tinbao_desk;
