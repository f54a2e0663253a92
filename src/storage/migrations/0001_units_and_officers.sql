-- Who answers for a place, and who may sign in. Everything an officer may see hangs on these two.

create table units (
  code text constraint units_pkey primary key,
  name text not null,
  kind text not null constraint units_kind_check
    check (kind in ('commune', 'province', 'department', 'inspectorate', 'ministry', 'external')),
  level text not null constraint units_level_check check (level in ('commune', 'province', 'ministry', 'external')),
  -- Two-digit official code; null for ministry and outside bodies.
  province text,
  -- The code of the routing matrix: CAX, PC02, TTR, X05.
  role text not null,
  parent text constraint units_parent_fkey references units (code),
  -- Names of the places it answers for as people write them: own, old wards, old district.
  place_names text[] not null default '{}',
  -- GeoJSON-like outline or codes covered; filled by the gazetteer.
  area jsonb,
  duty_phone text,
  valid_from date not null,
  valid_to date,
  constraint units_validity_check check (valid_to is null or valid_to > valid_from)
);

create table officers (
  id text constraint officers_pkey primary key,
  login text not null constraint officers_login_key unique,
  -- What a citizen is told: "cán bộ trực ban, số hiệu …". Never a name.
  number text not null,
  unit_code text not null constraint officers_unit_fkey references units (code),
  role text not null constraint officers_role_check
    check (role in ('duty-officer', 'unit-commander', 'provincial-supervisor', 'custodian', 'auditor', 'administrator')),
  password_hash text not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create index officers_unit_index on officers (unit_code) where disabled_at is null;

-- A login token is kept as its SHA-256 only; 30 minutes idle, 12 hours in all.
create table sessions (
  token_hash bytea constraint sessions_pkey primary key,
  officer_id text not null constraint sessions_officer_fkey references officers (id) on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null
);
