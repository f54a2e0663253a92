-- role: every
-- Every table forces its policies; a role has the rights that the table of rights gives it, column by column, and no other.

select tap.is_empty($$ select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and relname <> 'migrations' and not (relrowsecurity and relforcerowsecurity) $$, 'policies are forced on every table');
select tap.is_empty($$ select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f') $$,
  'there is no view, materialized or not, and no foreign table');
select tap.is_empty($$ select policyname from pg_policies where schemaname = 'public' and 'public' = any (roles) $$,
  'no policy is open to everybody');
select tap.results_eq(
  $$ select relname::text collate "C" from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     and relname <> 'migrations' order by 1 $$,
  $$ select distinct relation collate "C" from known.rights order by 1 $$,
  'every table is in the table of rights');
select tap.results_eq(
  $$ select relation collate "C", coalesce(string_agg(distinct word, ' ' order by word), '') collate "C"
     from (
       select r.relation, p.word,
         case when has_table_privilege(('public.' || r.relation)::regclass, p.word) then p.word end as whole
       from known.rights r cross join (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger')) p (word)
       where 'tinbao_' || r.role = current_user
     ) w where whole is not null or (word in ('select', 'insert', 'update', 'references')
       and has_any_column_privilege(('public.' || relation)::regclass, word))
     group by relation order by 1 $$,
  $$ select relation collate "C", string_agg(distinct word, ' ' order by word) collate "C"
     from known.rights r cross join lateral regexp_split_to_table(regexp_replace(r.rights, '\([^)]*\)', '', 'g'), ' ') as word
     where 'tinbao_' || r.role = current_user and word <> ''
     group by relation order by 1 $$,
  'has the rights the table says, on every table');
select tap.is_empty(
  $$ select r.relation, a.attname, p.word
     from known.rights r
     cross join (values ('select'), ('insert'), ('update')) p (word)
     join pg_attribute a on a.attrelid = ('public.' || r.relation)::regclass and a.attnum > 0 and not a.attisdropped
     cross join lateral (select substring(r.rights from p.word || '\(([^)]*)\)') as columns) c
     where 'tinbao_' || r.role = current_user and c.columns is not null
       and has_column_privilege(a.attrelid, a.attnum, p.word)
       and not (a.attname = any (string_to_array(c.columns, ' '))) $$,
  'reaches no column beyond those the table names');
select tap.is_empty($$ select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and has_table_privilege(oid, 'truncate') $$, 'empties no table');
