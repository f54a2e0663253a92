import type { Normalised } from '../../understand/normalise.ts'
import { type Address, groupMentions, isOneAddress } from './addresses.ts'
import { depthOf } from './areas.ts'
import { CUE, type Cues, findCues } from './cues.ts'
import { findDisclaimed, isRemote } from './disclaim.ts'
import type { Lexicon } from './hits.ts'
import type { Mention } from './mention.ts'
import { promote } from './promote.ts'
import { type Place, readAll } from './read-place.ts'
import { isOtherEnd, isToldFormer, tellStanding, tellWhereSenderIs } from './standing.ts'
import { findKnownStreets, findUnknownStreets, type Street } from './streets.ts'
import { findTyped } from './typed.ts'
import { findUntyped } from './untyped.ts'
import { SURE_MIN } from './untyped-signs.ts'
import { GAP, type Line, readLine } from './words.ts'

/** What a text tells of places. */
export interface Told {
  line: Line
  places: Place[]
  streets: Street[]
  lexicon: Lexicon
}

/** All places of a text with what they may be. Linear in the length of the text: what is looked at closely is capped. */
export function readPlaces(text: Normalised, lexicon: Lexicon): Told {
  const line = readLine(text)
  const cues = findCues(line)
  const look = { line, cues, streets: lexicon.streets, names: lexicon.names }
  const taken = new Uint8Array(line.words.length)
  const isStreet = new Uint8Array(line.words.length)
  const known = findKnownStreets(look)
  for (const { from, to } of known) isStreet.fill(1, from, to)
  const typed = findTyped(line, cues, lexicon, isStreet)
  for (const { from, to } of typed) taken.fill(1, from, to)
  const unknown = findUnknownStreets(look, (at) => taken[at] === 1 || isStreet[at] === 1)
  for (const { from, to } of unknown) isStreet.fill(1, from, to)
  const streets = [...known, ...unknown]
  const untyped = findUntyped(line, cues, lexicon, taken, isStreet, typed)
  const { meant, negated } = stand(line, cues, [...typed, ...untyped], isStreet)
  const addresses = capped(groupMentions(line, cues, meant, isStreet))
  for (const address of addresses) promote(line, cues, address, isStreet)
  const sure = addresses.filter(({ mentions }) => mentions.some((one) => one.sureness >= SURE_MIN))
  const places = settleContrast(line, cues, readAll(sure, negated))
  return { line, places: isRemote(line, cues) ? places.filter(isScene) : places, streets, lexicon }
}

/** Of what went over the net the sender's own place is no scene, and a mere city or province is where somebody said to be. */
function isScene({ standing, mentions, grain }: Place): boolean {
  if (standing === 'scene') return true
  if (standing === 'sender' && mentions.some(({ isHome }) => isHome)) return false
  return grain === 'commune' || mentions.some(({ type }) => type !== null)
}

/** Beyond these a text is a list: its first and last places are read, the middle is passed over. */
const ADDRESSES_MAX = 12

function capped(addresses: Address[]): Address[] {
  if (addresses.length <= ADDRESSES_MAX) return addresses
  return [...addresses.slice(0, ADDRESSES_MAX / 2), ...addresses.slice(-ADDRESSES_MAX / 2)]
}

/** Each mention with what the words before it say it is named for, in the order of the text; the denied ones apart. */
function stand(line: Line, cues: Cues, mentions: Mention[], isStreet: Uint8Array) {
  mentions.sort((a, b) => a.from - b.from)
  const meant: Mention[] = []
  const negated: Mention[] = []
  const disclaimed = findDisclaimed(line, cues, mentions)
  let after = 0
  let last: Mention | null = null
  for (const mention of mentions) {
    const told = tellStanding(line, cues, mention, after, isStreet)
    after = mention.to
    const isFormer = isToldFormer(line, cues, mention)
    // "không phải Phước Bình, Đồng Nai" denies both
    const isNegated: boolean =
      told.isNegated || (last?.isNegated === true && widens(line, cues, last, mention, isStreet))
    const where = told.standing === 'plain' ? tellWhereSenderIs(line, cues, mention) : null
    const own = where === null ? told.standing : 'sender'
    const standing = last !== null && isOtherEnd(line, cues, last, mention) ? 'toward' : own
    const isHome = told.standing === 'sender' || where === 'home'
    const next: Mention = { ...mention, standing, isHome, isNegated, isFormer }
    last = next
    // what is denied stands between the parts of an address as if it were not there
    if (isNegated) isStreet.fill(1, told.from, mention.to)
    if (isNegated) negated.push(next)
    else if (!told.isOrigin && !disclaimed.has(mention)) meant.push(next)
  }
  return { meant, negated }
}

/** A wider name right behind, and within the same brackets. */
function widens(line: Line, cues: Cues, last: Mention, next: Mention, isStreet: Uint8Array): boolean {
  for (let i = last.to; i <= next.from; i++) if ((line.words[i]?.gap ?? GAP.stop) === GAP.paren) return false
  const depth = (mention: Mention): number => Math.max(...mention.meanings.map(({ area }) => depthOf(area)))
  return depth(next) < depth(last) && isOneAddress(line, cues, last, next, isStreet)
}

/** "Em ở Hà Nội nhưng nhà bố mẹ em ở Nam Định …": of two places of the sender's, the one behind the "nhưng" is the scene. */
function settleContrast(line: Line, cues: Cues, places: Place[]): Place[] {
  const starts = [...line.words.keys()].filter((i) => ((cues.starts[i] ?? 0) & CUE.contrast) !== 0)
  return places.map((place) => {
    const from = place.mentions[0]?.from ?? 0
    const turn = starts.findLast((i) => i < from)
    const isBehind =
      turn !== undefined &&
      place.standing === 'sender' &&
      places.some((other) => other !== place && other.standing === 'sender' && (other.mentions[0]?.from ?? 0) < turn)
    return isBehind ? { ...place, standing: 'plain' } : place
  })
}
