import type { PlaceHeard, Unclear } from '../place.ts'
import type { Question } from './state.ts'
import type { Reply } from './stepped.ts'

/** Ids of the texts that ask. */
export const QUESTION_TEXT: Record<Question, string> = {
  what: 'ask-what',
  where: 'ask-where',
  when: 'ask-when',
  confirm: 'before-sending',
  now: 'ask-now',
  hurt: 'known-ask-hurt',
  receipt: 'receipt-code-warning',
  withdraw: 'withdraw-confirm',
}

/** What is asked while nothing has been told: a file or a pin alone says nothing of what happened. */
export function findFirstQuestion(form: string): string {
  if (form === 'media') return 'media-received'
  return form === 'location' ? 'ask-what' : 'failure'
}

/** A bubble holds no more buttons (domain reference 7.1). */
const CHOICES_MAX = 4

/** Where nothing is understood that could be named or chosen. */
const ASK_WHERE: Reply = { text: 'ask-where', requestLocation: true }

/**
 * The one question about the place that would decide it: it names what was understood, and offers what it may be. Without
 * an answer of the resolver, or with nothing known, the plain one.
 */
export function askPlace(place: PlaceHeard | null | undefined): Reply {
  if (!place || place.unclear === null) return ASK_WHERE
  const { named, unclear, candidates } = place
  const text = placeQuestion(unclear, named !== null, place.province !== null)
  if (text === 'ask-where') return ASK_WHERE
  if (text === 'ask-where-pin') return { text }
  const choices = mayChoose(unclear, candidates.length) ? candidates.slice(0, CHOICES_MAX) : []
  return { text, place: { named, choices }, ...(choices.length === 0 ? { requestLocation: true } : {}) }
}

function placeQuestion(unclear: Unclear, isNamed: boolean, isOneProvince: boolean): string {
  switch (unclear) {
    case 'no-place':
      return 'ask-where'
    case 'namesakes':
      if (!isNamed) return 'ask-where-near'
      return isOneProvince ? 'ask-where-district' : 'ask-where-province'
    case 'district':
    case 'split-ward':
      return isNamed ? 'ask-where-within' : 'ask-where-near'
    case 'province':
      return isNamed ? 'ask-where-commune' : 'ask-where'
    case 'several-places':
      return 'ask-where-several'
    case 'unsure':
      return 'ask-where-near'
    case 'pin-disagrees':
      return 'ask-where-pin'
    case 'pin-wide':
      return 'ask-where-wide'
  }
}

/** Namesakes may be more than a bubble offers: who does not find theirs writes it. Of an area's parts all are shown or none. */
function mayChoose(unclear: Unclear, count: number): boolean {
  return count > 1 && (unclear === 'namesakes' || count <= CHOICES_MAX)
}
