import { composeText } from '../domain/compose.ts'
import { readSealedEvent } from '../domain/content.ts'
import {
  decideSight,
  type FoundPlace,
  type Point,
  readFoundPlace,
  roundPosition,
  type Shown,
} from '../domain/position.ts'
import type { Urgency } from '../domain/tip.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { listEventsOfTips } from '../storage/events.ts'
import { findLatestFindings, findMapTips } from '../storage/map-tips.ts'
import { type HiddenWaiting, listHiddenWaiting } from '../storage/restricted.ts'
import type { Tip } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import { eventRecord, findingRecord } from '../vault/records.ts'
import { findAskedFirst } from './asked-first.ts'
import { asOfficer, type CurrentOfficer, type SignedOut } from './desk.ts'
import { askRow, coverRows, type InboxRow, openRow } from './inbox-rows.ts'
import { mayHoldTips } from './may-decide.ts'
import type { ChooseForReview } from './review.ts'

/** What an officer wants to see; null is everything. */
export interface MapQuery {
  urgencies: readonly Urgency[] | null
  /** Code of a category. Tips on which an officer is asked first have none to be found by. */
  category: string | null
  receivedWithinHours: number | null
}

/** A line of the list beside the map. */
export interface MapRow extends InboxRow {
  /** Null where not even the commune is known. */
  shown: Shown | null
  /** Code of the commune where it happened; null unless one stands alone. */
  commune: string | null
}

export interface MapView {
  ok: true
  officer: CurrentOfficer
  /** Most urgent first, then newest. */
  rows: MapRow[]
  /** Restricted tips of the unit that this officer may not open: they are on no map. */
  hidden: HiddenWaiting[]
  /** There are more tips than are shown. */
  isCut: boolean
}

export interface MapLook {
  /** Open tips of the unit with rounded positions; one audit row names the filter and every tip shown. */
  page(token: string, query: MapQuery): Promise<MapView | SignedOut>
}

const MAP_PAGE = 1_000

/** `insideOf`: the inner point of a commune by its code, by the release of the gazetteer in use. */
export function makeMapLook(parts: {
  db: Db
  content: ContentSealer
  insideOf: (commune: string) => Point | null
  chooseForReview?: ChooseForReview
  findSelfWords?: FindSelfWords
  now: () => Date
}): MapLook {
  const { db, content, chooseForReview = () => false, findSelfWords = findByRules } = parts
  return {
    async page(token, query) {
      const view = await asOfficer(db, token, async (tx, officer): Promise<MapView> => {
        // They have no list of tips, and nothing is shown: there is nothing to record.
        if (!mayHoldTips(officer.role)) return { ok: true, officer, rows: [], hidden: [], isCut: false }
        const { urgencies, category, receivedWithinHours: hours } = query
        const receivedSince = hours === null ? null : new Date(parts.now().getTime() - hours * 3_600_000)
        const found = await findMapTips(tx, { urgencies, receivedSince }, MAP_PAGE)
        // What an officer is to say first stands on no map either.
        const asked = await findAskedFirst(tx, content, chooseForReview, found)
        const known = found.map((tip) => (asked.has(tip.id) ? { ...tip, category: null } : tip))
        const tips = category === null ? known : known.filter((tip) => tip.category === category)
        const places = await readPlaces(tx, content, tips)
        const rows = tips.map((tip) => ({
          ...(asked.has(tip.id) ? askRow(tip) : openRow(content, tip)),
          ...placeOf(tip, places, parts.insideOf),
        }))
        const hidden = await listHiddenWaiting(tx)
        const hiddenCount = hidden.reduce((sum, { open }) => sum + open, 0)
        await writeAudit(tx, {
          action: 'map.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: null,
          detail: {
            urgencies,
            category,
            hours,
            count: tips.length,
            tips: tips.map(({ id }) => id),
            ...(hiddenCount > 0 ? { hiddenCount } : {}),
          },
        })
        return { ok: true, officer, rows, hidden, isCut: found.length === MAP_PAGE }
      })
      return view.ok ? { ...view, rows: await coverRows(view.rows, findSelfWords) } : view
    },
  }
}

interface Place extends FoundPlace {
  pin: Point | null
}

/** Messages are opened only of tips that came with a pin. */
async function readPlaces(tx: Tx, content: ContentSealer, tips: readonly Tip[]): Promise<Map<string, Place>> {
  const findings = await findLatestFindings(
    tx,
    tips.map(({ id }) => id),
    'locate',
  )
  const found = new Map(
    [...findings].map(([id, { tipVersion, body }]) => [
      id,
      readFoundPlace(content.open(findingRecord(id, tipVersion, 'locate'), body)),
    ]),
  )
  // Of a restricted tip the map tells the commune alone: nobody's words need be opened for that.
  const pinned = tips.filter(({ id, restricted }) => !restricted && found.get(id)?.hasPin === true)
  const events = await listEventsOfTips(
    tx,
    pinned.map(({ id }) => id),
  )
  const pinOf = (id: string): Point | null => {
    const said = (events.get(id) ?? []).flatMap((event) =>
      event.content === null
        ? []
        : [{ eventId: event.id, ...readSealedEvent(content.open(eventRecord(event.id), event.content)) }],
    )
    return composeText(said).location
  }
  return new Map([...found].map(([id, place]) => [id, { ...place, pin: pinOf(id) }]))
}

function placeOf(
  tip: Tip,
  places: ReadonlyMap<string, Place>,
  insideOf: (commune: string) => Point | null,
): Pick<MapRow, 'shown' | 'commune'> {
  const place = places.get(tip.id)
  if (place === undefined) return { shown: null, commune: null }
  const sight = decideSight({ on: 'map', mayDecide: false, isRestricted: tip.restricted })
  const inside = place.commune === null ? null : insideOf(place.commune)
  return { shown: roundPosition(place.pin, sight, inside), commune: place.commune }
}
