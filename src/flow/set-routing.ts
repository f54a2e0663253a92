import { DEFAULT_ROUTING, readRouting } from '../data/routing.ts'
import { formatSmall, type RouteComparison, whereTo } from '../domain/compare-routes.ts'
import type { UnitDirectory } from '../domain/jurisdiction.ts'
import type { RoutingRules, RulesFault } from '../domain/routing-rules.ts'
import { type AuditAction, type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import {
  activateRouting,
  addRouting,
  countRouteFacts,
  findRouting,
  listOwnRouteFacts,
  listRoutings,
  type RoutingVersion,
} from '../storage/routing.ts'
import { asOfficer, type CurrentOfficer, type NotFound, recordRefusal, type SignedOut } from './desk.ts'
import { loadRouting, readStored } from './live-routing.ts'
import { mayHoldTips } from './may-decide.ts'
import { readFacts, tryRouting } from './try-routing.ts'

/** What other rules would have done, as it may be told: counts below five are not exact. */
export interface RoutingTrial {
  /** Number of the rules that were tried. */
  number: number
  days: number
  total: number
  unknown: number
  moved: number
  toldOtherwise: number
  rows: { from: string; to: string; count: string }[]
  /** Codes of tips that would move, of those that the officer may open; empty for who opens none. */
  own: { tipId: string; code: string | null; from: string; to: string }[]
}

export interface RoutingView {
  /** Number of the rules in force; 0 are the program's own. */
  current: number
  /** As text, to be changed and given back. */
  currentBody: string
  versions: Omit<RoutingVersion, 'body'>[]
  trial: RoutingTrial | null
}

export type RoutingOutcome =
  | { ok: true; number: number }
  | SignedOut
  | NotFound
  | { ok: false; reason: 'not-json' | 'note-missing' | 'note-too-long' | 'unknown-version' }
  | { ok: false; reason: 'bad-rules'; faults: RulesFault[] }

/** The rules of routing, for those who answer for the whole line: `not-found` for all others, and recorded. */
export interface SetRouting {
  /** `number` null: without a trial. Nothing is changed by trying. */
  page(
    token: string,
    trial: { number: number; days: number } | null,
  ): Promise<{ ok: true; officer: CurrentOfficer; view: RoutingView } | SignedOut | NotFound>
  /** Writes a document down, to be tried; it is not in force by that. */
  add(token: string, text: string, note: string): Promise<RoutingOutcome>
  /** From now on tips are routed by it. What lies with a unit stays there. */
  activate(token: string, number: number): Promise<RoutingOutcome>
}

const NOTE_LENGTH_MIN = 5
const NOTE_LENGTH_MAX = 500
const OWN_SHOWN_MAX = 50
const LEVELS: ReadonlySet<string | undefined> = new Set(['province', 'ministry'])

export function makeSetRouting(parts: {
  db: Db
  units: UnitDirectory
  homeProvince: string
  now: () => Date
}): SetRouting {
  const { db, units, homeProvince, now } = parts

  /** As `may_set_routing()` of the tables. */
  const maySet = ({ role, unitCode }: CurrentOfficer): boolean =>
    (role === 'administrator' || role === 'provincial-supervisor') && LEVELS.has(units.find(unitCode)?.level)

  const asSetter = async <T>(
    token: string,
    work: (tx: Tx, officer: CurrentOfficer) => Promise<T>,
  ): Promise<T | SignedOut | NotFound> => {
    let isRefused = false
    const result = await asOfficer<T | NotFound>(db, token, async (tx, officer) => {
      if (maySet(officer)) return work(tx, officer)
      isRefused = true
      return { ok: false, reason: 'not-found' }
    })
    if (isRefused) await recordRefusal(db, token, { action: 'routing.refused', objectId: null })
    return result
  }

  const runTrial = async (
    tx: Tx,
    officer: CurrentOfficer,
    before: RoutingRules,
    { number, days }: { number: number; days: number },
  ): Promise<RoutingTrial | null> => {
    const stored = number === 0 ? null : await findRouting(tx, number)
    if (number !== 0 && stored === null) return null
    const after = stored === null ? DEFAULT_ROUTING : readStored(number, stored.body)
    const since = new Date(now().getTime() - days * 24 * 60 * 60_000)
    const found = tryRouting(await countRouteFacts(tx, since), { before, after }, units, homeProvince)
    const own = mayHoldTips(officer.role) ? await listOwnRouteFacts(tx, since) : []
    const moved = own.flatMap(({ tipId, code, facts }) => {
      const read = readFacts(facts)
      if (read === null) return []
      const from = whereTo(read, before, units, homeProvince).unit
      const to = whereTo(read, after, units, homeProvince).unit
      return from === to ? [] : [{ tipId, code, from, to }]
    })
    return { number, days, ...tellable(found), own: moved.slice(0, OWN_SHOWN_MAX) }
  }

  return {
    page: (token, wanted) =>
      asSetter(token, async (tx, officer) => {
        const current = await loadRouting(tx)
        const versions = await listRoutings(tx)
        const trial = wanted === null ? null : await runTrial(tx, officer, current.rules, wanted)
        const detail = { tried: trial?.number ?? null, tips: trial?.own.map(({ tipId }) => tipId) ?? [] }
        await writeAudit(tx, { ...entryOf('routing.read', officer, null), detail })
        const currentBody = JSON.stringify(current.rules, null, 2)
        return { ok: true, officer, view: { current: current.number, currentBody, versions, trial } }
      }),

    add: (token, text, note) =>
      asSetter<RoutingOutcome>(token, async (tx, officer) => {
        const words = note.trim()
        if (words.length < NOTE_LENGTH_MIN) return { ok: false, reason: 'note-missing' }
        if (words.length > NOTE_LENGTH_MAX) return { ok: false, reason: 'note-too-long' }
        const value = parseJson(text)
        if (value === undefined) return { ok: false, reason: 'not-json' }
        const read = readRouting(value)
        if (!read.ok) return { ok: false, reason: 'bad-rules', faults: read.faults }
        const number = await addRouting(tx, { body: read.rules, note: words })
        await writeAudit(tx, entryOf('routing.added', officer, String(number)))
        return { ok: true, number }
      }),

    activate: (token, number) =>
      asSetter<RoutingOutcome>(token, async (tx, officer) => {
        const stored = await findRouting(tx, number)
        if (stored === null) return { ok: false, reason: 'unknown-version' }
        const read = readRouting(stored.body)
        if (!read.ok) return { ok: false, reason: 'bad-rules', faults: read.faults }
        const before = (await loadRouting(tx)).number
        await activateRouting(tx, number)
        await writeAudit(tx, { ...entryOf('routing.activated', officer, String(number)), detail: { before } })
        return { ok: true, number }
      }),
  }
}

/** What may be told to who sees no tip. */
function tellable({ rows, ...sums }: RouteComparison): Omit<RoutingTrial, 'number' | 'days' | 'own'> {
  return { ...sums, rows: rows.map(({ from, to, count }) => ({ from, to, count: formatSmall(count) })) }
}

function entryOf(action: AuditAction, officer: CurrentOfficer, objectId: string | null): AuditEntry {
  return { action, officerId: officer.id, unitCode: officer.unitCode, objectId }
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
