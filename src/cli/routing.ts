import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config.ts'
import { DEFAULT_ROUTING, readRouting } from '../data/routing.ts'
import { formatSmall, type RouteComparison } from '../domain/compare-routes.ts'
import { makeUnitDirectory } from '../domain/jurisdiction.ts'
import type { RoutingRules, RulesFault } from '../domain/routing-rules.ts'
import { loadRouting, readStored } from '../flow/live-routing.ts'
import { readDays, tryRouting } from '../flow/try-routing.ts'
import { writeAudit } from '../storage/audit.ts'
import { openPool } from '../storage/db.ts'
import { urlForRole } from '../storage/roles.ts'
import { activateRouting, addRouting, countAllRouteFacts, findRouting, listRoutings } from '../storage/routing.ts'
import { listUnits } from '../storage/units.ts'
import { readRolePasswords } from '../vault/keys.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'
import { asOwner } from './owner-db.ts'

export const routing: Command = {
  usage: `routing list                    every set of routing rules, and which is in force
  tinbao routing export FILE [--number N]   the rules in force, or those of a number (0: the program's own), as JSON
  tinbao routing check FILE              what the file breaks, line by line of the document
  tinbao routing dry-run FILE [--days 30]   which tips of those days would have gone elsewhere; nothing changes
  tinbao routing add FILE --note WORDS   writes the file down as a new set; it is not in force by that
  tinbao routing activate N              routes by set N from now on; 0: by the program's own. No tip is moved by it`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: false,
      options: { days: { type: 'string' }, note: { type: 'string' }, number: { type: 'string' } },
    })
    const [verb, given] = positionals
    const text = (value: string | boolean | undefined): string | undefined =>
      typeof value === 'string' ? value : undefined
    if (verb === 'check' && given) return check(given)
    const config = loadConfig(env)
    if (verb === 'list') return list(config)
    if (verb === 'export' && given) return exportTo(config, given, text(values.number))
    if (verb === 'dry-run' && given) return dryRun(config, given, text(values.days))
    if (verb === 'add' && given) return add(config, given, text(values.note) ?? '')
    if (verb === 'activate' && given && /^\d{1,9}$/.test(given)) return activate(config, Number(given))
    return explain(`Usage: tinbao ${routing.usage}`, 2)
  },
}

/** The file as rules, or every fault in words. */
export async function readRulesFile(
  file: string,
): Promise<{ ok: true; rules: RoutingRules } | { ok: false; lines: string[] }> {
  let value: unknown
  try {
    value = JSON.parse((await readFile(file, 'utf8')).replace(/^\ufeff/, ''))
  } catch (error) {
    return { ok: false, lines: [`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`] }
  }
  const read = readRouting(value)
  return read.ok ? read : { ok: false, lines: read.faults.map((fault) => `${file}: ${describeFault(fault)}`) }
}

/** One fault, in a line an operator understands. */
export function describeFault(fault: RulesFault): string {
  const at = fault.at === '' ? 'the document' : fault.at
  switch (fault.fault) {
    case 'not-this-shape':
      return `${at}: ${fault.detail}`
    case 'unknown-category':
      return `${at}: no such category in the taxonomy`
    case 'missing-category':
      return `${at}: every category of the taxonomy needs a line`
    case 'unknown-role':
      return `${at}: no unit has this role`
    case 'no-department':
      return `${at}: a matter that a department gets first needs a department`
    case 'below-province':
      return `${at}: refused, for by law this may not go below the province`
    case 'through-commune':
      return `${at}: refused, for the details of such a matter never pass through a commune; first must be "department"`
    case 'wrong-level':
      return `${at}: a unit of another level belongs here; bodies outside are named under "outside"`
    case 'not-outside':
      return `${at}: only bodies outside the police get a slip`
    case 'no-command-centre':
      return `${at}: the command centre must be told of danger`
  }
}

/** What a trial found, for somebody who sees no tip: counts below five are not exact. */
export function describeTrial(found: RouteComparison, days: number, nameOf: (code: string) => string): string {
  const lines = [`${found.moved} of ${found.total} tips of the last ${days} days would have gone elsewhere.`]
  for (const { from, to, count } of found.rows) lines.push(`  ${formatSmall(count)}\t${nameOf(from)} -> ${nameOf(to)}`)
  if (found.toldOtherwise > 0) lines.push(`Of ${found.toldOtherwise} more others would have been told.`)
  if (found.unknown > 0) lines.push(`Of ${found.unknown} it is not kept what decided their way.`)
  lines.push('Nothing was changed.')
  return `${lines.join('\n')}\n`
}

