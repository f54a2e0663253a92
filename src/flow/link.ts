import type { Tx } from '../storage/db.ts'
import { lockIncidents } from '../storage/incidents.ts'
import { finishOutbox } from '../storage/outbox.ts'
import type { LinkParts } from './link-parts.ts'
import { planLinks } from './link-plan.ts'
import { type Known, readSubjects, readVoices } from './link-read.ts'
import { isStillTrue, writePlan } from './link-write.ts'

/** Works out what tips belong to, after they lie before their units. Safe to run twice, and by two at once. */
export type Link = (tipIds: readonly string[]) => Promise<void>

/** So often it is tried beside the others; then the others wait. */
const FREE_ROUNDS = 3

/**
 * All that costs time happens before the lock of incidents is taken: reading, opening, comparing. Under it there is only
 * the question whether the world is still the same, and the writing: a few milliseconds a batch, so that one lock for all
 * suffices and nobody waits for another crosswise.
 */
export function makeLink(parts: LinkParts): Link {
  const { db } = parts

  const linkFreely = async (tipIds: readonly string[]): Promise<boolean> => {
    const known = await readSubjects(parts, db, tipIds)
    const plan = planLinks(known, await readVoices(parts, db, incidentsOf(known)), parts.pairs())
    try {
      await db.transaction().execute(async (tx) => {
        await begin(tx, tipIds)
        if (!(await isStillTrue(parts, tx, known, plan))) throw new Disturbed()
        await writePlan(parts, tx, known, plan, parts.now())
      })
    } catch (error) {
      if (error instanceof Disturbed) return false
      throw error
    }
    return true
  }

  const linkAlone = (tipIds: readonly string[]): Promise<void> =>
    db.transaction().execute(async (tx) => {
      await begin(tx, tipIds)
      const known = await readSubjects(parts, tx, tipIds)
      const plan = planLinks(known, await readVoices(parts, tx, incidentsOf(known)), parts.pairs())
      await writePlan(parts, tx, known, plan, parts.now())
    })

  return async (tipIds) => {
    for (let round = 0; round < FREE_ROUNDS; round++) if (await linkFreely(tipIds)) return
    await linkAlone(tipIds)
  }
}

/** Something of what a plan was made of is not so any more. */
class Disturbed extends Error {}

/**
 * The work goes first: whoever triages a new version of the tip meanwhile writes the same row, and waits for this to end
 * or is waited for; and then what is read here is of that version.
 */
async function begin(tx: Tx, tipIds: readonly string[]): Promise<void> {
  await finishOutbox(tx, 'link', tipIds)
  await lockIncidents(tx)
}

function incidentsOf({ memberships }: Known): string[] {
  return [...new Set([...memberships.values()].map(({ incidentId }) => incidentId))]
}
