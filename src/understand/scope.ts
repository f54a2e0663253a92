import type { Analysis } from './analysis.ts'

/** Of a longer text only the ends were read (`normalise`), and nobody may destroy what was not read. */
const LENGTH_MAX = 15_000
/** Fewer words hint at more than they say: on folds by writer of the training part, reports lost had seven at most. */
const WORDS_MIN = 10
/** A text of more words is looked at piece by piece: one sentence on an offence weighs little among many others. */
const PIECE_WORDS = 30
const STEP_WORDS = 15

/**
 * True if nothing in what was found speaks for an offence, a hazard or a thing to follow up, and the model has no doubt.
 * Says nothing of opinion: of that, nothing is looked for.
 */
export function isBeyondDoubt(sent: string, found: Analysis): boolean {
  const { plates, phones, accounts, urls, handles } = found.entities
  return (
    found.isOutOfScope === true &&
    found.kind === 'out-of-scope' &&
    found.category === null &&
    found.language !== 'other' &&
    sent.length <= LENGTH_MAX &&
    wordsOf(sent).length >= WORDS_MIN &&
    !speaksForReport(found) &&
    plates.length + phones.length + accounts.length + urls.length + handles.length === 0
  )
}

/**
 * True if no piece of a long text, looked at alone, speaks for a report. `look` is asked once for every fifteen words and
 * never for a text of thirty or fewer.
 */
export function isThroughout(sent: string, look: (piece: string) => Analysis): boolean {
  const words = wordsOf(sent)
  if (words.length <= PIECE_WORDS) return true
  for (let from = 0; from + STEP_WORDS < words.length; from += STEP_WORDS) {
    const found = look(words.slice(from, from + PIECE_WORDS).join(' '))
    if (found.kind === 'tip' || found.kind === 'mixed' || speaksForReport(found)) return false
  }
  return true
}

function wordsOf(sent: string): string[] {
  return sent.split(/\s+/u).filter((word) => word !== '')
}

function speaksForReport(found: Analysis): boolean {
  return found.callNow || found.situations.length > 0 || found.aboutPolice.length > 0 || found.isPoliceDoubted === true
}