async function check(file: string): Promise<number> {
  const read = await readRulesFile(file)
  if (!read.ok) return explain(read.lines.join('\n'), 1)
  process.stdout.write(`${file} may be put in force.\n`)
  return 0
}

async function list(config: Config): Promise<number> {
  return withDatabase(config, (ownerUrl) =>
    asOwner(ownerUrl, async (tx) => {
      const { number: current } = await loadRouting(tx)
      const rows = await listRoutings(tx)
      for (const { number, note, madeAt, activeFrom } of rows) {
        const state = number === current ? 'in force' : activeFrom === null ? 'never in force' : 'former'
        process.stdout.write(`${[number, madeAt.toISOString(), state, note].join('\t')}\n`)
      }
      if (current === 0) process.stdout.write('In force: the rules of the program (0).\n')
      return 0
    }),
  )
}

async function exportTo(config: Config, file: string, number: string | undefined): Promise<number> {
  if (number !== undefined && !/^\d{1,9}$/.test(number)) return explain(`No set ${number}.`, 2)
  return withDatabase(config, (ownerUrl) =>
    asOwner(ownerUrl, async (tx) => {
      const wanted = number === undefined ? (await loadRouting(tx)).number : Number(number)
      const stored = wanted === 0 ? null : await findRouting(tx, wanted)
      if (wanted !== 0 && stored === null) return explain(`There is no set ${wanted}: npx tinbao routing list`, 1)
      const rules = stored === null ? DEFAULT_ROUTING : readStored(wanted, stored.body)
      await writeFile(file, `${JSON.stringify(rules, null, 2)}\n`)
      process.stdout.write(`Set ${wanted} is in ${file}.\n`)
      return 0
    }),
  )
}

async function dryRun(config: Config, file: string, given: string | undefined): Promise<number> {
  const days = readDays(given)
  if (days === null) return explain('--days is a number from 1 to 366.', 2)
  const read = await readRulesFile(file)
  if (!read.ok) return explain(read.lines.join('\n'), 1)
  return withDatabase(config, async (ownerUrl) => {
    const passwords = await readRolePasswords(config.keysFolder)
    const pool = openPool(urlForRole(ownerUrl, 'worker', passwords), { size: 1, name: 'routing' })
    try {
      const units = makeUnitDirectory(
        await listUnits(pool.db, Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()),
      )
      const { rules: before } = await loadRouting(pool.db)
      const since = new Date(Date.now() - days * 24 * 60 * 60_000)
      const counted = await countAllRouteFacts(pool.db, since)
      const found = tryRouting(counted, { before, after: read.rules }, units, config.homeProvince)
      process.stdout.write(describeTrial(found, days, (code) => units.find(code)?.name ?? code))
      return 0
    } finally {
      await pool.close()
    }
  })
}

async function add(config: Config, file: string, note: string): Promise<number> {
  if (note.trim() === '' || note.length > 500)
    return explain('--note says in up to 500 letters what changes and why.', 2)
  const read = await readRulesFile(file)
  if (!read.ok) return explain(read.lines.join('\n'), 1)
  return withDatabase(config, (ownerUrl) =>
    asOwner(ownerUrl, async (tx) => {
      const number = await addRouting(tx, { body: read.rules, note: note.trim() })
      const entry = { officerId: null, unitCode: null, objectId: String(number), detail: { by: 'command' } }
      await writeAudit(tx, { action: 'routing.added', ...entry })
      process.stdout.write(`Set ${number}. To route by it: npx tinbao routing activate ${number}\n`)
      return 0
    }),
  )
}

async function activate(config: Config, given: number): Promise<number> {
  return withDatabase(config, (ownerUrl) =>
    asOwner(ownerUrl, async (tx) => {
      const before = (await loadRouting(tx)).number
      const note = 'Quy tắc đi kèm chương trình'
      const number = given === 0 ? await addRouting(tx, { body: DEFAULT_ROUTING, note }) : given
      const stored = await findRouting(tx, number)
      if (stored === null) return explain(`There is no set ${number}: npx tinbao routing list`, 1)
      const read = readRouting(stored.body)
      if (!read.ok) return explain(read.faults.map(describeFault).join('\n'), 1)
      await activateRouting(tx, number)
      const entry = { officerId: null, unitCode: null, objectId: String(number), detail: { by: 'command', before } }
      await writeAudit(tx, { action: 'routing.activated', ...entry })
      process.stdout.write(`In force: set ${number}. Running processes take it over at once; no tip is moved by it.\n`)
      return 0
    }),
  )
}

function explain(words: string, code: number): number {
  process.stderr.write(`${words}\n`)
  return code
}
