import type { Unclear } from '../domain/place.ts'
import type { PlaceAnswer, PlaceReason } from '../gazetteer/explain.ts'

/** What keeps a commune from being decided, for an operator. */
const UNCLEAR: Readonly<Record<Unclear, string>> = {
  'no-place': 'no place was found',
  namesakes: 'several communes bear this name',
  district: 'an old district is named, which holds several communes',
  'split-ward': 'an old ward is named whose residents went to several communes',
  province: 'a province is named and nothing within it',
  'several-places': 'several places are named',
  unsure: 'the name may be something else, or only that of a bridge, a market or a person',
  'pin-disagrees': 'words and pin disagree',
  'pin-wide': 'the pin reaches into several communes',
}

/** How a place was told: the second half of the rule of its evidence. */
const TOLD: Readonly<Record<string, string>> = {
  scene: 'said to be the scene',
  plain: 'named',
  landmark: 'named with a landmark',
  sender: 'where the sender is or lives',
  toward: 'where somebody went or came from',
}

/** The answer in words, for a terminal. `names`: of the province that was decided. */
export function describeAnswer(answer: PlaceAnswer, provinceName: string | null): string[] {
  const decided = answer.candidates.find(({ code }) => code === answer.commune)
  return [
    answer.commune !== null
      ? `Commune: ${answer.commune} ${decided?.name ?? ''}`.trimEnd()
      : `Not decided: ${answer.unclear === null ? 'nothing stands clear of the rest' : UNCLEAR[answer.unclear]}`,
    ...(answer.commune === null && answer.province !== null
      ? [`Province: ${answer.province} ${provinceName ?? ''}`.trimEnd()]
      : []),
    ...section('Candidates', answer.candidates.map(describeCandidate)),
    ...section('Why', answer.reasons.map(describeReason)),
    '',
    `Release: ${answer.release}`,
  ]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines]
}

function describeCandidate({ code, name, score }: PlaceAnswer['candidates'][number]): string {
  return `  ${score.toFixed(2)}  ${code}  ${name}`
}

/** `"phường 5" (12 to 20): named, with its type; weight 0.97; phường 5, quận 8, … (cũ)`. */
function describeReason({ rule, words, area, weight }: PlaceReason): string {
  const where = words === null ? '  The pin' : `  "${words.text}" (${words.start} to ${words.end})`
  const facts = [
    describeRule(rule),
    ...(weight === null ? [] : [`weight ${weight.toFixed(2)}`]),
    ...(area === null ? [] : [`${area.name} [${area.ref}]`]),
  ]
  return `${where}: ${facts.join('; ')}`
}

/** A rule that has no words of its own here is told by its name. */
function describeRule(rule: string): string {
  const [kind = '', standing = ''] = rule.split(':')
  const told = TOLD[standing] ?? standing
  if (kind === 'place-typed') return `${told}, with its type`
  if (kind === 'place-name') return `${told}, without a type`
  if (kind === 'place-street') return 'a street of that district: it ranks, and decides nothing'
  return rule
}
