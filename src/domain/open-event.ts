/** What anyone in the street can see or hear for themselves, so that to say "this is known" gives nobody away. */
export const OPEN_EVENTS = ['fire', 'crash', 'flood', 'noise'] as const
export type OpenEvent = (typeof OPEN_EVENTS)[number]

/** By which words an open event is told. */
export type Shown = 'burning' | 'collision' | 'flooding' | 'noise'

/** What the rule needs to know of one voice. */
export interface OpenVoice {
  /** As it stands now: an officer's, where one decided; otherwise the machine's. */
  category: string | null
  /** An officer named it, or the machine holds it for far likelier than all others. */
  isCertain: boolean
  /** Every category that the machine holds for possible, whatever stands. */
  alsoMeant: readonly string[]
  /** U1 to U15, without bare cries for help; those told of as over are left out. */
  situations: ReadonlySet<string>
  /** Its words tell of it: `burning`, `collision`, `flooding`, `noise`. */
  shown: ReadonlySet<Shown>
  /** Somebody did it, ran, drank, was armed, or is named. */
  isAccusing: boolean
  /** Some message of it is too long to be read for one thing alone. */
  isLong: boolean
  /** A plate, a phone, an account, a handle or a link. */
  namesSomebody: boolean
  /** It says in whose home. */
  pointsAtHome: boolean
  /** Restricted, about police, or doubted to be either; or closed as something that did not happen. */
  isHidden: boolean
}

interface Rule {
  event: OpenEvent
  shownBy: Shown
  categories: readonly (string | null)[]
  situations: readonly string[]
  /** One of these must be told of, and not as over. */
  needs: readonly string[]
  /** One of these makes it certain where no category does. */
  provedBy: readonly string[]
}

/**
 * The whole list, with its reasons. Who lies in the road, is trapped or hurt belongs to what all can see; whatever else is
 * told beside it is an offence of its own, and makes the report one that is answered like a first.
 */
const RULES: readonly Rule[] = [
  // It must burn: smell of gas, locked exits and stored petrol can be seen by few, and each accuses an owner.
  {
    event: 'fire',
    shownBy: 'burning',
    categories: ['fire-explosion'],
    situations: ['U2', 'U3'],
    needs: ['U2'],
    provedBy: [],
  },
  // The crash itself. Who fled, drank or is named by their plate would learn that somebody saw them.
  {
    event: 'crash',
    shownBy: 'collision',
    categories: ['traffic-violation'],
    situations: ['U2', 'U3', 'U12'],
    needs: [],
    provedBy: [],
  },
  // Water and earth accuse nobody; the taxonomy has no place of its own for them. Drowning is a person's fate and no flood.
  {
    event: 'flood',
    shownBy: 'flooding',
    categories: ['other-agency', null],
    situations: ['U2', 'U3', 'U10'],
    needs: [],
    provedBy: ['U10'],
  },
  // What is heard in the street, a park, at a building site. In somebody's home the noise is the accusation.
  { event: 'noise', shownBy: 'noise', categories: ['noise-disorder'], situations: [], needs: [], provedBy: [] },
]

/**
 * The open event that one voice tells of, or null. Null is always the safe answer: the reporter then hears what the sender
 * of a first report hears. So every doubt is null: another category that may be meant, another danger, a plate, any word
 * that points at somebody. A fire somebody set is no open event, nor a crash whose driver fled, drank or is named, nor noise
 * in somebody's home; a house number is where it burns and points at nobody.
 */
export function openEventOf(voice: OpenVoice): OpenEvent | null {
  if (voice.isHidden || voice.isAccusing || voice.isLong || voice.namesSomebody) return null
  const fitting = RULES.filter((rule) => fits(rule, voice))
  // A crash that burns is both: which of them all see is not ours to choose.
  return fitting.length === 1 ? (fitting[0]?.event ?? null) : null
}

function fits(rule: Rule, voice: OpenVoice): boolean {
  if (!voice.shown.has(rule.shownBy)) return false
  if (!rule.categories.includes(voice.category)) return false
  if (!voice.alsoMeant.every((code) => rule.categories.includes(code) || code === OTHER_AGENCY)) return false
  if (![...voice.situations].every((id) => rule.situations.includes(id))) return false
  if (rule.needs.length > 0 && !rule.needs.some((id) => voice.situations.has(id))) return false
  if (!voice.isCertain && !rule.provedBy.some((id) => voice.situations.has(id))) return false
  return rule.event !== 'noise' || !voice.pointsAtHome
}

/** Whether a report of this category can be one of an open event at all. */
export function mayBeOpen(category: string | null): boolean {
  return RULES.some(({ categories }) => categories.includes(category))
}

/** No offence: it accuses nobody, whatever it stands beside. */
const OTHER_AGENCY = 'other-agency'

/** What helpers need to know of an open event, the most needed first. */
export const DETAILS = ['spot', 'hurt', 'current'] as const
export type Detail = (typeof DETAILS)[number]

/** Noise hurts nobody; what goes on is asked last, for the first two can save a life. */
const WANTED: Readonly<Record<OpenEvent, readonly Detail[]>> = {
  fire: ['spot', 'hurt', 'current'],
  crash: ['spot', 'hurt', 'current'],
  flood: ['spot', 'hurt', 'current'],
  noise: ['spot', 'current'],
}

/** The one thing to ask of a new voice: what no voice of the incident has told. Null where all of it is known. */
export function missingOf(event: OpenEvent, told: ReadonlySet<Detail>): Detail | null {
  return WANTED[event].find((detail) => !told.has(detail)) ?? null
}
