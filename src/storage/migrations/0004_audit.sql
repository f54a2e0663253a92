-- Every look and every act, written in the transaction of the act itself. Ids only, never text.

create table audit (
  id bigint generated always as identity constraint audit_pkey primary key,
  at timestamptz not null default clock_timestamp(),
  unit_code text,
  officer_id text,
  -- 'tip.read', 'inbox.read', 'tip.answer', 'login.refused' …
  action text not null,
  object_id text,
  detail jsonb not null default '{}'
);
create index audit_object_index on audit (object_id, at);
create index audit_unit_index on audit (unit_code, at);
