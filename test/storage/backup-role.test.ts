import { describe, expect, it } from 'vitest'
import { openWorld } from './world.ts'

const world = await openWorld()

describe('the role that makes backups', () => {
  it('reads every row of every table: a new one brings a policy and a grant in its migration', async () => {
    const missing = await world.query<{ table: string }>(
      `select tablename as table from pg_tables t where schemaname = 'public' and tablename <> 'migrations'
         -- What a part holds is read through its table.
         and not exists (select from pg_class c where c.relname = t.tablename and c.relispartition) and not (
         has_table_privilege('tinbao_backup', format('public.%I', tablename), 'select')
         and exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = t.tablename
           and p.cmd = 'SELECT' and p.qual = 'true' and 'tinbao_backup' = any (p.roles))) order by 1`,
    )
    expect(
      missing,
      'create policy backup_x on x for select to tinbao_backup using (true); grant select on x to tinbao_backup;',
    ).toEqual([])
  })

  it('can do nothing but read: no other right, policy, function or role, and no table of the queue', async () => {
    const rights = await world.query(
      `select table_name, privilege_type from information_schema.table_privileges
       where grantee = 'tinbao_backup' and (privilege_type <> 'SELECT' or table_schema <> 'public')`,
    )
    expect(rights).toEqual([])
    const policies = await world.query(
      `select policyname from pg_policies where 'tinbao_backup' = any (roles) and cmd <> 'SELECT'`,
    )
    expect(policies).toEqual([])
    const functions = await world.query(
      `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef and has_function_privilege('tinbao_backup', p.oid, 'execute')`,
    )
    expect(functions).toEqual([])
    const [role] = await world.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit,
         (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
         (select count(*)::int from pg_class where relowner = r.oid) as owned,
         has_schema_privilege(r.oid, 'public', 'create') as "mayCreate",
         has_schema_privilege(r.oid, 'bullmq', 'usage') as "seesQueue"
       from pg_roles r where rolname = 'tinbao_backup'`,
    )
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolinherit: false,
      memberships: 0,
      owned: 0,
      mayCreate: false,
      seesQueue: false,
    })
  })
})

/** What erasing a tip takes away (`eraseTips`). */
const OF_A_TIP = [
  'assignments.note',
  'decisions.note',
  'deliveries.body',
  'events.content',
  'findings.body',
  'media.file',
  'media_chunks.sealed',
  'series_marks.mark',
  'slips.summary',
  'tip_exclusions.note',
  'tip_photos.fingerprint',
  'tip_traces.entries',
  'tip_views.body',
  'tips.copy_key',
  'tips.essence',
  'uncoverings.note',
]

/** What does not hang on one tip: of conversations, of signing in, of the chain, of places. */
const OF_OTHERS = [
  'audit.hash',
  'audit.previous',
  'audit_heads.hash',
  'audit_heads.previous',
  'challenges.challenge',
  'challenges.holder',
  'challenges.random',
  'channel_tokens.sealed',
  'conversations.receipt_mac',
  'conversations.sender_key',
  'conversations.state',
  'dead_letters.sealed',
  'dead_letters.update_key',
  'enrolments.token_hash',
  'events.update_key',
  // Names and boundaries of areas: public, and of nobody.
  'gazetteer_releases.body',
  'gazetteer_releases.checksum',
  'identities.sealed',
  'passkeys.public_key',
  'recovery_codes.code_mac',
  // Gone when fewer than two tips with it are left.
  'series.mark',
  'sessions.token_hash',
  'totps.secret',
  // Who asked to open an identity, and why, outlives what was opened.
  'unseal_decisions.reason',
  'unseal_requests.reason',
  'unseal_requests.session_hash',
]

describe('erasing a tip', () => {
  it('has been decided for every column of bytes there is', async () => {
    const columns = await world.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and data_type = 'bytea'
         -- A part of a table is named by the whole.
         and table_name !~ '^tip_traces_\\d$' order by 1`,
    )
    expect(columns.map(({ name }) => name)).toEqual([...OF_A_TIP, ...OF_OTHERS].sort())
  })
})
