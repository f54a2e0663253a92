import { type ChainPlace, findExtent, findRowHashes } from '../storage/audit-chain.ts'
import type { Tx } from '../storage/db.ts'
import type { LineFault, LogRead } from '../vault/signed-log.ts'
import { type ProvenHead, readCheckpoint } from './checkpoint.ts'
import type { Tampering } from './tampering.ts'

export interface Proof {
  checkpointCount: number
  /** By chain, the last place at which rows and checkpoints agree. */
  proven: Map<string, ChainPlace>
  /** By chain, the first place at which they do not. */
  broken: Map<string, Tampering>
  /** The first line of the signed log that is not what it was; lines after it prove nothing. */
  badLine: { line: number; reason: LineFault | 'no-checkpoint' } | null
}

const LOOKED_UP_AT_ONCE = 500

/**
 * Looks whether every row that a checkpoint names is there, with the hash it had. `from`: rows of earlier days are left
 * out. Ends with the first line that is wrong; what the lines before it say stands.
 */
export async function proveCheckpoints(tx: Tx, lines: AsyncIterable<LogRead>, from: string | null): Promise<Proof> {
  const proof: Proof = { checkpointCount: 0, proven: new Map(), broken: new Map(), badLine: null }
  let waiting: ProvenHead[] = []
  for await (const read of lines) {
    const heads = read.ok ? readCheckpoint(read.entry.body) : null
    if (heads === null) {
      proof.badLine = { line: read.line, reason: read.ok ? 'no-checkpoint' : read.reason }
      break
    }
    proof.checkpointCount += 1
    waiting.push(...heads.filter(({ day }) => from === null || day >= from))
    if (waiting.length < LOOKED_UP_AT_ONCE) continue
    await prove(tx, waiting, proof)
    waiting = []
  }
  await prove(tx, waiting, proof)
  return proof
}

/** Checkpoints of a chain come in its own order: its first that does not agree is the nearest to what was done. */
async function prove(tx: Tx, heads: readonly ProvenHead[], proof: Proof): Promise<void> {
  if (heads.length === 0) return
  const hashes = await findRowHashes(tx, heads)
  for (const [at, head] of heads.entries()) {
    if (proof.broken.has(head.chain)) continue
    const { chain, day, number } = head
    const found = hashes[at] ?? null
    if (found === head.hash) proof.proven.set(chain, { chain, day, number })
    else if (found === null) proof.broken.set(chain, await judgeAbsent(tx, head))
    else {
      const proven = proof.proven.get(chain)
      const fromNumber = proven?.day === day ? proven.number + 1 : 1
      proof.broken.set(chain, { kind: 'rewritten', chain, day, number, fromNumber })
    }
  }
}

async function judgeAbsent(tx: Tx, { chain, day, number }: ProvenHead): Promise<Tampering> {
  const { lastNumber, hasRows } = await findExtent(tx, chain, day)
  if (!hasRows) return { kind: 'chain-removed', chain, day, number: 1 }
  if (lastNumber === null) return { kind: 'day-removed', chain, day, number: 1 }
  if (lastNumber < number) return { kind: 'cut-off', chain, day, number: lastNumber + 1 }
  return { kind: 'missing', chain, day, number }
}
