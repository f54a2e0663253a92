import type { InboundContent } from './message.ts'
import { PLACE_ANSWER, type PlaceChoice, readPlaceChoice } from './place.ts'
import type { Span } from './tip.ts'

/** What a tip was told so far, as one text that findings point into. */
export interface TipText {
  text: string
  /** Where each message stands in it. */
  parts: { eventId: string; span: Span }[]
  location: { lat: number; lon: number; accuracyMetres: number | null } | null
  /** What the sender picked last where they were asked for the place: it is no words, so that no span moves with a name. */
  picked?: PlaceChoice
  /** The words that answered that question. */
  answer?: Span
}

/** Buttons say something too. Data of the button → what the citizen thereby said. */
const SAID_BY_BUTTON: ReadonlyMap<string, string> = new Map([
  ['now:yes', 'Việc này đang xảy ra.'],
  ['hurt:yes', 'Có người bị thương hoặc mắc kẹt.'],
  ['hurt:no', 'Không thấy ai bị thương.'],
  ['now:no', 'Việc này đã xảy ra, không còn tiếp diễn.'],
])

/**
 * Joins messages, a line each; an edit takes the place of the message it corrects. They come in the order of the
 * senders' clocks, as `listEventsOfTip` gives them: the last edit in it is the one that counts, whenever it arrived.
 * Nothing is trimmed or normalised: evidence points at what was sent.
 */
export function composeText(
  messages: readonly { eventId: string; messageId?: string; means?: string; content: InboundContent }[],
): TipText {
  const edits = new Map<string, { eventId: string; text: string }>()
  for (const { eventId, content } of messages) {
    if (content.type === 'edit') edits.set(content.editOf, { eventId, text: content.text })
  }
  // An edit carries the id of the message it corrects: that alone does not make the message known.
  const known = new Set(messages.filter(({ content }) => content.type !== 'edit').map((message) => message.messageId))
  const composed: TipText = { text: '', parts: [], location: null }
  // A picture put in the place of another comes under the same id: its caption is said once.
  const corrected = new Set<string>()
  for (const { eventId, messageId, means, content } of messages) {
    const ownId = content.type === 'edit' ? content.editOf : (messageId ?? '')
    const edit = edits.get(ownId)
    const isSaidElsewhere = content.type === 'edit' && (known.has(content.editOf) || edit?.eventId !== eventId)
    const words = isSaidElsewhere || corrected.has(ownId) ? '' : (edit?.text ?? wordsOf(content))
    if (edit !== undefined && !isSaidElsewhere) corrected.add(ownId)
    const located = locationOf(content)
    if (located) composed.location = located
    const picked = pickedBy(content, means)
    if (picked) composed.picked = picked
    if (words === '') continue
    if (composed.text !== '') composed.text += '\n'
    const start = composed.text.length
    composed.text += words
    const span = { start, end: composed.text.length }
    composed.parts.push({ eventId, span })
    if (means === PLACE_ANSWER) composed.answer = span
  }
  return composed
}

/** The words of one message, empty where it has none. */
export function wordsOf(content: InboundContent): string {
  switch (content.type) {
    case 'text':
    case 'edit':
      return content.text
    case 'button':
      return SAID_BY_BUTTON.get(content.data) ?? ''
    case 'media':
      return content.text ?? ''
    case 'location':
      return content.label ?? ''
    case 'form': {
      const { what, where, when, people } = content.report
      const lines = [
        what,
        where && `Nơi xảy ra: ${where}`,
        when && `Thời gian: ${when}`,
        people && `Người, xe: ${people}`,
      ]
      if (content.report.happeningNow) lines.push('Việc này đang xảy ra.')
      return lines.filter(Boolean).join('\n')
    }
    case 'joined':
    case 'left':
    case 'withdrawn':
    case 'unsupported':
      return ''
  }
}

function pickedBy(content: InboundContent, means: string | undefined): PlaceChoice | null {
  const data = content.type === 'button' ? content.data : means
  return data === undefined ? null : readPlaceChoice(data)
}

function locationOf(content: InboundContent): TipText['location'] {
  if (content.type === 'location') {
    return { lat: content.lat, lon: content.lon, accuracyMetres: content.accuracyMetres ?? null }
  }
  if (content.type === 'form' && content.report.location) return { ...content.report.location, accuracyMetres: null }
  return null
}
