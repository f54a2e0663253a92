import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { changeUnits, type UnitOrder, type UnitOutcome } from '../flow/units-apply.ts'
import { UNIT_FIELDS, type UnitRow } from '../flow/units-fields.ts'
import { readUnitFile, textOfField, writeUnitFile } from '../flow/units-file.ts'
import { listKnownAreas } from '../gazetteer/known-areas.ts'
import { makeUnits } from '../gazetteer/make-units.ts'
import { unpackRelease } from '../gazetteer/pack.ts'
import type { Release } from '../gazetteer/release.ts'
import type { Tx } from '../storage/db.ts'
import { loadActiveRelease } from '../storage/gazetteer.ts'
import { listUnitRecords, listUnitVersions } from '../storage/unit-records.ts'
import { listUnits } from '../storage/units.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'
import { asOwner } from './owner-db.ts'
import { describeFileFault, describePlan, describeUnit, describeUnitFault, describeVersion } from './units-print.ts'

const USAGE = `units list [--province NN] [--on DAY]   the units in force, today or on a day
  tinbao units history CODE              what a unit was, since when, by whom and why
  tinbao units export FILE.csv|.xlsx [--province NN]
  tinbao units import FILE.csv|.xlsx --reason WHY [--document NUMBER] [--dry-run]
                                         add and change units, all or nothing; none that is left out ends
  tinbao units make --province NN [--dry-run]
                                         the units a province of the gazetteer has, where they are missing`

/** Longer lists of faults help nobody. */
const FAULTS_SHOWN_MAX = 50

type Given = ReturnType<typeof readArguments>
/** Runs work on the prepared database in one transaction of the owner's. */
type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export const units: Command = {
  usage: USAGE,
  async run(args, env) {
    const given = readArguments(args)
    const { verb, what, province } = given
    const config = loadConfig(env)
    const onDatabase = (work: (run: Run) => Promise<number>): Promise<number> =>
      withDatabase(config, (ownerUrl) => work((inside) => asOwner(ownerUrl, inside)))
    if (given.isWrong) return explain(`Usage: tinbao ${USAGE}`, 2)
    if (verb === 'list') return onDatabase((run) => list(run, given))
    if (verb === 'history' && what) return onDatabase((run) => tellHistory(run, what))
    if (verb === 'export' && kindOf(what)) return onDatabase((run) => exportTo(run, what, province))
    if (verb === 'import' && what) return onDatabase((run) => importFrom(run, what, given))
    if (verb === 'make' && province) return onDatabase((run) => make(run, province, given.isTrial))
    return explain(`Usage: tinbao ${USAGE}`, 2)
  },
}

function readArguments(args: readonly string[]) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: {
      province: { type: 'string' },
      on: { type: 'string' },
      reason: { type: 'string' },
      document: { type: 'string' },
      'dry-run': { type: 'boolean' },
    },
  })
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const province = text(values.province) || null
  const day = text(values.on) || findToday()
  return {
    verb: positionals[0],
    what: positionals[1] ?? '',
    province,
    day,
    reason: text(values.reason).trim(),
    document: text(values.document).trim() || null,
    isTrial: values['dry-run'] === true,
    isWrong: !isDay(day) || (province !== null && !/^\d{2}$/.test(province)),
  }
}

