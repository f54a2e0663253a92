-- role: every
-- Functions that look past the policies belong to a role that bypasses none, and are called by whom the table names.

select tap.results_eq(
  $$ select distinct proname::text collate "C" from pg_proc where pronamespace = 'public'::regnamespace and has_function_privilege(oid, 'execute')
     order by 1 $$,
  $$ select name collate "C" from known.functions where 'tinbao_' || role = current_user order by 1 $$,
  'may call the functions the table says, and no others of ours');
select tap.is_empty($$ select p.proname from pg_proc p join pg_roles r on r.oid = p.proowner
    where p.pronamespace = 'public'::regnamespace and p.prosecdef
      and (r.rolsuper or r.rolbypassrls or r.rolcanlogin or r.rolname <> 'tinbao_owner') $$,
  'none runs as a superuser or past the policies');
select tap.is_empty($$ select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
    and not coalesce(proconfig @> array['search_path=pg_catalog, public'], false) $$,
  'each that runs with other rights fixes where it looks for names');
select tap.throws_ok('set role tinbao_owner', '42501', null, 'cannot become their owner');
select tap.throws_ok('set session authorization tinbao_owner', '42501', null, 'nor sign in as it');
