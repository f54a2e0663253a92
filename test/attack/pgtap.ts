import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { RUNTIME_ROLES, type RuntimeRole } from '../../src/storage/roles.ts'
import { readPgtap } from './pgtap-source.ts'
import { makeWorld } from './pgtap-world.ts'
import { splitSql } from './split-sql.ts'
import { openStage, type Stage, type StageGround } from './stage.ts'

export interface TapResult {
  /** Lines "ok". */
  passed: number
  /** Each line "not ok" with its diagnosis, and each statement that failed. */
  findings: string[]
  /** Functions of this old pgTAP that the new Postgres does not take. */
  dropped: string[]
}

const FOLDER = path.join(import.meta.dirname, 'pgtap')

/**
 * Debian's pgTAP over every table, view and function, signed in as each run-time role, in a world of three units with ten
 * tips each. A file says in its first lines as whom it runs: `-- role: desk` (or `every`), and `-- each: select …` for
 * running once for every row, whose columns are set as `tinbao.<column>` or `tap.<column>` for its transaction.
 */
export async function run(options: { ground?: StageGround } = {}): Promise<TapResult> {
  const stage = await openStage(options.ground)
  const result: TapResult = { passed: 0, findings: [], dropped: [] }
  const admin = new pg.Client({ connectionString: stage.adminUrl })
  admin.on('error', () => {})
  try {
    await admin.connect()
    result.dropped = await loadPgtap(admin, await readPgtap())
    await makeWorld(stage, admin)
    for (const file of (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()) {
      const text = await readFile(path.join(FOLDER, file), 'utf8')
      const wanted = /^-- role: (\w+)$/m.exec(text)?.[1]
      const roles = RUNTIME_ROLES.filter((role) => wanted === 'every' || wanted === role)
      if (roles.length === 0) result.findings.push(`${file}: names no role`)
      for (const role of roles) await runFile(stage, admin, { file, text, role }, result)
    }
    return result
  } finally {
    await admin.end()
    await stage.close()
  }
}

/** Into a schema of its own; answers what would not load. */
async function loadPgtap(client: pg.Client, script: string): Promise<string[]> {
  const dropped: string[] = []
  await client.query('create schema tap')
  await client.query('set search_path = tap, public')
  for (const statement of splitSql(script)) {
    await client.query(statement).catch(() => {
      const [, name] = /(?:function|view|type)\s+([\w.]+)/i.exec(statement) ?? []
      dropped.push(name ?? statement.slice(0, 40))
    })
  }
  await client.query('reset search_path')
  await client.query('grant usage on schema tap to public')
  await client.query('grant execute on all functions in schema tap to public')
  return dropped
}

async function runFile(
  stage: Stage,
  admin: pg.Client,
  test: { file: string; text: string; role: RuntimeRole },
  result: TapResult,
): Promise<void> {
  const { file, text, role } = test
  const each = /^-- each: (.+)$/m.exec(text)?.[1]
  const rows: Record<string, string>[] = each ? (await admin.query(each)).rows : [{}]
  const client = new pg.Client({ connectionString: stage.urlAs(role) })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('set search_path = public, tap')
    for (const row of rows) {
      const where = [file, role, ...Object.entries(row).map(([name, value]) => (name === 'token' ? '' : value))]
      await runOnce(client, text, row, where.filter(Boolean).join(' '), result)
    }
  } finally {
    await client.end()
  }
}

/** Settings that policies read; a row's other columns are the test's own. */
const OURS = new Set(['token', 'access'])

async function runOnce(
  client: pg.Client,
  text: string,
  settings: Record<string, string>,
  where: string,
  result: TapResult,
): Promise<void> {
  const lines: string[] = []
  await client.query('begin')
  try {
    for (const [name, value] of Object.entries(settings)) {
      await client.query('select set_config($1, $2, true)', [`${OURS.has(name) ? 'tinbao' : 'tap'}.${name}`, value])
    }
    for (const statement of ['select * from tap.no_plan()', ...splitSql(text), 'select * from tap.finish()']) {
      const { rows } = await client.query<Record<string, unknown>>(statement)
      lines.push(...rows.flatMap((row) => Object.values(row).map(String)))
    }
  } catch (error) {
    result.findings.push(`${where}: ${error instanceof Error ? error.message : 'fault'}`)
  } finally {
    await client.query('rollback')
  }
  for (const line of lines) {
    if (/^ok\b/.test(line)) result.passed += 1
    else if (/^not ok\b/.test(line)) result.findings.push(`${where}: ${line}`)
  }
}
