import { z } from 'zod'
import type { CopyWanted, Original } from '../../../src/storage/copies.ts'
import type { Stage } from '../stage.ts'

const finding = z.object({
  duplicateOf: z.string().nullable(),
  link: z.enum(['copy', 'confirmed', 'suggested', 'none']),
  /** HMAC of the folded text, base64: kept with the tip so that later copies find it. */
  copyKey: z.string(),
  /** What is known of earlier copies, by triage or by officers: it holds of this one too. Null where there are none. */
  earlier: z
    .object({
      isAboutPolice: z.boolean(),
      isPoliceDoubted: z.boolean(),
      isRestricted: z.boolean(),
      accused: z.array(z.string()),
    })
    .nullable(),
})
export type DuplicateFinding = z.output<typeof finding>

/** A copy sent later than this tells of something else, or is a chain message that has outlived its event. */
const COPY_WINDOW_MS = 7 * 24 * 60 * 60_000
/** Short cries are alike without being copies: "cứu với" of two people are two events. Folded letters and digits. */
const COPY_LENGTH_MIN = 40

/** Finds exact copies: the same words but for case, marks, spaces and punctuation. */
export function makeDeduplicate(parts: {
  fold(text: string): string
  nameText(folded: string): Buffer
  findCopy(wanted: CopyWanted): Promise<Original | null>
}): Stage<DuplicateFinding> {
  return {
    name: 'deduplicate',
    version: 2,
    async run(tip) {
      const folded = parts.fold(tip.told.text)
      const key = parts.nameText(folded)
      const copyKey = key.toString('base64')
      if (folded.length < COPY_LENGTH_MIN) return { duplicateOf: null, link: 'none', copyKey, earlier: null }
      const receivedAt = new Date(tip.receivedAt)
      const since = new Date(receivedAt.getTime() - COPY_WINDOW_MS)
      const original = await parts.findCopy({ id: tip.id, copyKey: key, receivedAt, since })
      if (original === null) return { duplicateOf: null, link: 'none', copyKey, earlier: null }
      const { id, ...earlier } = original
      return { duplicateOf: id, link: 'copy', copyKey, earlier }
    },
    confidence: (found) => (found.duplicateOf ? 1 : null),
    read: (value) => finding.parse(value),
  }
}
