import { wordsOf } from '../domain/compose.ts'
import type { Heard } from '../domain/conversation/stepped.ts'
import { isStickerAlone } from '../domain/media.ts'
import type { InboundContent } from '../domain/message.ts'
import type { Analysis } from '../understand/analysis.ts'
import { isRestricted } from '../understand/restricted.ts'
import { isBeyondDoubt } from '../understand/scope.ts'
import { isSurrender } from '../understand/surrender.ts'

/** What the dialogue needs of the analysis of one text. */
export interface Understanding {
  analyse(text: string, context: { receivedAt: string }): Analysis
  /** Id of the text that answers a question, or null. */
  answerQuestion(text: string): string | null
}

/** `isRestricted`: only officers named for it may read what these words make of a tip. */
export type HeardMessage = Heard & { isRestricted: boolean }

const WORDLESS: Omit<HeardMessage, 'eventId' | 'at' | 'form' | 'text'> = {
  kind: 'tip',
  callNow: false,
  callText: null,
  isTenseUnclear: false,
  tells: { what: false, where: false, when: false },
  isAboutPolice: false,
  isRestricted: false,
  language: 'vi',
  faq: null,
}

/** One message as the dialogue sees it. Buttons and pins carry no words to analyse. */
export function hear(
  event: { id: string; at: Date; content: InboundContent },
  understanding: Understanding,
): HeardMessage {
  const { content } = event
  const at = event.at.toISOString()
  const form = isStickerAlone(content) ? 'unsupported' : content.type
  const groupId = content.type === 'media' ? content.groupId : undefined
  const shape = { eventId: event.id, at, form, ...(groupId === undefined ? {} : { groupId }) }
  if (content.type === 'button') return { ...WORDLESS, ...shape, text: content.data }
  const text = wordsOf(content)
  if (text.trim() === '') return { ...WORDLESS, ...shape, text: '' }
  const analysis = understanding.analyse(text, { receivedAt: at })
  const isNow = analysis.situations.some((situation) => situation.tense === 'now')
  return {
    ...shape,
    text,
    kind: analysis.kind,
    callNow: analysis.callNow,
    callText: analysis.callText,
    isTenseUnclear: analysis.callNow && !isNow,
    tells: analysis.tells,
    isAboutPolice: analysis.aboutPolice.length > 0,
    isPoliceDoubted: analysis.isPoliceDoubted === true,
    isRestricted: isRestricted(analysis),
    language: analysis.language === 'en' ? 'en' : 'vi',
    faq: analysis.kind === 'question' ? understanding.answerQuestion(text) : null,
    isOutOfScope: isBeyondDoubt(text, analysis),
    isSurrender: isSurrender(analysis),
  }
}
