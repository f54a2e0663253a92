import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/storage/migrate.ts'
import { RUNTIME_ROLES, type RuntimeRole } from '../../src/storage/roles.ts'
import { openWorld } from './world.ts'

const world = await openWorld()

/**
 * Who may do what, written by hand from the security reference. A word alone is the whole table; columns in brackets
 * are all there is. What is not listed is not allowed. Rows are the business of the policies below.
 */
const ALLOWED: Record<string, Partial<Record<RuntimeRole, string>>> = {
  channel_tokens: { worker: 'select insert update delete' },
  units: { intake: 'select', public: 'select', login: 'select', desk: 'select', worker: 'select' },
  officers: { login: 'select', desk: 'select(id number role unit_code)' },
  sessions: { login: 'select insert update(seen_at) delete' },
  conversations: {
    intake:
      'select(id next_sequence sender_key) insert(bot_id channel created_at id next_sequence receipt_mac sender_key updated_at) update(next_sequence updated_at)',
    public: 'select(bot_id channel created_at id receipt_mac sender_key)',
    worker: 'select insert update',
  },
  events: {
    intake: 'select(conversation_id id received_at sequence update_key) insert',
    public: 'select(content conversation_id id received_at sent_at sequence)',
    desk: 'select',
    worker: 'select insert update',
  },
  identities: { intake: 'insert', vault: 'select delete' },
  dead_letters: { intake: 'select(id update_key) insert', vault: 'select' },
  outbox: { intake: 'insert', desk: 'insert', worker: 'select insert update delete' },
  tips: {
    public: 'select(conversation_id id received_at status)',
    desk: 'select update(about_police category closed_at disposition opened_at province restricted status unit_code updated_at urgency version)',
    worker: 'select insert update',
  },
  findings: { desk: 'select', worker: 'select insert update' },
  assignments: { desk: 'select insert update(ended_at)', worker: 'select insert update' },
  decisions: { desk: 'select insert', worker: 'select insert update' },
  deliveries: {
    public: 'select(author body cause conversation_id created_at id officer_id seq status)',
    desk: 'select insert',
    worker: 'select insert update',
  },
  media: { desk: 'select', worker: 'select insert update' },
  media_chunks: { worker: 'select(media_id number) insert delete' },
  tip_numbers: { worker: 'select insert update' },
  audit: { login: 'insert', desk: 'insert', worker: 'insert' },
}

/** Where a role reaches every row; everywhere else a policy asks whose row it is. */
const ALL_ROWS: Record<RuntimeRole, string> = {
  intake: 'conversations dead_letters events identities(insert) outbox(insert) units(select)',
  public: 'units(select)',
  login: 'audit(insert) officers(select) sessions units(select)',
  desk: 'units(select)',
  worker:
    'assignments channel_tokens conversations decisions deliveries events findings media media_chunks outbox tip_numbers tips units(select)',
  vault: 'dead_letters(select) identities',
}

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

  it('are all in the table of rights below, so that a new one is decided upon', async () => {
    const tables = await world.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1`,
    )
    expect(tables.map((table) => table.name)).toEqual(Object.keys(ALLOWED).sort())
  })

  it('have no view, materialized or not, over them', async () => {
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

describe('functions that look past the policies', () => {
  it('belong to the owner role, which is no superuser, bypasses nothing and cannot sign in', async () => {
    const functions = await world.query(
      `select p.proname, r.rolname, r.rolsuper, r.rolbypassrls, r.rolcanlogin, p.proconfig
       from pg_proc p join pg_roles r on r.oid = p.proowner join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef order by 1`,
    )
    const owner = {
      rolname: 'tinbao_owner',
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      proconfig: ['search_path=pg_catalog, public'],
    }
    expect(functions).toEqual([
      { proname: 'count_active_officers', ...owner },
      { proname: 'current_officer', ...owner },
    ])
  })

  it('are run by nobody who was not named', async () => {
    const callers = await world.query<{ name: string; roles: string[] }>(
      `select p.proname as name, array_agg(r.rolname::text order by r.rolname) as roles from pg_proc p
       join pg_namespace n on n.oid = p.pronamespace cross join pg_roles r
       where n.nspname = 'public' and r.rolname = any ($1) and has_function_privilege(r.oid, p.oid, 'execute') group by 1 order by 1`,
      [RUNTIME_ROLES.map((role) => `tinbao_${role}`)],
    )
    expect(callers).toEqual([
      { name: 'count_active_officers', roles: ['tinbao_desk', 'tinbao_worker'] },
      { name: 'current_access', roles: ['tinbao_public'] },
      { name: 'current_officer', roles: ['tinbao_desk'] },
      { name: 'current_unit', roles: ['tinbao_desk'] },
    ])
  })

  it('the owner role itself reads no tip: its policies end at units, officers, sessions and writing audit', async () => {
    const policies = await world.query<{ name: string }>(
      `select tablename || ' ' || cmd as name from pg_policies where 'tinbao_owner' = any (roles) order by 1`,
    )
    expect(policies.map((policy) => policy.name)).toEqual(['audit INSERT', 'officers ALL', 'sessions ALL', 'units ALL'])
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
