-- Releases of the gazetteer: what areas are called, what became of old ones, where they end. Each is kept as it was imported
-- for as long as a finding may point at it, and one of them is in use at a time: the one that was activated last.

create table gazetteer_releases (
  -- `2026-04-30.1`: the day from which it is valid, and which one of that day.
  id text collate "C" constraint gazetteer_releases_pkey primary key,
  valid_from date not null,
  number integer not null constraint gazetteer_releases_number_check check (number > 0),
  -- SHA-256 of what it says, however it is packed: the same areas imported twice are one release.
  checksum bytea not null constraint gazetteer_releases_checksum_check check (length(checksum) = 32),
  -- Nothing was found that keeps it from being used.
  is_valid boolean not null,
  counts jsonb not null,
  -- Files it was read from, with their checksums.
  sources jsonb not null,
  -- What the import put right, left out and warned of.
  findings jsonb not null,
  -- As src/gazetteer/pack.ts packs it; already as small as it gets.
  body bytea not null,
  imported_at timestamptz not null default clock_timestamp(),
  constraint gazetteer_releases_id_check check (id = to_char(valid_from::timestamp, 'YYYY-MM-DD') || '.' || number),
  constraint gazetteer_releases_checksum_key unique (checksum),
  -- What an activation points at.
  constraint gazetteer_releases_valid_key unique (id, is_valid)
);
alter table gazetteer_releases alter column body set storage external;

create table gazetteer_activations (
  number bigint generated always as identity constraint gazetteer_activations_pkey primary key,
  release_id text collate "C" not null,
  -- With the reference below: what is not valid cannot be activated, whoever tries.
  is_valid boolean not null default true constraint gazetteer_activations_valid_check check (is_valid),
  activated_at timestamptz not null default clock_timestamp(),
  constraint gazetteer_activations_release_fkey foreign key (release_id, is_valid)
    references gazetteer_releases (id, is_valid)
);

-- A trigger, not missing rights alone: a restore, which sets triggers aside, puts the backup's in the place of the first start's.
create function keep_gazetteer() returns trigger language plpgsql as $$
  begin
    raise exception 'a release of the gazetteer stays as it was imported' using errcode = 'TB030';
  end $$;
create trigger gazetteer_releases_keep before update or delete or truncate on gazetteer_releases
  for each statement execute function keep_gazetteer();
create trigger gazetteer_activations_keep before update or delete or truncate on gazetteer_activations
  for each statement execute function keep_gazetteer();

do $$
declare name text;
begin
  foreach name in array array['gazetteer_releases', 'gazetteer_activations'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy owner_%1$s on %1$I for select to tinbao_owner using (true)', name);
    execute format('create policy owner_add_%1$s on %1$I for insert to tinbao_owner with check (true)', name);
    -- Names and boundaries of areas are public knowledge.
    execute format('create policy read_%1$s on %1$I for select to tinbao_intake, tinbao_public, tinbao_desk, tinbao_worker'
      ' using (true)', name);
    execute format('grant select on %I to tinbao_intake, tinbao_public, tinbao_desk, tinbao_worker', name);
    execute format('create policy backup_%1$s on %1$I for select to tinbao_backup using (true)', name);
    execute format('grant select on %I to tinbao_backup', name);
  end loop;
end $$;
revoke all on function keep_gazetteer() from public;
