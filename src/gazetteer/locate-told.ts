import type { TipText } from '../domain/compose.ts'
import type { AreaRef, PlaceFinding, PlaceHeard, PlaceNames } from '../domain/place.ts'
import type { Evidence } from '../domain/tip.ts'
import type { PlaceResolver } from './resolve.ts'

/** Where a tip happened by all that was told of it: words, pin, and what the sender picked when asked. */
export type LocateTold = (told: TipText) => PlaceFinding

/** The rule of evidence that the sender picked the commune from a list. */
export const CHOSEN = 'place-chosen'

/**
 * The resolver, with what was picked: a commune picked is certain unless words or pin name another, and then nothing is
 * decided; of a pin and words that disagree the one picked counts alone. Dialogue and triage both ask this, so that
 * neither knows better than the other.
 */
export function makeLocateTold(resolver: PlaceResolver, names: PlaceNames): LocateTold {
  const locateAnswered = ({ text, location, answer }: TipText): PlaceFinding => {
    const found = resolver.locate(text, location)
    if (found.commune !== null || answer === undefined) return found
    const before = `${text.slice(0, answer.start)}${text.slice(answer.end)}`
    const answered = resolver.locate(`${SCENE}${text.slice(answer.start, answer.end)}`, null)
    const code = agreeOn(resolver.locate(before, location), answered, names)
    const commune = code === null ? null : names.commune(code)
    return commune === null ? found : settle(found, commune)
  }

  return (told) => {
    const { picked } = told
    if (picked === 'pin' && told.location !== null) return resolver.locate('', told.location)
    if (picked === 'words' && told.text.trim() !== '') return resolver.locate(told.text, null)
    const found = locateAnswered(told)
    if (picked === undefined || picked === 'pin' || picked === 'words') return found
    const commune = names.commune(picked.commune)
    return commune === null ? found : choose(found, commune)
  }
}

/** "Bàn Cờ" alone may be anything; behind this it is what it is as an answer to "where?". */
const SCENE = 'Nơi xảy ra: '
/** Of what an answer may mean, the parts half as likely as the likeliest still count. */
const ANSWER_MIN = 0.5

/**
 * What the answer to the question of the dialogue and all else that was told may mean both, where exactly one commune is
 * left; null where they leave several, or none.
 */
function agreeOn(before: PlaceFinding, answer: PlaceFinding, names: PlaceNames): string | null {
  const best = answer.candidates[0]?.score ?? 0
  const likely = answer.candidates.filter(({ score }) => score >= best * ANSWER_MIN).map(({ code }) => code)
  const meant = answer.commune === null ? likely : [answer.commune]
  const known = before.candidates.map(({ code }) => code)
  const isIn = (code: string, province: string | null): boolean =>
    province === null || names.commune(code)?.province === province
  const left =
    known.length === 0
      ? meant.filter((code) => isIn(code, before.province))
      : known.filter((code) => (answer.candidates.length === 0 ? isIn(code, answer.province) : meant.includes(code)))
  const isNothingSaid = answer.candidates.length === 0 && answer.province === null
  return left.length === 1 && !isNothingSaid ? (left[0] ?? null) : null
}

function choose(found: PlaceFinding, { code, province }: { code: string; province: string }): PlaceFinding {
  const evidence: Evidence[] = [...found.evidence, { rule: CHOSEN, weight: 1, note: code }]
  const isListed = found.candidates.some((one) => one.code === code)
  const isOpen = found.candidates.length === 0 && (found.province === null || found.province === province)
  if (found.commune === code || (found.commune === null && (isListed || isOpen))) {
    return {
      ...found,
      commune: code,
      province,
      candidates: [{ code, score: 1 }],
      ambiguous: false,
      unclear: null,
      evidence,
    }
  }
  const others = found.candidates.filter((one) => one.code !== code)
  return {
    ...found,
    commune: null,
    province: found.province === province ? province : null,
    candidates: [{ code, score: found.candidates[0]?.score ?? 1 }, ...others],
    ambiguous: true,
    unclear: 'several-places',
    evidence,
  }
}

function settle(found: PlaceFinding, { code, province }: { code: string; province: string }): PlaceFinding {
  return { ...found, commune: code, province, candidates: [{ code, score: 1 }], ambiguous: false, unclear: null }
}

/** As many as a bubble has buttons, and one: more is no list to choose from. */
const HEARD_MAX = 5

/** The same as the dialogue needs it. */
export function makeHearPlace(locate: LocateTold, names: PlaceNames): (told: TipText) => PlaceHeard {
  return (told) => {
    const found = locate(told)
    return {
      unclear: found.unclear,
      province: found.province,
      candidates: found.candidates.slice(0, HEARD_MAX).map(({ code }) => code),
      named: nameIt(found, told.text, names),
    }
  }
}

/** Places in the order of what may be named of them in a question: the one thing understood, and never a street. */
const NAMED_FIRST: Partial<Record<NonNullable<PlaceFinding['unclear']>, readonly string[]>> = {
  namesakes: ['old-ward', 'commune', 'old-district'],
  district: ['old-district'],
  'split-ward': ['old-ward'],
  province: ['province', 'old-province'],
}

function nameIt(found: PlaceFinding, text: string, names: PlaceNames): AreaRef | null {
  const kinds = found.unclear === null ? undefined : NAMED_FIRST[found.unclear]
  if (kinds === undefined) return null
  const refs = found.evidence.flatMap(({ note, span }) => {
    const ref = note && span ? names.refOf(note, text.slice(span.start, span.end)) : null
    return ref === null ? [] : [ref]
  })
  for (const kind of kinds) {
    const ref = refs.find((one) => one.startsWith(`${kind}:`))
    if (ref !== undefined) return ref
  }
  return null
}
