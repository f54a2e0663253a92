import { createHash } from 'node:crypto'
import { UNPROVEN } from '../data/dispositions.ts'
import { composeText } from '../domain/compose.ts'
import { readSealedEvent } from '../domain/content.ts'
import { type Learnable, listLearnable } from '../storage/corrections.ts'
import type { Db } from '../storage/db.ts'
import { listEventsOfTips, type StoredEvent } from '../storage/events.ts'
import type { Example } from '../understand/model/examples.ts'
import type { ContentSealer } from '../vault/content.ts'
import { eventRecord } from '../vault/records.ts'

/** More of one officer's corrections of one day teach nothing. */
export const PER_DAY_MAX = 20
const PAGE = 200

/** A tip to learn from: where it is from, what it says, what officers say it is. */
export interface Lesson {
  tipId: string
  example: Example
}

/** What there is to learn from, and what was left out, in numbers: the model's card tells both. */
export interface Lessons {
  /** Oldest first. */
  lessons: Lesson[]
  corrections: number
  officers: number
  leftOut: { overCap: number; closed: number }
}

/**
 * The tips that officers corrected or confirmed, as examples: their words as they are now, opened with their keys; those
 * whose keys are gone are left out. The texts stay in memory. Always in the same order. Copies are still among them: what
 * compares every text with every other is the work of the refit, in its own process.
 */
export async function gatherLessons(db: Db, content: ContentSealer): Promise<Lessons> {
  return openLessons(db, content, await listLearnable(db, UNPROVEN))
}

/** The same of these alone, oldest first. */
export async function openLessons(db: Db, content: ContentSealer, said: readonly Learnable[]): Promise<Lessons> {
  const all = takeLastWords(said)
  const capped = capPerDay(all, PER_DAY_MAX)
  const labels = labelTips(capped)
  const senders = new Map(capped.map(({ tipId, conversationId }) => [tipId, markSender(conversationId)]))
  // Ids rise with time.
  const tipIds = [...labels.keys()].sort()
  const lessons: Lesson[] = []
  for (let from = 0; from < tipIds.length; from += PAGE) {
    const page = tipIds.slice(from, from + PAGE)
    const told = await listEventsOfTips(db, page)
    for (const tipId of page) {
      const text = openText(content, told.get(tipId) ?? [])
      if (text !== null)
        lessons.push({
          tipId,
          example: { text, voice: senders.get(tipId) ?? tipId, labels: labels.get(tipId) ?? {} },
        })
    }
  }
  return {
    lessons,
    corrections: capped.length,
    officers: new Set(capped.map(({ officerId }) => officerId)).size,
    leftOut: {
      overCap: all.length - capped.length,
      closed: tipIds.length - lessons.length,
    },
  }
}

/**
 * Of every field of a tip what was said last, oldest first, among what may teach at all. "Not about police" teaches only where
 * the tip stands as a complaint, for then no unit complained about sees it; and of a tip that is or once was one, or a doubt
 * of one, no commune teaches that it is no report: else those complained about could teach the machine to overlook them.
 */
export function takeLastWords(corrections: readonly Learnable[]): Learnable[] {
  const last = new Map<string, Learnable>()
  for (const said of corrections) {
    const { tipId, field } = said
    if (!mayTeach(said)) continue
    // Its place is that of its hour.
    last.delete(`${tipId} ${field}`)
    last.set(`${tipId} ${field}`, said)
  }
  return [...last.values()]
}

function mayTeach({ field, after, isAboutPolice, wasPoliceDoubted, isBelowProvince }: Learnable): boolean {
  if (field === 'police') return after === 'yes' || isAboutPolice
  const isAsReport = after === 'tip' || after === 'mixed'
  return field !== 'kind' || isAsReport || !wasPoliceDoubted || !isBelowProvince
}

/** The first so many of each officer's day. */
export function capPerDay<One extends { officerId: string; day: string }>(
  corrections: readonly One[],
  perDayMax: number,
): One[] {
  const counts = new Map<string, number>()
  return corrections.filter(({ officerId, day }) => {
    const key = `${officerId} ${day}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count <= perDayMax
  })
}

function labelTips(lastWords: readonly Learnable[]): Map<string, Example['labels']> {
  const labels = new Map<string, Example['labels']>()
  for (const { tipId, field, after } of lastWords) labels.set(tipId, { ...labels.get(tipId), [field]: after })
  return labels
}

/** The same for all tips of one conversation; nobody finds the conversation by it, for its id is long and random. */
export function markSender(conversationId: string): string {
  return `sender:${createHash('sha256').update(`lesson of ${conversationId}`).digest('hex').slice(0, 24)}`
}

/** All of it or nothing: of half a tip nobody said what it is. */
function openText(content: ContentSealer, events: readonly StoredEvent[]): string | null {
  const messages = []
  for (const event of events) {
    if (event.content === null) return null
    try {
      messages.push({ eventId: event.id, ...readSealedEvent(content.open(eventRecord(event.id), event.content)) })
    } catch {
      // The epoch key is destroyed.
      return null
    }
  }
  const { text } = composeText(messages)
  return text.trim() === '' ? null : text
}