function isDay(text: string): boolean {
  // Others than these Temporal reads too, as days with their time.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

function findToday(): string {
  return Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()
}

function kindOf(file: string): 'csv' | 'xlsx' | null {
  const ending = path.extname(file).toLowerCase()
  return ending === '.csv' ? 'csv' : ending === '.xlsx' ? 'xlsx' : null
}

async function list(run: Run, { province, day }: Given): Promise<number> {
  const found = await run((tx) => listUnits(tx, day))
  for (const unit of found) {
    if (province === null || unit.province === province) process.stdout.write(`${describeUnit(unit)}\n`)
  }
  return 0
}

async function tellHistory(run: Run, code: string): Promise<number> {
  const versions = await run((tx) => listUnitVersions(tx, code))
  if (versions.length === 0) return explain(`There is no unit ${code}.`, 1)
  for (const [index, version] of versions.entries()) {
    process.stdout.write(`${describeVersion(version, versions[index + 1])}\n`)
  }
  return 0
}

async function exportTo(run: Run, file: string, province: string | null): Promise<number> {
  const records = (await run(listUnitRecords)).filter((unit) => province === null || unit.province === province)
  const fault = await writeFile(file, await writeUnitFile(kindOf(file) ?? 'csv', records)).catch(wordOf)
  if (fault !== undefined) return explain(`${file}: cannot be written (${fault})`, 1)
  process.stdout.write(`${records.length} units written to ${file}.\n`)
  return 0
}

async function importFrom(run: Run, file: string, given: Given): Promise<number> {
  const name = path.basename(file)
  const bytes = await readFile(file).catch((error: unknown) => wordOf(error))
  if (typeof bytes === 'string') return explain(`${file}: cannot be read (${bytes})`, 1)
  const read = await readUnitFile(name, bytes)
  if (!read.ok) return explain(describeFileFault(name, read.fault), 1)
  if (read.ignored.length > 0) process.stdout.write(`${name}: columns left out: ${read.ignored.join(', ')}\n`)
  const { reason, document, isTrial } = given
  return tell(name, isTrial, await change(run, read.rows, { reason, document, isTrial }))
}

async function make(run: Run, province: string, isTrial: boolean): Promise<number> {
  const release = await run(loadRelease)
  if (release === null) return explain('No gazetteer is in use: npx tinbao gazetteer list', 1)
  if (!release.provinces.some(({ code }) => code === province)) {
    return explain(`The gazetteer ${release.id} has no province ${province}.`, 1)
  }
  const there = new Set((await run(listUnitRecords)).map(({ code }) => code))
  const today = findToday()
  const rows = makeUnits(release)
    .filter((unit) => unit.province === province && !there.has(unit.code))
    .map((unit, index): UnitRow => {
      const record = { ...unit, validFrom: today, validTo: null, successor: null, document: null, version: 1 }
      const fields = UNIT_FIELDS.filter((field) => field !== 'reason')
      return { line: index + 1, texts: Object.fromEntries(fields.map((field) => [field, textOfField(record, field)])) }
    })
  const reason = `Lập theo danh mục địa giới ${release.id}`
  return tell(`gazetteer ${release.id}`, isTrial, await change(run, rows, { reason, document: null, isTrial }))
}

async function change(
  run: Run,
  rows: readonly UnitRow[],
  order: Pick<UnitOrder, 'reason' | 'document'> & { isTrial: boolean },
): Promise<UnitOutcome> {
  const release = await run(loadRelease)
  const areas = release === null ? null : listKnownAreas(release)
  const author = { officerId: null, unitCode: null }
  return changeUnits(run, rows, { ...order, areas, today: findToday(), province: null, author })
}

async function loadRelease(tx: Tx): Promise<Release | null> {
  const packed = await loadActiveRelease(tx)
  return packed === null ? null : unpackRelease(packed.body, packed.id)
}

function tell(name: string, isTrial: boolean, { plan, isDone }: UnitOutcome): number {
  for (const fault of plan.faults.slice(0, FAULTS_SHOWN_MAX)) {
    process.stderr.write(`${describeUnitFault(name, fault)}\n`)
  }
  if (plan.faults.length > 0) {
    const more = plan.faults.length - FAULTS_SHOWN_MAX
    return explain(`${more > 0 ? `... and ${more} more. ` : ''}Nothing was changed.`, 1)
  }
  process.stdout.write(`${describePlan(name, plan).join('\n')}\n`)
  if (isTrial) process.stdout.write('A dry run: nothing was changed.\n')
  else if (isDone) process.stdout.write('Done. Running processes take it over at once.\n')
  return 0
}

/** What the system says of a file; a fault of ours is thrown on. */
function wordOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && 'syscall' in error) return String(error.code)
  throw error
}

function explain(words: string, code: number): number {
  process.stderr.write(`${words}\n`)
  return code
}
