import { setImmediate } from 'node:timers/promises'
import type { Tip } from '../storage/tips.ts'
import type { FindSelfWords } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import { essenceRecord } from '../vault/records.ts'
import { coverEssence } from './cover-words.ts'
import type { RowIncident } from './incident-lines.ts'

/** One line of the inbox. */
export interface InboxRow {
  tip: Tip
  /** The most telling sentence, covered as on its page; empty for restricted categories. */
  essence: string
  /** An officer is to say first what it is: the sentence, chosen by the machine's answer, would tell that. */
  isAskedFirst?: true
  /** Where it stands for an incident, or is a voice of one that must not be hidden in it. */
  incident?: RowIncident
}

/** How long the rows of one list may keep everybody else waiting. */
const BUSY_MAX_MS = 20

/** Of a tip to act on at once less is covered. The urgency does not say so: an officer may set it, and nobody asks why. */
export function findFor(tip: Tip, find: FindSelfWords): FindSelfWords {
  return (text) => find(text, tip.callNow)
}

/** Of a tip that an officer is asked about before the machine's answer is shown. */
export function askRow(tip: Tip): InboxRow {
  return { tip: { ...tip, category: null }, essence: '', isAskedFirst: true }
}

/** With its sentence opened and nothing covered yet. */
export function openRow(content: ContentSealer, tip: Tip): InboxRow {
  if (tip.restricted || tip.essence === null) return { tip, essence: '' }
  return { tip, essence: String(content.open(essenceRecord(tip.id), tip.essence)) }
}

/**
 * What the page covers of the sentence: a list does not rely on what triage knew when it sealed it. Milliseconds a row
 * where the finder has not read it before, so others are let through in between.
 */
export async function coverRows<R extends InboxRow>(rows: readonly R[], find: FindSelfWords): Promise<R[]> {
  const covered: R[] = []
  let sinceMs = performance.now()
  for (const row of rows) {
    covered.push({ ...row, essence: row.essence === '' ? '' : coverEssence(row.essence, findFor(row.tip, find)) })
    if (performance.now() - sinceMs < BUSY_MAX_MS) continue
    await setImmediate()
    sinceMs = performance.now()
  }
  return covered
}
