import { newId } from '../../src/domain/ids.ts'
import { type Field, type NewTip, type SeededTip, seedTip } from './seed.ts'
import type { NewOfficer, Stage, StageOfficer } from './stage.ts'

const BEN_THANH = '26743'
const SAI_GON = '26740'
const COMMAND = '79-PV01'
const INSPECTORATE = '79-TTR'

/** Whoever may ask: the six roles in one unit, and those who are out of reach in one way each. */
export const ACTORS = {
  duty: { unit: BEN_THANH, isCleared: true },
  commander: { unit: BEN_THANH, role: 'unit-commander', isCleared: true },
  supervisor: { unit: BEN_THANH, role: 'provincial-supervisor', isCleared: true },
  custodian: { unit: BEN_THANH, role: 'custodian', isCleared: true },
  auditor: { unit: BEN_THANH, role: 'auditor', isCleared: true },
  administrator: { unit: BEN_THANH, role: 'administrator', isCleared: true },
  uncleared: { unit: BEN_THANH },
  informed: { unit: COMMAND, isCleared: true },
  informedUncleared: { unit: COMMAND },
  otherUnit: { unit: SAI_GON, isCleared: true },
  inspector: { unit: INSPECTORATE, isCleared: true },
  disabled: { unit: BEN_THANH, isCleared: true, isDisabled: true },
} as const satisfies Record<string, NewOfficer>
export type Actor = keyof typeof ACTORS | 'signedOut'

export const TIPS = {
  plain: { unit: BEN_THANH },
  shared: { unit: BEN_THANH, informed: [COMMAND], urgency: 'critical' },
  restricted: { unit: BEN_THANH, informed: [COMMAND], isRestricted: true, urgency: 'high' },
  // A wrong row gives the commune complained about a complaint about itself.
  police: { unit: INSPECTORATE, informed: [BEN_THANH], isAboutPolice: true, accused: BEN_THANH },
  transferred: { unit: SAI_GON, former: [BEN_THANH] },
  foreign: { unit: SAI_GON },
  closed: { unit: BEN_THANH, isClosed: true },
} as const satisfies Record<string, Omit<NewTip, 'name'>>
export type TipName = keyof typeof TIPS

/**
 * How far each actor reaches: `holds` decides, `told` reads and answers, `covered` and `toldCovered` see of a restricted
 * tip what it is until they say why. What is not here is out of reach.
 */
export const REACH: Readonly<Record<Actor, Partial<Record<TipName, 'holds' | 'told' | 'covered' | 'toldCovered'>>>> = {
  duty: { plain: 'holds', shared: 'holds', restricted: 'covered', closed: 'holds' },
  commander: { plain: 'holds', shared: 'holds', restricted: 'covered', closed: 'holds' },
  supervisor: { plain: 'holds', shared: 'holds', restricted: 'covered', closed: 'holds' },
  custodian: {},
  auditor: {},
  administrator: {},
  uncleared: { plain: 'holds', shared: 'holds', closed: 'holds' },
  informed: { shared: 'told', restricted: 'toldCovered' },
  informedUncleared: { shared: 'told' },
  otherUnit: { transferred: 'holds', foreign: 'holds' },
  inspector: { police: 'holds' },
  disabled: {},
  signedOut: {},
}

/** What of a tip a page may show to whoever reaches it so far. Nobody is shown who sent it, nor what a file was called. */
export const SHOWN_ON_PAGE: Readonly<Record<'holds' | 'told' | 'covered' | 'toldCovered', readonly Field[]>> = {
  holds: ['text', 'essence', 'note', 'reason', 'answer', 'finding'],
  told: ['text', 'essence', 'note', 'reason', 'answer', 'finding'],
  covered: [],
  toldCovered: [],
}
/** And what a line of the list. */
export const SHOWN_IN_LIST: typeof SHOWN_ON_PAGE = {
  holds: ['essence'],
  told: ['essence'],
  covered: [],
  toldCovered: [],
}

export interface Cast {
  tips: Readonly<Record<TipName, SeededTip>>
  officerOf(actor: Actor): StageOfficer | null
  /** The headers of a request by this actor. */
  headersOf(actor: Actor): Record<string, string>
  /** A token for the forms of this actor's session. */
  formTokenOf(actor: Actor): string
}

/** Puts officers and tips on the stage. */
export async function openCast(stage: Stage): Promise<Cast> {
  const officers = new Map<Actor, StageOfficer>()
  for (const [actor, officer] of Object.entries(ACTORS)) officers.set(actor as Actor, await stage.addOfficer(officer))
  const writer = officers.get('duty')?.id ?? newId('ofc')
  const tips = new Map<string, SeededTip>()
  for (const [name, tip] of Object.entries(TIPS)) tips.set(name, await seedTip(stage, writer, { name, ...tip }))
  const tokenOf = (actor: Actor): string | null => officers.get(actor)?.token ?? null
  return {
    // Each name of TIPS was put there above.
    tips: Object.fromEntries(tips) as Cast['tips'],
    officerOf: (actor) => officers.get(actor) ?? null,
    headersOf: (actor) => {
      const token = tokenOf(actor)
      return token === null ? {} : { cookie: `desk=${token}` }
    },
    formTokenOf: (actor) => stage.formTokens.issue('act', tokenOf(actor) ?? 'nobody'),
  }
}

/** Words of tips in an answer that this actor may not be shown there, as `tip.field`. */
export function findLeaks(
  cast: Cast,
  actor: Actor,
  body: string,
  shown: (reach: 'holds' | 'told' | 'covered' | 'toldCovered', tip: TipName) => readonly Field[],
): string[] {
  const leaks: string[] = []
  // Also where it stands encoded in an address or in a script's text.
  const seen = body.toLowerCase()
  for (const [name, tip] of Object.entries(cast.tips) as [TipName, SeededTip][]) {
    const reach = REACH[actor][name]
    const allowed = reach ? shown(reach, name) : []
    for (const [field, word] of Object.entries(tip.words) as [Field, string][]) {
      if (!allowed.includes(field) && seen.includes(word.toLowerCase())) leaks.push(`${name}.${field}`)
    }
    if (!reach && seen.includes(tip.conversationId)) leaks.push(`${name}.conversation`)
  }
  return leaks
}
