-- Files that came with messages, fetched at once because their addresses expire. One row a file, kept or not; what is
-- known of it (name, type, size) is sealed in `file`, its bytes in pieces that open only in their place and number.

create table media (
  id text constraint media_pkey primary key,
  event_id text not null constraint media_event_fkey references events (id),
  -- Its place among what came with the message.
  number integer not null,
  state text not null constraint media_state_check check (state in ('waiting', 'kept', 'failed')),
  reason text constraint media_reason_check check (reason in ('too-large', 'too-many', 'no-address', 'host-refused',
    'gone', 'refused', 'empty', 'unreachable', 'kept-before', 'destroyed')),
  -- Envelope: the wrapped data key of the pieces, and under it what is known of the file.
  file bytea,
  created_at timestamptz not null default now(),
  kept_at timestamptz,
  constraint media_place_key unique (event_id, number),
  constraint media_kept_check check ((state = 'kept') = (file is not null)),
  constraint media_failed_check check ((state = 'failed') = (reason is not null))
);

create table media_chunks (
  media_id text not null constraint media_chunks_media_fkey references media (id),
  number integer not null,
  sealed bytea not null,
  constraint media_chunks_pkey primary key (media_id, number)
);
-- Sealed bytes do not compress: no time is spent on trying.
alter table media_chunks alter column sealed set storage external;

do $$
declare name text;
begin
  foreach name in array array['media', 'media_chunks'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy worker_%1$s on %1$I to tinbao_worker using (true) with check (true)', name);
  end loop;
end $$;
grant select, insert, update on media to tinbao_worker;
-- What was sealed is written and destroyed; the worker never reads it back.
grant select (media_id, number), insert, delete on media_chunks to tinbao_worker;

-- The desk lists what came with the messages of its tips. Nobody reads the bytes yet.
create policy desk_media on media for select to tinbao_desk using (exists (select 1 from events e where e.id = event_id));
grant select on media to tinbao_desk;
