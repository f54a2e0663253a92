import type { Tx } from '../storage/db.ts'
import { listFindings } from '../storage/findings.ts'
import { readAnalysis } from '../understand/read-analysis.ts'
import type { ContentSealer } from '../vault/content.ts'
import { findingRecord } from '../vault/records.ts'

/** What the machine said of a tip, as officers judge it. */
export interface MachineAnswer {
  /** Version of the model, or of the rules where there was none. */
  model: string
  /** Null where nothing was sure enough to stand without a person. */
  category: string | null
  isAboutPolice: boolean
}

const STAGE = 'classify'

/** The latest answer; null before triage, and where it is gone or cannot be read any more. */
export async function findMachineAnswer(tx: Tx, content: ContentSealer, tipId: string): Promise<MachineAnswer | null> {
  const found = (await listFindings(tx, tipId)).findLast(({ stage }) => stage === STAGE)
  if (!found?.body) return null
  try {
    return readMachineAnswer(content.open(findingRecord(tipId, found.tipVersion, found.stage), found.body))
  } catch {
    // Its key is gone, or an older version wrote it: the decision goes on without.
    return null
  }
}

/** @throws {z.ZodError} for what no version of ours found */
export function readMachineAnswer(value: unknown): MachineAnswer {
  const { model, version, category, aboutPolice } = readAnalysis(value)
  return { model: model ?? `rules-${version}`, category, isAboutPolice: aboutPolice.length > 0 }
}
