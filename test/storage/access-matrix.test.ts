import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { RUNTIME_ROLES, type RuntimeRole } from '../../src/storage/roles.ts'
import { ALL_ROWS, ALLOWED, FUNCTIONS, OWNER_POLICIES } from './rights.ts'
import { openWorld } from './world.ts'

const world = await openWorld()

describe('migrations', () => {
  it('run again change nothing', async () => {
    expect(await migrate({ ownerUrl: world.database.url, passwords: world.database.passwords })).toEqual([])
  })

  it('run by two at once leave one schema', async () => {
    const run = () => migrate({ ownerUrl: world.database.url, passwords: world.database.passwords })
    expect(await Promise.all([run(), run()])).toEqual([[], []])
  })
})

describe('tables', () => {
  it('all force row-level security, but for the list of migrations, which names files alone', async () => {
    const tables = await world.query<{ name: string }>(
      `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
    )
    expect(tables.map((table) => table.name)).toEqual(['migrations'])
  })

  it('are all in the table of rights, so that a new one is decided upon', async () => {
    const tables = await world.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1`,
    )
    expect(tables.map((table) => table.name)).toEqual(Object.keys(ALLOWED).sort())
  })

  it('have no view, materialized or not, over them: a new one is decided upon here', async () => {
    expect(
      await world.query(
        `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and relkind in ('v', 'm')`,
      ),
    ).toEqual([])
  })
})

describe('run-time roles', () => {
  it('own nothing, are no superuser, bypass nothing, create nothing and belong to no other role', async () => {
    const roles = await world.query(
      `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit,
         (select count(*)::int from pg_class where relowner = r.oid) as tables,
         (select count(*)::int from pg_proc where proowner = r.oid) as functions,
         (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
         has_schema_privilege(r.oid, 'public', 'create') as may_create
       from pg_roles r where rolname = any ($1) order by 1`,
      [RUNTIME_ROLES.map((role) => `tinbao_${role}`)],
    )
    const none = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolinherit: false,
      functions: 0,
      memberships: 0,
      tables: 0,
      may_create: false,
    }
    expect(roles).toEqual([...RUNTIME_ROLES].sort().map((role) => ({ rolname: `tinbao_${role}`, ...none })))
  })

  it.each(Object.keys(ALLOWED).flatMap((table) => RUNTIME_ROLES.map((role) => [role, table] as const)))(
    '%s may do to %s what the table says, and no more',
    async (role, table) => {
      expect(await readRights(role, table)).toBe(ALLOWED[table]?.[role] ?? '')
    },
  )

  it.each(RUNTIME_ROLES)('%s reaches every row only where the table says', async (role) => {
    const policies = await world.query<{ table: string; cmd: string }>(
      `select tablename as table, cmd from pg_policies
       where $1 = any (roles) and coalesce(qual, 'true') = 'true' and coalesce(with_check, 'true') = 'true' order by 1, 2`,
      [`tinbao_${role}`],
    )
    expect(policies.map(({ table, cmd }) => (cmd === 'ALL' ? table : `${table}(${cmd.toLowerCase()})`)).join(' ')).toBe(
      ALL_ROWS[role],
    )
  })

  it('no policy is open to everybody', async () => {
    expect(await world.query(`select policyname from pg_policies where 'public' = any (roles)`)).toEqual([])
  })

  it('other than the worker see nothing of the queue', async () => {
    const [row] = await world.query<{ roles: string[] }>(
      `select array_agg(rolname::text) as roles from pg_roles where rolname like 'tinbao\\_%' and has_schema_privilege(oid, 'bullmq', 'usage')`,
    )
    expect(row?.roles.sort()).toEqual(['tinbao_owner', 'tinbao_worker'])
  })
})

describe('functions', () => {
  it('are all in the table of functions: with whose rights they run, and who may call them', async () => {
    const functions = await world.query<{ name: string; runsAs: 'owner' | 'caller'; callers: string }>(
      `select p.proname as name, case when p.prosecdef then 'owner' else 'caller' end as "runsAs",
         coalesce((select string_agg(substr(r.rolname, 8), ' ' order by r.rolname) from pg_roles r
           where r.rolname = any ($1) and has_function_privilege(r.oid, p.oid, 'execute')), '') as callers
       from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`,
      [RUNTIME_ROLES.map((role) => `tinbao_${role}`)],
    )
    expect(Object.fromEntries(functions.map(({ name, ...is }) => [name, is]))).toEqual(FUNCTIONS)
  })

  it('that look past the policies belong to the owner role, which is no superuser, bypasses nothing and cannot sign in', async () => {
    const owners = await world.query(
      `select distinct r.rolname, r.rolsuper, r.rolbypassrls, r.rolcanlogin, p.proconfig
       from pg_proc p join pg_roles r on r.oid = p.proowner where p.pronamespace = 'public'::regnamespace and p.prosecdef`,
    )
    expect(owners).toEqual([
      {
        rolname: 'tinbao_owner',
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        proconfig: ['search_path=pg_catalog, public'],
      },
    ])
  })

  it('leave the owner role no tip of its own: what it reads of one it reads in a trigger, or by an officer’s token', async () => {
    const policies = await world.query<{ name: string }>(
      `select tablename || ' ' || cmd as name from pg_policies where 'tinbao_owner' = any (roles) order by 1`,
    )
    expect(policies.map((policy) => policy.name)).toEqual(OWNER_POLICIES)
    for (const table of ['tips', 'assignments', 'events', 'findings', 'deliveries', 'decisions', 'identities']) {
      const rows = await asOwner(world.database.url, (tx) =>
        sql<{ count: string }>`select count(*) from ${sql.table(table)}`.execute(tx),
      )
      expect([table, rows.rows[0]?.count]).toEqual([table, '0'])
    }
  })
})

/** Rights on a table in the words of {@link ALLOWED}. */
async function readRights(role: RuntimeRole, table: string): Promise<string> {
  const words: string[] = []
  for (const right of ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) {
    const [whole] = await world.query<{ may: boolean }>('select has_table_privilege($1, $2, $3) as may', [
      `tinbao_${role}`,
      table,
      right,
    ])
    if (whole?.may) {
      words.push(right)
      continue
    }
    if (right === 'delete' || right === 'truncate' || right === 'trigger') continue
    const columns = await world.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $2::regclass and attnum > 0 and not attisdropped
       and has_column_privilege($1, attrelid, attnum, $3) order by 1`,
      [`tinbao_${role}`, table, right],
    )
    if (columns.length > 0) words.push(`${right}(${columns.map((column) => column.name).join(' ')})`)
  }
  return words.join(' ')
}
