import { z } from 'zod'
import { type ChainPlace, listHeadsSince, lockCheckpoints } from '../storage/audit-chain.ts'
import type { Db } from '../storage/db.ts'
import type { SignedLog } from '../vault/signed-log.ts'

/** Name and file of the signed log that proves the chains, in the folder of the second store. */
export const CHECKPOINT_LOG = { name: 'checkpoints', fileName: 'checkpoints.jsonl' } as const

/** What a line of it holds: where chains stood, each as chain, day, number of its last row and that row's hash. */
const body = z.strictObject({
  heads: z.array(
    z.tuple([
      z.string(),
      z.string().regex(/^\d{4}-\d\d-\d\d$/),
      z.int().positive(),
      z.string().regex(/^[0-9a-f]{64}$/),
    ]),
  ),
})

export type ProvenHead = ChainPlace & { hash: string }

/** Null for what is no checkpoint. */
export function readCheckpoint(value: unknown): ProvenHead[] | null {
  const parsed = body.safeParse(value)
  if (!parsed.success) return null
  return parsed.data.heads.map(([chain, day, number, hash]) => ({ chain, day, number, hash }))
}

export interface Checkpoints {
  /**
   * Adds the heads that moved since this was last called, and answers how many; where none did, nothing is written. The
   * first call names every head of the day of the last line, of the day before and later. `unlessWithinMs`: nothing
   * is done if anybody wrote so short a while ago.
   */
  write(options?: { unlessWithinMs?: number }): Promise<number>
}

const DAY_MS = 24 * 60 * 60_000

/** `db` must be allowed `list_audit_heads`. */
export function makeCheckpoints(parts: { db: Db; log: SignedLog; now: () => Date }): Checkpoints {
  const { db, log, now } = parts
  const nameOf = ({ chain, day }: ChainPlace): string => `${day} ${chain}`
  let known = new Map<string, number>()

  return {
    write: ({ unlessWithinMs } = {}) =>
      db.transaction().execute(async (tx) => {
        await lockCheckpoints(tx)
        const last = await log.readLast()
        const isFresh = last !== null && now().getTime() - last.at.getTime() < (unlessWithinMs ?? 0)
        if (isFresh) return 0
        // A head never moves again once its chain has begun a later day; one day more, for clocks that differ.
        const heads = await listHeadsSince(tx, last === null ? null : dayOf(last.at.getTime() - DAY_MS))
        const moved = heads.filter((head) => known.get(nameOf(head)) !== head.number)
        if (moved.length > 0) {
          await log.append({ heads: moved.map(({ chain, day, number, hash }) => [chain, day, number, hash]) })
        }
        known = new Map(heads.map((head) => [nameOf(head), head.number]))
        return moved.length
      }),
  }
}

function dayOf(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
}
