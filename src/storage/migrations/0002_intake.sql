-- What came in. A message counts as accepted once its event, its place in the conversation and its outbox row
-- have committed together; identity lies apart, sealed to a key that no process but the vault holds.

create table conversations (
  id text constraint conversations_pkey primary key,
  channel text not null,
  bot_id text not null,
  -- HMAC of channel, bot and chat id under a pepper outside Postgres; finds the conversation, names nobody.
  sender_key bytea not null constraint conversations_sender_key unique,
  next_sequence bigint not null,
  -- Sealed state of the dialogue.
  state bytea,
  -- HMAC of the citizen's receipt under a pepper outside Postgres.
  receipt_mac bytea constraint conversations_receipt_key unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table events (
  id text constraint events_pkey primary key,
  conversation_id text not null constraint events_conversation_fkey references conversations (id),
  -- Order of arrival within the conversation. Taken under the conversation's row lock, so what commits later is later.
  sequence bigint not null,
  channel text not null,
  -- HMAC of channel, bot and update id (some platforms build that id from the chat id).
  update_key bytea not null constraint events_update_key unique,
  -- Sealed content: what was said, without who said it. Null once destroyed.
  content bytea,
  sent_at timestamptz,
  received_at timestamptz not null,
  tip_id text,
  processed_at timestamptz,
  constraint events_sequence_key unique (conversation_id, sequence)
);
create index events_waiting_index on events (conversation_id, sequence) where processed_at is null;
create index events_tip_index on events (tip_id) where tip_id is not null;

-- Sealed to the vault: chat id, display name, contact left in the form. One row for the address, one for each contact.
create table identities (
  event_id text constraint identities_pkey primary key,
  conversation_id text not null constraint identities_conversation_fkey references conversations (id),
  sealed bytea not null,
  created_at timestamptz not null default now()
);
create index identities_conversation_index on identities (conversation_id, created_at);

-- Authentic bodies that no parser understood: kept whole, sealed to the vault, shown to operators by id.
create table dead_letters (
  id text constraint dead_letters_pkey primary key,
  channel text not null,
  update_key bytea not null constraint dead_letters_update_key unique,
  reason text not null,
  sealed bytea not null,
  received_at timestamptz not null
);

-- Work to be done, written with the fact that calls for it and deleted with its effect. The queue is a cache of this.
create table outbox (
  id text constraint outbox_pkey primary key,
  topic text not null constraint outbox_topic_check check (topic in ('event', 'quiet', 'tip', 'delivery')),
  ref text not null,
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  queued_at timestamptz,
  -- Given up after the last attempt; doctor and desk show it.
  parked_at timestamptz,
  error text,
  constraint outbox_work_key unique (topic, ref)
);
create index outbox_due_index on outbox (available_at) where parked_at is null;
