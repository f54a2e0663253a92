import { type TipText, wordsOf } from '../domain/compose.ts'
import type { Heard } from '../domain/conversation/stepped.ts'
import { isStickerAlone } from '../domain/media.ts'
import type { InboundContent } from '../domain/message.ts'
import type { PlaceHeard } from '../domain/place.ts'
import type { Analysis } from '../understand/analysis.ts'
import { isRestricted } from '../understand/restricted.ts'
import { isBeyondDoubt } from '../understand/scope.ts'
import { isSurrender } from '../understand/surrender.ts'

/** What the dialogue needs of the analysis of one text. */
export interface Understanding {
  analyse(text: string, context: { receivedAt: string }): Analysis
  /** Id of the text that answers a question, or null. */
  answerQuestion(text: string): string | null
  /**
   * Where a report happened, by all that was told of it. Null while no gazetteer is active, and the same where it is left
   * out: then the analysis says whether a place was told at all.
   */
  locate?(told: TipText): PlaceHeard | null
}

/** One message, with all that is known of its words. */
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

/**
 * One message as the dialogue sees it. Buttons and pins carry no words to analyse. `told`: the whole report that it is or
 * may become part of, itself included; asked for only where the place is looked for.
 */
export function hear(
  event: { id: string; at: Date; content: InboundContent; pick?: string | null },
  understanding: Understanding,
  told: () => TipText | null = () => null,
): HeardMessage {
  const { content } = event
  const at = event.at.toISOString()
  const form = isStickerAlone(content) ? 'unsupported' : content.type
  const groupId = content.type === 'media' ? content.groupId : undefined
  const pick = event.pick == null ? {} : { pick: event.pick }
  const shape = { eventId: event.id, at, form, ...(groupId === undefined ? {} : { groupId }), ...pick }
  const where = (): { place?: PlaceHeard } => {
    const report = understanding.locate ? told() : null
    const place = report === null ? null : (understanding.locate?.(report) ?? null)
    return place === null ? {} : { place }
  }
  if (content.type === 'button') {
    return { ...WORDLESS, ...shape, text: content.data, ...(event.pick == null ? {} : where()) }
  }
  const text = wordsOf(content)
  if (text.trim() === '') {
    return { ...WORDLESS, ...shape, text: '', ...(form === 'location' || form === 'edit' ? where() : {}) }
  }
  const analysis = understanding.analyse(text, { receivedAt: at })
  const isNow = analysis.situations.some((situation) => situation.tense === 'now')
  return {
    ...shape,
    ...where(),
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
