-- What is kept, how long, and what was destroyed: each closed tip has a class of retention and a day after which its
-- words go, a hold stops that, and every destruction leaves a row. Who withdraws ends the contact: from then on nobody
-- can find or name them.

alter table tips add column retention_class text constraint tips_retention_class_check
  check (retention_class in ('out-of-scope', 'spam', 'no-offence', 'administrative', 'criminal'));
-- Null: no day can be named yet.
alter table tips add column erase_after timestamptz;
-- `updated_at` as it was when all its records were last put under the key of its class.
alter table tips add column retained_at timestamptz;
-- A legal hold, by a commander with a reason (a decision): nothing of it is destroyed.
alter table tips add column hold boolean not null default false;
-- The file of a criminal case has it; what stays here is a pointer.
alter table tips add column handed_over_at timestamptz;
alter table tips add column erased_at timestamptz;
-- Its sender has ended the contact.
alter table tips add column contact_ended_at timestamptz;
create index tips_closed_index on tips (id) where status = 'closed' and erased_at is null;

alter table decisions drop constraint decisions_kind_check;
alter table decisions add constraint decisions_kind_check check (kind in
  ('category', 'urgency', 'unit', 'status', 'disposition', 'answer', 'hold', 'handover'));

-- Set once; the vault destroys identities of ended conversations and of no others.
alter table conversations add column ended_at timestamptz;
alter table conversations add column end_reason text
  constraint conversations_end_reason_check check (end_reason in ('withdrawn', 'retention'));
alter table conversations add constraint conversations_ended_check check ((ended_at is null) = (end_reason is null));

alter table outbox drop constraint outbox_topic_check;
alter table outbox add constraint outbox_topic_check
  check (topic in ('event', 'quiet', 'tip', 'delivery', 'media', 'forget'));

-- What was destroyed, when, by which rule and by whom: the deletion certificate. Nobody changes a row.
create table deletions (
  id text constraint deletions_pkey primary key,
  at timestamptz not null default clock_timestamp(),
  kind text not null constraint deletions_kind_check check (kind in ('tip', 'identity', 'key')),
  -- Id of the tip, of the conversation, or of the epoch key.
  ref text not null,
  rule text not null,
  basis text not null,
  by text not null
);
create index deletions_ref_index on deletions (ref);
alter table deletions enable row level security;
alter table deletions force row level security;
revoke all on deletions from public;
revoke update, delete, truncate on deletions from tinbao_owner;
create policy worker_deletions_read on deletions for select to tinbao_worker using (true);
create policy worker_deletions_write on deletions for insert to tinbao_worker with check (true);
grant select, insert on deletions to tinbao_worker;
create policy backup_deletions on deletions for select to tinbao_backup using (true);
grant select on deletions to tinbao_backup;

-- Id of the epoch key that a content envelope is wrapped under (vault/envelope.ts): the one wrap's name begins at byte
-- 13, counted from 0, and its length stands before it. Null for what is no such envelope.
create function content_key_id(sealed bytea) returns text
  language sql immutable strict parallel safe as $$
    select case when octet_length(sealed) > 13 then
      case when get_byte(sealed, 0) = 1 and get_byte(sealed, 1) = 2 and get_byte(sealed, 10) = 1
          and get_byte(sealed, 11) = 1 and octet_length(sealed) >= 13 + get_byte(sealed, 12)
        then convert_from(substring(sealed from 14 for get_byte(sealed, 12)), 'LATIN1') end end
  $$;
revoke all on function content_key_id(bytea) from public;
grant execute on function content_key_id(bytea) to tinbao_worker;

-- What is sealed there goes from key to key like everything else; the worker reads nothing more of it.
do $$
declare name text;
begin
  foreach name in array array['uncoverings', 'tip_exclusions', 'unseal_requests', 'unseal_decisions'] loop
    execute format('create policy worker_%1$s_read on %1$I for select to tinbao_worker using (true)', name);
    execute format('create policy worker_%1$s_wrap on %1$I for update to tinbao_worker using (true) with check (true)', name);
  end loop;
end $$;
grant select (ctid, id, tip_id, note), update (note) on uncoverings to tinbao_worker;
grant select (ctid, id, tip_id, note), update (note) on tip_exclusions to tinbao_worker;
grant select (ctid, id, reason), update (reason) on unseal_requests to tinbao_worker;
grant select (ctid, id, reason), update (reason) on unseal_decisions to tinbao_worker;

-- A stolen worker can have forgotten only who has ended the contact, or whose contact it ends itself.
create policy vault_conversations on conversations for select to tinbao_vault using (ended_at is not null);
grant select (id, ended_at) on conversations to tinbao_vault;

-- With the receipt: whether this conversation can be ended, and whether it is.
grant select (ended_at) on conversations to tinbao_public;
grant select (urgency, triaged_at) on tips to tinbao_public;

grant update (hold, handed_over_at) on tips to tinbao_desk;
