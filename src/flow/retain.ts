import type { RetentionRules } from '../data/retention.ts'
import { endContacts, listFinished, listIdle, listUnforgotten } from '../storage/contacts.ts'
import type { Db } from '../storage/db.ts'
import { tryAlone } from '../storage/lock.ts'
import { ANY_LANE, writeOutbox } from '../storage/outbox.ts'
import { dropOldPhotos } from '../storage/photos.ts'
import {
  listClosedTips,
  listRecorded,
  listReopenedTips,
  noteOpenAgain,
  noteRetained,
  noteRetention,
  type RetainedTip,
} from '../storage/retention.ts'
import { listDroppedAlone } from '../storage/scope.ts'
import { listKeysInUse } from '../storage/sealed.ts'
import { dropReceipts, dropUpdateKeys, eraseStrays } from '../storage/strays.ts'
import { clearOldTraces } from '../storage/traces.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { DeletionLog } from './deletion-log.ts'
import { type Destroyer, type EpochKeyring, makeDestroyer } from './destroy.ts'
import {
  addDuration,
  BACKUP_DAYS_MAX,
  backupsOver,
  monthOf,
  type Plan,
  periodOver,
  planTip,
  readKeyId,
} from './retention-plan.ts'
import { rewrapFrom, rewrapTips } from './rewrap.ts'
import { expireSeries } from './series.ts'

/** What a run did; with `isDry`, what it would do. */
export interface RetentionReport {
  isDry: boolean
  tips: { id: string; code: string | null; retention: string; rule: string; since: Date }[]
  keys: string[]
  /** Conversations whose senders can no longer be named. */
  contacts: string[]
  /** Tips whose records went, or go, under the key of another class. */
  moved: number
  /** Lines that belong to no tip and lose their words. */
  strays: number
  /** Values that no key opens any more. */
  closed: number
}

export interface Retention {
  /**
   * One run over everything: classes, keys, and what is to be destroyed by now. One at a time in the whole system; null
   * when another is under way. Broken off, the next finishes it; a second right after it changes nothing.
   */
  run(options: { isDry: boolean; by: string }): Promise<RetentionReport | null>
}

const PAGE = 1_000
/** Without any tip, a chat is forgotten after so long. */
const IDLE_DAYS = 90
/** Who sent only what is no report; a day, for some then do report something in the same talk. */
const DROPPED_DAYS = 1
/** A week of a million tips a month is some five million. */
const TRACES_AT_ONCE = 50_000
/** A day longer than tips are compared (flow/link-read.ts, WINDOW_DAYS): then a fingerprint is of no use. */
const PHOTO_DAYS = 31
const LOCK = 'retention'

interface Planned {
  tip: RetainedTip
  plan: Plan
}

export function makeRetention(parts: {
  db: Db
  content: ContentSealer
  keys: EpochKeyring
  log: DeletionLog
  rules: RetentionRules
  now: () => Date
}): Retention {
  const { db, keys, rules, now } = parts

  const run = async (isDry: boolean, by: string): Promise<RetentionReport> => {
    const at = now()
    const destroyer = makeDestroyer({ ...parts, by })
    if (!isDry) await destroyer.finishBrokenOff()
    const planned = await planAll(db, rules)
    const due = planned.filter(({ tip, plan }) => !tip.isHeld && plan.eraseAfter !== null && plan.eraseAfter <= at)
    const kept = planned.filter((one) => !due.includes(one))
    const report: RetentionReport = {
      isDry,
      tips: due.map(({ tip: { id, code }, plan }) => ({
        id,
        code,
        retention: plan.retention,
        rule: `${plan.rule}: ${plan.basis}`,
        since: plan.eraseAfter ?? at,
      })),
      keys: [],
      contacts: await listContacts(db, planned, at),
      moved: kept.filter(isToMove).length,
      strays: await eraseStrays(db, addDuration(at, `-P${rules.strayDays}D`), isDry),
      closed: 0,
    }
    const doomed = (await keys.list()).filter((id) => isKeyOver(id, at, rules))
    const belongs = new Set(kept.flatMap(({ tip, plan }) => (tip.isHeld || plan.keyId === null ? [] : [plan.keyId])))
    if (isDry) return { ...report, keys: doomed.filter((id) => !belongs.has(id)) }

    await endFinished(db, report.contacts, at)
    report.closed = await moveRecords(parts, kept, doomed, at)
    await destroyer.eraseTips(due.map(({ tip, plan }) => ({ tipId: tip.id, rule: plan.rule, basis: plan.basis })))
    await dropUpdateKeys(db, addDuration(at, `-P${BACKUP_DAYS_MAX}D`))
    await dropReceipts(db)
    await expireSeries(db, at)
    await dropOldPhotos(db, addDuration(at, `-P${PHOTO_DAYS}D`))
    while ((await clearOldTraces(db, at, TRACES_AT_ONCE)) === TRACES_AT_ONCE);
    report.keys = await destroyUnused(destroyer, db, doomed, belongs)
    return report
  }

  return {
    async run({ isDry, by }) {
      let report: RetentionReport | null = null
      await tryAlone(db, LOCK, async () => {
        report = await run(isDry, by)
      })
      return report
    },
  }
}

