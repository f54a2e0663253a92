-- role: every
-- A run-time role is nobody: it owns nothing, passes no policy, makes nothing, and belongs to nothing.

select tap.isnt_superuser(current_user::name, 'is no superuser');
select tap.is((select rolbypassrls from pg_roles where rolname = current_user), false, 'bypasses no policy');
select tap.is((select rolcreaterole or rolcreatedb or rolreplication from pg_roles where rolname = current_user), false,
  'makes neither roles nor databases, and copies none');
select tap.is_empty($$ select 1 from pg_auth_members where member = (select oid from pg_roles where rolname = current_user) $$,
  'is a member of no role');
select tap.is_empty($$ select relname from pg_class c where relowner = (select oid from pg_roles where rolname = current_user)
    and relnamespace = 'public'::regnamespace $$, 'owns no table, index or view of ours');
select tap.is_empty($$ select proname from pg_proc where proowner = (select oid from pg_roles where rolname = current_user) $$,
  'owns no function');
select tap.is(has_schema_privilege('public', 'create'), false, 'makes nothing in the schema');
select tap.is(has_database_privilege(current_database(), 'create'), false, 'makes no schema');
select tap.is_empty($$ select datname from pg_database where datdba = (select oid from pg_roles where rolname = current_user) $$,
  'owns no database');
