import { FAQ } from '../data/faq.ts'
import { buttonsOf, fillText, isTextId } from '../data/texts.ts'
import type { Bubble } from '../domain/content.ts'
import type { Reply } from '../domain/conversation/stepped.ts'
import { AppError } from '../domain/errors.ts'
import type { Render } from './turn.ts'

/** How the dialogue names an answer of the FAQ. */
export const faqTextId = (id: string): string => `faq:${id}`

/** Puts words to the dialogue's replies. `unit` and `form` are the same for everybody. */
export function makeRender(house: { unitName: string; formUrl: string }): Render {
  return (reply, language, values) => {
    const bubble: Bubble = { text: textOf(reply, language, { unit: house.unitName, form: house.formUrl, ...values }) }
    const buttons = isTextId(reply.text) ? buttonsOf(reply.text, language) : []
    if (buttons.length > 0) bubble.buttons = buttons
    if (reply.requestLocation) bubble.requestLocation = true
    if (reply.isEmergency) bubble.isEmergency = true
    return bubble
  }
}

function textOf(reply: Reply, language: 'vi' | 'en', values: Record<string, string>): string {
  if (isTextId(reply.text)) return fillText(reply.text, language, values)
  const answer = FAQ.find((entry) => faqTextId(entry.id) === reply.text)
  if (answer) return answer.answer[language]
  throw new AppError('bad-data', `no text ${reply.text}`)
}
