import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isReviewed } from '../storage/corrections.ts'
import type { Tx } from '../storage/db.ts'
import type { Tip } from '../storage/tips.ts'
import { readMachineAnswer } from './machine-answer.ts'

/** Says of a tip whether it is one of those that an officer is asked about without seeing the machine's answer. */
export type ChooseForReview = (tipId: string) => boolean

/**
 * Chooses by a keyed hash of the tip's id alone: always the same tips, whatever they say and whoever opens them, and
 * nobody without the key can tell which. `key`: at least 32 random bytes; `share`: of all tips, 0 to 1 (two per cent by the
 * triage reference, learning from officers).
 */
export function makeChooser(key: Uint8Array, share: number): ChooseForReview {
  // A key of its own: forms are signed with the other.
  const own = createHmac('sha256', key).update('tinbao blind review v1').digest()
  return (tipId) => createHmac('sha256', own).update(tipId).digest().readUInt32BE(0) < share * 2 ** 32
}

/**
 * True for a tip whose category stands by the machine's word alone, and about which nobody has been asked yet. Where
 * somebody is in danger nothing is asked first: the figure speaks of the others.
 */
export async function isForReview(
  tx: Tx,
  choose: ChooseForReview,
  tip: Tip,
  machineCategory: string | null,
  hasDecidedCategory: boolean,
): Promise<boolean> {
  return (
    choose(tip.id) &&
    machineCategory !== null &&
    tip.category === machineCategory &&
    !hasDecidedCategory &&
    !tip.restricted &&
    !tip.callNow &&
    tip.urgency !== 'critical' &&
    tip.closedAt === null &&
    !(await isReviewed(tx, tip.id))
  )
}

/** A finding as a look opens it. */
interface Opened {
  stage: string
  confidence: number | null
  value: unknown
}

interface Answered {
  tip: Tip
  essence: string
  held: { reason: string } | null
  findings: Opened[]
}

const classified = z.looseObject({
  category: z.string().nullable(),
  evidence: z.array(z.looseObject({ rule: z.string() })).catch([]),
})
/** Rules of danger, and of those who give themselves up; they name no category. */
const SITUATION = 'situation:'
const routed = z.looseObject({ explanation: z.string() })

/** What an officer passed on was their choice, not the machine's. */
const BY_OFFICER: ReadonlySet<string> = new Set(['officer', 'returned', 'returned-up'])

/**
 * A tip as it is shown to an officer who is asked first: without the machine's category, the others it thought of, the
 * words it rests on, the sentence chosen by them, and what of the route follows from it: why the unit holds the tip, who
 * else was told, and the sentence on it. Danger, place and everything that was said stay.
 */
export function hideAnswer<V extends Answered>(view: V): V {
  const { held } = view
  return {
    ...view,
    tip: { ...view.tip, category: null },
    essence: '',
    held: held === null || BY_OFFICER.has(held.reason) ? held : { ...held, reason: '' },
    findings: view.findings.map((one) => {
      const found = one.stage === 'classify' ? classified.safeParse(one.value) : null
      if (found?.success) {
        const evidence = found.data.evidence.filter(({ rule }) => rule.startsWith(SITUATION))
        return { ...one, confidence: null, value: { ...found.data, category: null, categories: [], evidence } }
      }
      const route = one.stage === 'route' ? routed.safeParse(one.value) : null
      // Nothing but that there is a route: its facts, signs and the bodies it proposes name the category as well.
      return route?.success ? { ...one, value: { primary: null, also: [], explanation: '' } } : one
    }),
  }
}

/** The category the machine gave, from opened findings; null where there is none that stands, or none readable. */
export function machineCategoryOf(findings: readonly Opened[]): string | null {
  const found = findings.find(({ stage }) => stage === 'classify')
  if (found === undefined) return null
  try {
    return readMachineAnswer(found.value).category
  } catch {
    return null
  }
}
