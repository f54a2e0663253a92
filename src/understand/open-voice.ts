import { OPEN_EVENT_WORDS, type OpenEventCue } from '../data/open-event-words.ts'
import type { TipText } from '../domain/compose.ts'
import type { Detail, OpenVoice } from '../domain/open-event.ts'
import type { Analysis } from './analysis.ts'
import { foldText } from './letters.ts'
import { findPhrases, indexPhrases } from './phrases.ts'
import { read } from './reading.ts'
import { isRestricted } from './restricted.ts'
import { isNamed } from './tells.ts'

/** What of a voice hangs on its words alone; what officers and triage made of the tip comes beside it. */
export type SpokenVoice = Omit<OpenVoice, 'category'> & { details: ReadonlySet<Detail> }

const index = indexPhrases(
  // Keys of a constant: the type knows no more than `string`.
  (Object.entries(OPEN_EVENT_WORDS) as [OpenEventCue, readonly string[]][]).flatMap(([cue, phrases]) =>
    phrases.map((phrase) => ({ phrase, value: cue })),
  ),
)

/**
 * From which chance on another category counts as meant. A tenth is what the model spreads over its neighbours for a text
 * that is plainly one thing; two words of another offence give 0.2 and more.
 */
const ALSO_MEANT_P = 0.15

/**
 * What the machine must hold a category for: one clear phrase of it and none of another. On the 14,024 tips of the training
 * part, many written to be taken for something else, rules alone then call 5 of 12,355 that are none an open event, and 64
 * of the fires, crashes and noise; with 0.3 they call 65 so. On the frozen part none of 960.
 */
const CERTAIN_P = 0.6

/** Who cries fire is short. In a longer message something else may be told that no list of words knows. */
const MESSAGE_WORDS_MAX = 30

const SHOWN = ['burning', 'collision', 'flooding', 'noise'] as const

/** What one voice tells of an event that anyone may see or hear, and what of it helpers still need. */
export function readOpenVoice(told: TipText, analysis: Analysis): SpokenVoice {
  const { text, views } = read(told.text)
  const matches = findPhrases(index, text, views)
  const names = (cue: OpenEventCue): boolean => matches.some(({ value }) => value === cue)
  // Denied, it did not happen; that somebody was accused is not undone by a "không".
  const tells = (cue: OpenEventCue): boolean =>
    matches.some(({ value, isNegated, isFiction }) => value === cue && !isNegated && !isFiction)
  const { plates, phones, accounts, urls, handles } = analysis.entities
  const hasSpot =
    told.location !== null || matches.some((match) => match.value === 'spot' && isNamed(text, views, match))
  const details: Detail[] = []
  if (hasSpot) details.push('spot')
  if (names('hurt')) details.push('hurt')
  if (names('current')) details.push('current')
  return {
    isCertain: analysis.categories.some(({ code, p }) => code === analysis.category && p >= CERTAIN_P),
    alsoMeant: analysis.categories.flatMap(({ code, p }) => (p >= ALSO_MEANT_P ? [code] : [])),
    situations: new Set(
      analysis.situations.flatMap(({ id, tense, span }) =>
        tense === 'past' || isCry(id, told.text.slice(span.start, span.end)) ? [] : [id],
      ),
    ),
    shown: new Set(SHOWN.filter(tells)),
    isAccusing: names('accusing'),
    isLong: isLong(told),
    namesSomebody: [plates, phones, accounts, urls, handles].some((found) => found.length > 0),
    pointsAtHome: names('home'),
    isHidden: isRestricted(analysis) || analysis.aboutPolice.length > 0 || analysis.isPoliceDoubted === true,
    details: new Set(details),
  }
}

function isLong({ text, parts }: TipText): boolean {
  return parts.some(({ span }) => text.slice(span.start, span.end).split(/\s+/).length > MESSAGE_WORDS_MAX)
}

/** "Cứu với" beside a fire is a cry for help and tells of no attack. */
function isCry(id: string, words: string): boolean {
  return id === 'U1' && CRY.test(foldText(words.toLowerCase()))
}

const CRY = /^(?:keu |la |cau |lam on )?(?:cuu|help|sos|giup)/