async function planAll(db: Db, rules: RetentionRules): Promise<Planned[]> {
  const planned: Planned[] = []
  for (let last = ''; ; ) {
    const tips = await listClosedTips(db, last, PAGE)
    for (const tip of tips) planned.push({ tip, plan: planTip(tip, rules) })
    const next = tips.at(-1)
    if (next === undefined || tips.length < PAGE) return planned
    last = next.id
  }
}

function isToMove({ tip, plan }: Planned): boolean {
  return tip.isToWrap || tip.retention !== plan.retention
}

/** The month is over and its period too; of what is open, the backups in which it may lie. */
function isKeyOver(id: string, at: Date, rules: RetentionRules): boolean {
  const named = readKeyId(id)
  if (named === null || named.month >= monthOf(at)) return false
  const { month, retention } = named
  switch (retention) {
    case 'spam':
    case 'no-offence':
    case 'administrative':
    case 'criminal':
      return periodOver(month, retention, rules) <= at
    case 'open':
      return backupsOver(month) <= at
    default:
      return false
  }
}

/** Closed tips under the keys of their classes, held and opened ones under one for what is open, and nothing under old ones. */
async function moveRecords(
  parts: { db: Db; content: ContentSealer; keys: EpochKeyring },
  kept: readonly Planned[],
  doomed: readonly string[],
  at: Date,
): Promise<number> {
  const { db, keys } = parts
  const openKey = `${monthOf(at)}/open`
  await keys.ensure(openKey)
  let closed = 0
  const reopened = await listReopenedTips(db)
  closed += (await rewrapTips(parts, reopened, null, openKey)).closed
  await noteOpenAgain(db, reopened)

  const changed = kept.filter(
    ({ tip, plan }) => tip.retention !== plan.retention || !isSame(tip.eraseAfter, plan.eraseAfter),
  )
  await noteRetention(
    db,
    changed.map(({ tip, plan }) => ({ id: tip.id, retention: plan.retention, eraseAfter: plan.eraseAfter })),
  )
  const named = kept.flatMap(({ plan }) => (plan.keyId === null ? [] : [plan.keyId]))
  // A destroyed key is never made again: a restored system refuses to open with one (replay-deletions).
  const destroyed = await listRecorded(db, 'key', [...new Set(named)])
  const keyOf = ({ tip, plan }: Planned): string | null =>
    tip.isHeld || plan.keyId === null || destroyed.has(plan.keyId) ? null : plan.keyId
  const moving = Map.groupBy(kept.filter(isToMove), keyOf)
  for (const [keyId, tips] of moving) {
    if (keyId !== null) await keys.ensure(keyId)
    const ids = tips.map(({ tip }) => tip.id)
    closed += (await rewrapTips(parts, ids, keyId, openKey)).closed
    await noteRetained(
      db,
      tips.map(({ tip }) => tip),
    )
  }

  const keyByTip = new Map(kept.map((one) => [one.tip.id, keyOf(one)]))
  const openIds = doomed.filter((id) => readKeyId(id)?.retention === 'open')
  for (const id of new Set(keyByTip.values())) if (id !== null && openIds.length > 0) await keys.ensure(id)
  const keyFor = (tipId: string | null): string => (tipId === null ? null : keyByTip.get(tipId)) ?? openKey
  closed += (await rewrapFrom(parts, openIds, keyFor)).closed
  return closed
}

function isSame(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime()
}

async function destroyUnused(
  destroyer: Destroyer,
  db: Db,
  doomed: readonly string[],
  belongs: ReadonlySet<string>,
): Promise<string[]> {
  const candidates = doomed.filter((id) => !belongs.has(id))
  if (candidates.length === 0) return []
  const inUse = await listKeysInUse(db)
  const destroyed: string[] = []
  for (const id of candidates) {
    if (inUse.has(id)) continue
    await destroyer.destroyKey(id, readKeyId(id)?.retention === 'open' ? 'open-key-over' : 'class-period-over')
    destroyed.push(id)
  }
  return destroyed
}

/** Conversations whose last tip was closed so long ago that nobody needs to reach the sender, and idle ones. */
async function listContacts(db: Db, planned: readonly Planned[], at: Date): Promise<string[]> {
  const byConversation = Map.groupBy(planned, ({ tip }) => tip.conversationId)
  const over = [...byConversation]
    .filter(([, of]) => of.every(({ plan }) => plan.forgetAfter !== null && plan.forgetAfter <= at))
    .map(([id]) => id)
  const finished: string[] = []
  for (let from = 0; from < over.length; from += PAGE) {
    finished.push(...(await listFinished(db, over.slice(from, from + PAGE))))
  }
  const idle = await listIdle(db, addDuration(at, `-P${IDLE_DAYS}D`), PAGE)
  const dropped = await listDroppedAlone(db, addDuration(at, `-P${DROPPED_DAYS}D`), PAGE)
  return [...new Set([...finished, ...idle, ...dropped])]
}

async function endFinished(db: Db, contacts: readonly string[], at: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await endContacts(tx, contacts, 'retention', at)
    const work = await listUnforgotten(tx)
    await writeOutbox(
      tx,
      work.map((ref) => ({ topic: 'forget' as const, lane: ANY_LANE, ref })),
    )
  })
}
