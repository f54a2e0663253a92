import { composeText } from '../domain/compose.ts'
import { readSealedEvent } from '../domain/content.ts'
import type { PlaceFinding } from '../domain/place.ts'
import { readFoundPlace } from '../domain/position.ts'
import { type Mark, type SeriesTopic, topicOf } from '../domain/series.ts'
import type { Tx } from '../storage/db.ts'
import { listEventsOfTips } from '../storage/events.ts'
import { findLatestFindings } from '../storage/map-tips.ts'
import type { Tip } from '../storage/tips.ts'
import { findEntities } from '../understand/entities/find.ts'
import { read } from '../understand/reading.ts'
import type { FindSelfWords } from '../understand/self-id/find-self-words.ts'
import { findMarks } from '../understand/series-marks.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { eventRecord, findingRecord } from '../vault/records.ts'

/** A trace with the key by which it is kept. */
export interface KeyedMark extends Mark {
  key: Buffer
}

export interface MarkedTip {
  tip: Tip
  topic: SeriesTopic
  /** Five digits; null where no commune stands alone. */
  commune: string | null
  marks: KeyedMark[]
}

/** Bytes of a key: no two traces share one by chance. */
const KEY_BYTES = 16

/** Opens what these tips were told and reads their traces; tips of other categories are left out. */
export async function readMarks(
  tx: Tx,
  parts: { content: ContentSealer; pseudonyms: Pseudonyms; findSelfWords: FindSelfWords },
  tips: readonly Tip[],
): Promise<MarkedTip[]> {
  const { content, pseudonyms, findSelfWords } = parts
  const ids = tips.flatMap(({ id, category }) => (topicOf(category) === null ? [] : [id]))
  const [events, places] = [await listEventsOfTips(tx, ids), await findLatestFindings(tx, ids, 'locate')]
  return tips.flatMap((tip) => {
    const topic = topicOf(tip.category)
    if (topic === null) return []
    const said = (events.get(tip.id) ?? []).flatMap((event) =>
      event.content === null
        ? []
        : [{ eventId: event.id, ...readSealedEvent(content.open(eventRecord(event.id), event.content)) }],
    )
    const { text } = composeText(said)
    const found = places.get(tip.id)
    const place = found ? content.open(findingRecord(tip.id, found.tipVersion, 'locate'), found.body) : null
    const { commune } = readFoundPlace(place)
    const marks = findMarks({
      topic,
      text,
      // Asked anew, and not read from what was saved: their places must be those of the text as it is by now.
      entities: findEntities(read(text).text, tip.receivedAt.toISOString()).entities,
      place: { commune, evidence: evidenceOf(place) },
      receivedAt: tip.receivedAt,
      selfWords: findSelfWords(text, tip.callNow),
    })
    const keyOf = ({ kind, value }: Mark): Buffer =>
      pseudonyms.token('entity', `series ${topic} ${kind} ${value}`).subarray(0, KEY_BYTES)
    return [{ tip, topic, commune, marks: marks.map((mark) => ({ ...mark, key: keyOf(mark) })) }]
  })
}

/** What the resolver pointed at; of a finding that was saved by us, or nothing. */
function evidenceOf(place: unknown): PlaceFinding['evidence'] {
  if (typeof place !== 'object' || place === null || !('evidence' in place) || !Array.isArray(place.evidence)) return []
  return place.evidence
}
