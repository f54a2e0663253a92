import pg from 'pg'
import { RUNTIME_ROLES, type RuntimeRole } from '../../src/storage/roles.ts'
import { makeDice } from '../chaos/dice.ts'
import { type Cast, openCast } from './cast.ts'
import { openStage, type Stage, type StageGround } from './stage.ts'
import type { AttackResult } from './swapped-ids.ts'

/** What injected SQL may set for its transaction; the first two are read by policies. */
const SETTINGS = [
  'tinbao.token',
  'tinbao.access',
  'tinbao.unit',
  'tinbao.officer',
  'tinbao.role',
  'role',
  'search_path',
]
/** Tables whose rows a citizen or an officer sees by a token alone; `units` are public. */
const OWN_ROWS: Partial<Record<RuntimeRole, readonly string[]>> = {
  desk: ['tips', 'events', 'findings', 'assignments', 'decisions', 'deliveries', 'media', 'uncoverings', 'officers'],
  public: ['conversations', 'events', 'deliveries', 'tips', 'audit'],
}
/** Beside what a role may do: statements by which it would become more than it is. */
const ESCAPES = [
  'set role tinbao_owner',
  'set role tinbao_worker',
  'set role postgres',
  'set session authorization tinbao_owner',
  'reset session authorization',
  'set local role none',
  'set local row_security = off',
  'set session_replication_role = replica',
  'alter role current_user bypassrls',
  'alter table tips disable row level security',
  'alter table tips no force row level security',
  'create policy mine on tips using (true)',
  'drop policy desk_tips on tips',
  'grant select on tips to public',
  'create schema evil',
  'create function public.current_unit() returns text language sql as $$ select $q$26743$q$ $$',
  'create or replace function current_officer() returns table (officer_id text, unit_code text, role text) language sql as $$ select $q$x$q$, $q$26743$q$, $q$duty-officer$q$ $$',
  'create view public.all_tips as select * from tips',
  'create temporary view all_tips as select * from tips',
  'create temporary table officers as select 1',
  'create temporary table sessions as select 1',
  'set local search_path = pg_temp, public, pg_catalog',
  'set local plan_cache_mode = force_generic_plan',
  `copy tips to program 'cat'`,
  `copy (select * from tips) to 'tips-of-others'`,
  `select pg_read_file('/etc/passwd')`,
  `select lo_export(1, 'tips-of-others')`,
  'select pg_terminate_backend(pg_backend_pid() + 1)',
  'lock table tips',
  'security label on table tips is $$x$$',
  'explain (analyze, verbose) select * from tips',
]

/**
 * Whoever can have SQL run as one of the run-time roles sets every setting to whatever they like, and sees no row by it.
 * Each try is a transaction of its own; a refusal is as good as nothing.
 */
export async function run(options: { seed: number; count: number; ground?: StageGround }): Promise<AttackResult> {
  const stage = await openStage(options.ground)
  try {
    const cast = await openCast(stage)
    const result: AttackResult = { requests: 0, audited: 0, findings: [] }
    const values = makeValues(stage, cast, options.seed, options.count, await readSecrets(stage))
    for (const role of RUNTIME_ROLES) await attackAs(stage, role, values, result)
    return result
  } finally {
    await stage.close()
  }
}

async function attackAs(
  stage: Stage,
  role: RuntimeRole,
  values: readonly string[],
  result: AttackResult,
): Promise<void> {
  const client = new pg.Client({ connectionString: stage.urlAs(role) })
  client.on('error', () => {})
  await client.connect()
  try {
    const tables = OWN_ROWS[role] ?? []
    // Of the others no policy reads a setting: what they see they see without one.
    for (const value of tables.length === 0 ? [] : values) {
      for (const name of SETTINGS) {
        await inTransaction(client, async () => {
          await client.query('select set_config($1, $2, true)', [name, value])
          result.findings.push(...(await countRows(client, role, tables, `${name} = ${value.slice(0, 80)}`)))
        })
        result.requests += 1
      }
    }
    for (const statement of ESCAPES) {
      const told = await inTransaction(client, async () => {
        await client.query(statement)
        const { rows } = await client.query<{ me: string }>('select current_user as me')
        if (rows[0]?.me !== `tinbao_${role}`) result.findings.push(`${role}: ${statement} made it ${rows[0]?.me}`)
        result.findings.push(...(await countRows(client, role, tables, statement)))
      })
      result.requests += 1
      if (told !== null && /file|program/.test(statement)) result.findings.push(`${role}: ${statement} was carried out`)
    }
  } finally {
    await client.end()
  }
}

/** Rows of the tables that only a token opens: any is one too many. */
async function countRows(
  client: pg.Client,
  role: RuntimeRole,
  tables: readonly string[],
  how: string,
): Promise<string[]> {
  const findings: string[] = []
  for (const table of tables) {
    await client.query('savepoint look')
    const count = await client
      .query<{ count: string }>(`select count(*) from public.${table}`)
      .then(({ rows }) => Number(rows[0]?.count))
      .catch(() => 0)
    await client.query('rollback to savepoint look')
    if (count > 0) findings.push(`${role} sees ${count} of ${table} by ${how}`)
  }
  return findings
}

/** Rolled back whatever happens. Null where the database refused. */
async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<true | null> {
  await client.query('begin')
  try {
    await work()
    return true
  } catch {
    return null
  } finally {
    await client.query('rollback')
  }
}

/** What an attacker may have read off stolen tables. Tokens and receipts themselves are kept nowhere. */
async function readSecrets(stage: Stage): Promise<string[]> {
  const rows = await stage.query<{ text: string }>(
    `select encode(token_hash, 'hex') as text from sessions
     union all select encode(sender_key, 'hex') from conversations`,
  )
  return rows.map(({ text }) => text)
}

function makeValues(_stage: Stage, cast: Cast, seed: number, count: number, secrets: readonly string[]): string[] {
  const dice = makeDice(seed)
  const officer = cast.officerOf('duty')
  const token = officer?.token ?? ''
  const known: string[] = [
    '',
    ' ',
    'null',
    'NULL',
    '0',
    'true',
    '\\x',
    `${token} `,
    ` ${token}`,
    `${token}\n`,
    token.slice(0, -1),
    token.toLowerCase(),
    officer?.id ?? '',
    officer?.unit ?? '',
    'tinbao_owner',
    'postgres',
    'none',
    'duty-officer',
    "' or true --",
    "'; set role tinbao_owner; --",
    `$$ or exists (select 1) $$`,
    `${token}' or '1'='1`,
    '"$user", evil, public',
    'pg_temp, public',
    '%s%s%n',
    '\u0000',
    `${token}\u0000`,
    '\u202e\u0301',
    'a'.repeat(1_000_000),
    '00'.repeat(32),
    'ff'.repeat(32),
    'đã'.repeat(5_000),
    '{}',
    '{"unit":"26743"}',
    ...secrets.flatMap((secret) => [secret, `\\x${secret}`, Buffer.from(secret, 'hex').toString('base64url')]),
  ]
  // A sender key in hex opens a talk of our own web chat, and there is none here: of other channels it opens nothing.
  while (known.length < count) {
    const parts = [
      token.slice(0, dice.between(0, 43)),
      dice.pick(["'", '"', '\\', ';', '--', '/*', '\u0007', 'é', '\\x00']),
    ]
    known.push(
      dice
        .shuffle([...parts, String(dice.between(0, 1e9)), dice.pick(known as [string, ...string[]]).slice(0, 99)])
        .join(''),
    )
  }
  return known
}
