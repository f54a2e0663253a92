import { FAQ } from '../data/faq.ts'
import { buttonsOf, fillText, isTextId } from '../data/texts.ts'
import type { Bubble } from '../domain/content.ts'
import type { Reply } from '../domain/conversation/stepped.ts'
import { AppError } from '../domain/errors.ts'
import type { OutboundButton } from '../domain/message.ts'
import { choiceOf, type PlaceNames } from '../domain/place.ts'
import type { Render } from './turn.ts'

/** How the dialogue names an answer of the FAQ. */
export const faqTextId = (id: string): string => `faq:${id}`

/** Longest label that every channel shows as it is: Zalo's 100 characters, less what numbering adds. */
const LABEL_MAX = 90

/**
 * Puts words to the dialogue's replies. `unit` and `form` are the same for everybody; `placeNames` are those of the active
 * gazetteer, and null while there is none.
 */
export function makeRender(house: { unitName: string; formUrl: string; placeNames?: () => PlaceNames | null }): Render {
  return (reply, language, values) => {
    const said = reply.place ? namePlace(reply, reply.place, house.placeNames?.() ?? null) : { reply, values: {} }
    const slots = { unit: house.unitName, form: house.formUrl, ...values, ...said.values }
    const bubble: Bubble = { text: textOf(said.reply, language, slots) }
    const buttons = isTextId(said.reply.text) ? buttonsOf(said.reply.text, language) : []
    const choices = said.choices ?? []
    if (buttons.length + choices.length > 0) bubble.buttons = [...buttons, ...choices]
    if (said.reply.requestLocation) bubble.requestLocation = true
    if (reply.isEmergency) bubble.isEmergency = true
    return bubble
  }
}

/** What cannot be named any more, since another release became the active one, is asked for plainly. */
function namePlace(
  reply: Reply,
  { named, choices }: NonNullable<Reply['place']>,
  names: PlaceNames | null,
): { reply: Reply; values: Record<string, string>; choices?: OutboundButton[] } {
  const plain = { reply: { text: 'ask-where', requestLocation: true }, values: {} }
  if (names === null) return plain
  const buttons = names
    .choices(choices, named)
    .map(({ code, label }) => ({ label: label.slice(0, LABEL_MAX), data: choiceOf(code) }))
  if (!NAMING.has(reply.text)) return { reply, values: {}, choices: buttons }
  const place = named === null ? null : NAMESAKES.has(reply.text) ? names.bare(named) : amid(names.area(named))
  return place === null ? plain : { reply, values: { place }, choices: buttons }
}

/** As it stands amid a sentence: "quận 3 cũ". */
function amid(name: string | null): string | null {
  return name === null ? null : name.charAt(0).toLowerCase() + name.slice(1)
}

/** Questions that name what was understood; of those for namesakes all that tells them apart is left out. */
const NAMESAKES: ReadonlySet<string> = new Set(['ask-where-province', 'ask-where-district'])
const NAMING: ReadonlySet<string> = new Set([...NAMESAKES, 'ask-where-within', 'ask-where-commune'])

function textOf(reply: Reply, language: 'vi' | 'en', values: Record<string, string>): string {
  if (isTextId(reply.text)) return fillText(reply.text, language, values)
  const answer = FAQ.find((entry) => faqTextId(entry.id) === reply.text)
  if (answer) return answer.answer[language]
  throw new AppError('bad-data', `no text ${reply.text}`)
}
