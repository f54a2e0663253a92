-- Tokens of platforms that change as they are used (Zalo OA). A refresh token is good once, so each pair is stored in the
-- commit of its renewal, under the lock of its row; sealed, and read by workers alone.

create table channel_tokens (
  channel text not null,
  bot_id text not null,
  -- Access and refresh token, sealed to `channel_tokens:<channel>:<bot>`.
  sealed bytea not null,
  -- Of the access token.
  expires_at timestamptz not null,
  -- Set when the platform refused the refresh token: a person must authorise again, and nobody asks with it any more.
  refused_at timestamptz,
  updated_at timestamptz not null default now(),
  constraint channel_tokens_pkey primary key (channel, bot_id)
);

alter table channel_tokens enable row level security;
alter table channel_tokens force row level security;
revoke all on channel_tokens from public;
create policy worker_channel_tokens on channel_tokens to tinbao_worker using (true) with check (true);
grant select, insert, update, delete on channel_tokens to tinbao_worker;
