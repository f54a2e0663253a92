import type { OutboundButton } from '../../domain/message.ts'
import type { ThreadEntry } from '../public-deps.ts'
import { splitStrangeText, type TextPiece } from '../safe-text.tsx'
import { formatAgo, formatExact } from './ago.tsx'
import type { Lang } from './lang.ts'
import { wordsOf } from './words.ts'

/** One message as it is drawn, by the server as HTML or by chat.js from JSON: nothing in it needs judging again. */
export interface EntryView {
  id: string
  from: ThreadEntry['from']
  who: string
  iso: string
  exact: string
  ago: string
  pieces: TextPiece[]
  isEmergency: boolean
  /** Numbers to call, only of our own assistant's words. */
  calls: string[]
  /** Only where an answer is still awaited. */
  buttons: OutboundButton[]
}

/** Numbers of domain reference 2.4 that our emergency texts name. */
const CALL_NUMBER = /\b11[1-5]\b/g

/** Buttons stay under the messages that no later word of the citizen has answered. */
export function viewEntries(entries: readonly ThreadEntry[], now: Date, lang: Lang): EntryView[] {
  const words = wordsOf(lang)
  const lastAnswer = entries.findLastIndex((entry) => entry.from === 'citizen')
  return entries.map((entry, index) => {
    const isEmergency = entry.from === 'assistant' && entry.isEmergency === true
    return {
      id: entry.id,
      from: entry.from,
      who: whoOf(entry, words),
      iso: entry.at.toISOString(),
      exact: formatExact(entry.at),
      ago: formatAgo(entry.at, now, lang),
      pieces: splitStrangeText(entry.text),
      isEmergency,
      calls: isEmergency ? [...new Set(entry.text.match(CALL_NUMBER))] : [],
      buttons: entry.from === 'assistant' && index > lastAnswer ? (entry.buttons ?? []) : [],
    }
  })
}

function whoOf(entry: ThreadEntry, words: ReturnType<typeof wordsOf>): string {
  switch (entry.from) {
    case 'citizen':
      return words.chat.you
    case 'assistant':
      return words.chat.machine
    case 'officer':
      return words.chat.officer(entry.officerNumber)
  }
}
