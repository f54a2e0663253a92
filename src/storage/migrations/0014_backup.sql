-- A role that reads every row of ours for backups and can do nothing else. Forced policies stay: it passes them by
-- policies of its own, one a table. A table made later brings its own; a test names the one that does not.

grant usage on schema public to tinbao_backup;
grant select on migrations to tinbao_backup;

do $$
declare name text;
begin
  for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1 loop
    execute format('create policy backup_%1$s on %1$I for select to tinbao_backup using (true)', name);
    execute format('grant select on %I to tinbao_backup', name);
  end loop;
end $$;
