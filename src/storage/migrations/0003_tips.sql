-- A tip, what triage found in it, which units may see it, what officers decided, what was answered.

create table tips (
  id text constraint tips_pkey primary key,
  -- Mã tin, TB-79-261122-0042: province, date, number. For officers; it opens nothing.
  code text constraint tips_code_key unique,
  conversation_id text not null constraint tips_conversation_fkey references conversations (id),
  channel text not null,
  mode text not null constraint tips_mode_check check (mode in ('named', 'contactable', 'anonymous')),
  status text not null constraint tips_status_check check (status in
    ('received', 'triaged', 'forwarded', 'accepted', 'checking', 'suspended', 'resolved', 'closed', 'reopened')),
  kind text not null constraint tips_kind_check check (kind in
    ('tip', 'question', 'other-agency', 'out-of-scope', 'greeting', 'spam', 'mixed')),
  category text,
  urgency text not null constraint tips_urgency_check check (urgency in ('critical', 'high', 'normal', 'low')),
  call_now boolean not null default false,
  about_police boolean not null default false,
  restricted boolean not null default false,
  province text,
  -- The unit that answers for it; null until routed, and then nobody but triage sees it.
  unit_code text constraint tips_unit_fkey references units (code),
  -- Sealed: the most telling sentence, for one line of the inbox.
  essence bytea,
  -- HMAC of the folded text, for exact copies.
  copy_key bytea,
  duplicate_of text constraint tips_duplicate_fkey references tips (id),
  disposition text,
  -- Rises with each change an officer would see, and with each message added.
  version integer not null default 1,
  received_at timestamptz not null,
  triaged_at timestamptz,
  opened_at timestamptz,
  closed_at timestamptz,
  updated_at timestamptz not null default now()
);
create index tips_conversation_index on tips (conversation_id);
create index tips_copy_index on tips (copy_key, received_at) where copy_key is not null;
alter table events add constraint events_tip_fkey foreign key (tip_id) references tips (id);

create table findings (
  tip_id text not null constraint findings_tip_fkey references tips (id) on delete cascade,
  -- The tip's version that was read: what is added later is analysed anew, what was found stays.
  tip_version integer not null,
  stage text not null,
  stage_version integer not null,
  confidence real,
  -- Sealed: value and evidence, for both quote the text.
  body bytea,
  created_at timestamptz not null default now(),
  constraint findings_pkey primary key (tip_id, tip_version, stage, stage_version)
);

create table assignments (
  id text constraint assignments_pkey primary key,
  tip_id text not null constraint assignments_tip_fkey references tips (id),
  unit_code text not null constraint assignments_unit_fkey references units (code),
  role text not null constraint assignments_role_check check (role in ('primary', 'information')),
  -- Why, as a rule of the routing matrix or 'officer'; the officer's own words are sealed beside it.
  reason text not null,
  note bytea,
  assigned_by text constraint assignments_officer_fkey references officers (id),
  assigned_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index assignments_current_key on assignments (tip_id, unit_code) where ended_at is null;
create index assignments_unit_index on assignments (unit_code, tip_id) where ended_at is null;

-- Append-only: what an officer changed, from what, to what.
create table decisions (
  id text constraint decisions_pkey primary key,
  tip_id text not null constraint decisions_tip_fkey references tips (id),
  officer_id text not null constraint decisions_officer_fkey references officers (id),
  unit_code text not null,
  kind text not null constraint decisions_kind_check
    check (kind in ('category', 'urgency', 'unit', 'status', 'disposition', 'answer')),
  before text,
  after text,
  note bytea,
  decided_at timestamptz not null default now()
);
create index decisions_tip_index on decisions (tip_id, decided_at);

-- Everything said to a citizen, by machine or officer; one row for each bubble, written before anything is sent.
create table deliveries (
  id text constraint deliveries_pkey primary key,
  conversation_id text not null constraint deliveries_conversation_fkey references conversations (id),
  tip_id text constraint deliveries_tip_fkey references tips (id),
  -- The event or decision it answers, and which of its bubbles: so that a step done twice says it once.
  cause text not null,
  seq integer not null,
  author text not null constraint deliveries_author_check check (author in ('assistant', 'officer')),
  officer_id text constraint deliveries_officer_fkey references officers (id),
  body bytea,
  status text not null default 'pending' constraint deliveries_status_check
    check (status in ('pending', 'sent', 'parked')),
  error text,
  platform_message_id text,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  constraint deliveries_cause_key unique (cause, seq)
);
create index deliveries_conversation_index on deliveries (conversation_id, created_at);
create index deliveries_tip_index on deliveries (tip_id) where tip_id is not null;

-- Numbers of Mã tin; gaps only where a transaction failed.
create table tip_numbers (
  province text not null,
  day date not null,
  last_number integer not null,
  constraint tip_numbers_pkey primary key (province, day)
);
