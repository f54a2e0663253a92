import {
  isRestrictedTopic,
  isSeries,
  type MarkKind,
  SERIES_LASTS,
  type SeriesNumbers,
  type SeriesTopic,
} from '../domain/series.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { dropOldMarks, endEmptySeries, lockSeries } from '../storage/series.ts'
import {
  findSeries,
  listNewSeries,
  listSeries,
  listSeriesCommunes,
  listSeriesTips,
  markSeriesRead,
  type SeriesLine,
  type SeriesTip,
} from '../storage/series-look.ts'
import type { Tip } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { asOfficer, type CurrentOfficer, type NotFound, recordRefusal, type SignedOut } from './desk.ts'
import { mayHoldTips } from './may-decide.ts'
import { addDuration } from './retention-plan.ts'
import { readMarks } from './series-marks.ts'

/** A series as the officer sees it. Its numbers are of the whole country, everything else is of their own tips. */
export interface SeriesView extends SeriesNumbers {
  id: string
  topic: SeriesTopic
  kind: MarkKind
  /** What binds it, all but its end hidden; null for who holds no tip with it, and in restricted series. */
  shown: string | null
  /** How many of its tips the officer may open. */
  ownTips: number
  isNew: boolean
}

/** An event of a series, with the voices of it that the officer may open, oldest first. */
export interface SeriesEvent {
  tips: { tip: Tip; commune: string | null }[]
}

export interface SeriesList {
  ok: true
  officer: CurrentOfficer
  series: SeriesView[]
  /** There are more. */
  isCut: boolean
}

export interface SeriesPage {
  ok: true
  officer: CurrentOfficer
  series: SeriesView
  /** Oldest first. */
  events: SeriesEvent[]
  /** For a department that was told: in which communes of its province how many events were; null where none is known. */
  communes: { commune: string | null; events: number }[]
}

export interface SeriesLook {
  /** Living series in which the officer holds a tip or of which their unit was told; one row of the audit names all. */
  list(token: string): Promise<SeriesList | SignedOut>
  /** One of them; looking at it ends the reminder of the unit. */
  page(token: string, id: string): Promise<SeriesPage | SignedOut | NotFound>
}

const LIST_MAX = 200
/** On top of the inbox. */
const NEW_MAX = 5
const SERIES_ID = /^ser_[0-9a-f-]{36}$/

export function makeSeriesLook(parts: {
  db: Db
  content: ContentSealer
  pseudonyms: Pseudonyms
  findSelfWords?: FindSelfWords
  now: () => Date
}): SeriesLook {
  const { db, content, pseudonyms, findSelfWords = findByRules, now } = parts

  /** What binds each series, in the words of one of the officer's own tips. */
  const nameMarks = async (tx: Tx, lines: readonly SeriesLine[], tips: readonly SeriesTip[]) => {
    const open = lines.flatMap((line) => {
      if (isRestrictedTopic(line.topic)) return []
      const own = tips.find(({ mark, tip }) => mark.equals(line.mark) && !tip.restricted)
      return own === undefined ? [] : [own.tip]
    })
    const read = await readMarks(tx, { content, pseudonyms, findSelfWords }, [...new Set(open)])
    return new Map(read.flatMap(({ marks }) => marks.map(({ key, shown }) => [key.toString('hex'), shown])))
  }

  const view = async (tx: Tx, lines: readonly SeriesLine[], tips: readonly SeriesTip[]): Promise<SeriesView[]> => {
    const shownOf = await nameMarks(tx, lines, tips)
    return lines.map(({ mark, beganAt: _, ...line }) => ({
      ...line,
      shown: shownOf.get(mark.toString('hex')) ?? null,
      ownTips: tips.filter((one) => one.mark.equals(mark)).length,
    }))
  }

  return {
    list: (token) =>
      asOfficer<SeriesList>(db, token, async (tx, officer) => {
        // They see no tips: nothing is shown, and there is nothing to record.
        if (!mayHoldTips(officer.role)) return { ok: true, officer, series: [], isCut: false }
        const found = await listSeries(tx, livesSince(now()), LIST_MAX + 1)
        const lines = found.slice(0, LIST_MAX).filter(isSeries)
        const tips = await listSeriesTips(
          tx,
          lines.map(({ mark }) => mark),
        )
        const series = await view(tx, lines, tips)
        await writeAudit(tx, {
          action: 'series.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: null,
          detail: { series: series.map(({ id }) => id), tips: [...new Set(tips.map(({ tip }) => tip.id))] },
        })
        return { ok: true, officer, series, isCut: found.length > LIST_MAX }
      }),

    async page(token, id) {
      const isId = SERIES_ID.test(id)
      const found = await asOfficer<SeriesPage | NotFound>(db, token, async (tx, officer) => {
        const line = isId && mayHoldTips(officer.role) ? await findSeries(tx, id, livesSince(now())) : null
        if (line === null || !isSeries(line)) return { ok: false, reason: 'not-found' }
        const tips = await listSeriesTips(tx, [line.mark])
        const [series] = await view(tx, [line], tips)
        if (series === undefined) return { ok: false, reason: 'not-found' }
        const communes = await listSeriesCommunes(tx, line.mark)
        await markSeriesRead(tx, line.id, now())
        await writeAudit(tx, {
          action: 'series.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: line.id,
          detail: { tips: tips.map(({ tip }) => tip.id) },
        })
        const events = [...Map.groupBy(tips, ({ event }) => event).values()].map((of) => ({
          tips: of.map(({ tip, commune }) => ({ tip, commune })),
        }))
        return { ok: true, officer, series, events, communes }
      })
      if (!found.ok && found.reason === 'not-found') {
        // What was asked for may be anything: only our own ids are kept as they are.
        await recordRefusal(db, token, { action: 'series.refused', objectId: isId ? id : 'malformed' })
      }
      return found
    },
  }
}

/** A series of which a unit is to be reminded; for the top of its inbox. */
export type NewSeriesLine = Pick<SeriesLine, 'id' | 'topic' | 'kind' | 'tips' | 'events'>

/** What the officer's unit was told and nobody there has opened. Read as an officer. */
export async function findNewSeries(tx: Tx, now: Date): Promise<NewSeriesLine[]> {
  const lines = (await listNewSeries(tx, livesSince(now), NEW_MAX)).filter(isSeries)
  return lines.map(({ id, topic, kind, tips, events }) => ({ id, topic, kind, tips, events }))
}

/** Ends what no new event has come to for so long, and forgets the traces of it. By a worker; a second call does nothing. */
export async function expireSeries(db: Db, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockSeries(tx)
    await dropOldMarks(tx, livesSince(now))
    const ended = await endEmptySeries(tx)
    await writeAudit(
      tx,
      ...ended.map((id) => ({
        action: 'series.ended' as const,
        officerId: null,
        unitCode: null,
        objectId: id,
        detail: { reason: 'expired' },
      })),
    )
  })
}

function livesSince(now: Date): Date {
  return addDuration(now, `-${SERIES_LASTS}`)
}
