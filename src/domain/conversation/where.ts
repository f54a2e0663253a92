import type { InboundContent } from '../message.ts'
import { PLACE_ANSWER, type PlaceHeard, readPlaceChoice } from '../place.ts'
import { readIntent } from './intent.ts'
import { askPlace, QUESTION_TEXT } from './questions.ts'
import type { ConversationState, Draft } from './state.ts'
import { type Heard, pend, type Reply, type Stepped, say } from './stepped.ts'

/** Data of the button by which this message picks a place; null if it picks none. */
export function readPick(state: ConversationState, content: InboundContent, isNumbered: boolean): string | null {
  if (content.type === 'button') return readPlaceChoice(content.data) === null ? null : content.data
  const means = readMeaning(state, content, isNumbered)
  return means === PLACE_ANSWER ? null : means
}

/**
 * What words mean that are said while the place is asked: the button that their number picks, or that they answer; null
 * for all others. A number counts only where the channel shows buttons as numbers: elsewhere "3" may be a ward.
 */
export function readMeaning(state: ConversationState, content: InboundContent, isNumbered: boolean): string | null {
  if (content.type !== 'text' || state.pending !== 'where') return null
  const number = isNumbered ? /^\s*([1-9])\s*[.)]?\s*$/.exec(content.text)?.[1] : undefined
  const data = number === undefined ? undefined : state.buttons[Number(number) - 1]
  if (data !== undefined && readPlaceChoice(data) !== null) return data
  return readIntent(content.text, state) === null ? PLACE_ANSWER : null
}

/** Whether nothing is to be asked about the place: it is known, or this answers the question, whatever it says. */
export function isPlaceTold(draft: Draft, heard: Heard, isAnswer: boolean): boolean {
  if (isAnswer) return true
  if (heard.place) return heard.place.unclear === null
  return draft.tells.where || heard.tells.where || heard.form === 'location'
}

/** Picked while something else was asked, or out of a bubble long gone by: taken in, and what was asked stays asked. */
export function addPick(base: Stepped, draft: Draft, heard: Heard): Stepped {
  const next: Draft = { ...draft, eventIds: [...draft.eventIds, heard.eventId] }
  const state = { ...base.state, draft: next }
  return say({ ...base, state, isWaiting: true }, { text: QUESTION_TEXT[base.state.pending ?? 'what'] })
}

/**
 * What an emergency just filed is still asked about its place, so that nothing waited for it; null where it is known, was
 * asked before, or the call text asked already, as it does where nothing is known.
 */
export function placeLeftToAsk(before: ConversationState, heard: Heard): PlaceHeard | null {
  const { place } = heard
  // The form had a line for the place; nobody sits before it to be asked.
  if (!place || place.unclear === null || place.unclear === 'no-place' || heard.form === 'form') return null
  return before.draft?.asked.includes('where') ? null : place
}

/** Asks it now, or keeps it while something more pressing is asked. */
export function askAfterFiling(filed: Stepped, place: PlaceHeard | null, isToWait: boolean): Stepped {
  if (place === null) return filed
  if (isToWait) return { ...filed, state: { ...filed.state, placeToAsk: keep(place) } }
  return pend(say(filed, askPlace(place)), 'where')
}

/** The question that waited, asked for good. */
export function takePlaceQuestion(base: Stepped): { stepped: Stepped; question: Reply | null } {
  const { placeToAsk } = base.state
  if (placeToAsk === null) return { stepped: base, question: null }
  const stepped = pend({ ...base, state: { ...base.state, placeToAsk: null } }, 'where')
  return { stepped, question: askPlace(placeToAsk) }
}

/** What is added to a tip answers what was asked about its place, and spares the question that still waits. */
export function settlePlace(base: Stepped, heard: Heard): Stepped {
  const isTold = heard.pick !== undefined || (heard.place && heard.place.unclear !== 'no-place')
  const { pending, placeToAsk } = base.state
  const state = {
    ...base.state,
    pending: pending === 'where' ? null : pending,
    placeToAsk: isTold ? null : placeToAsk,
  }
  return { ...base, state }
}

function keep({ unclear, province, candidates, named }: PlaceHeard): NonNullable<ConversationState['placeToAsk']> {
  return { unclear, province, candidates: [...candidates], named }
}
