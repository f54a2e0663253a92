import { AppError } from '../../src/domain/errors.ts'
import type { Findings, Stage, TriageTip } from './stage.ts'

/** Keeps and gives back what stages found of one version of a tip, so that a run cut short goes on where it stopped. */
export interface FindingStore {
  find(stage: Stage<unknown>): Promise<unknown>
  save(stage: Stage<unknown>, finding: unknown): Promise<void>
}

/** A stage that takes longer is stuck. The slowest measured on 20,000 characters takes well under 100 ms. */
const STAGE_TIMEOUT_MS = 15_000

/**
 * Runs the stages in order; each finding is saved before the next stage begins. A finding already saved for this
 * version of tip and stage is taken as it is.
 * @throws {AppError} `stage-timeout`, and whatever a stage throws
 */
export async function runPipeline(
  tip: TriageTip,
  stages: readonly Stage<unknown>[],
  store: FindingStore,
): Promise<Findings> {
  const findings = new Map<string, unknown>()
  for (const stage of stages) {
    const known = await store.find(stage)
    const finding = known === undefined ? await runStage(stage, tip, findings) : stage.read(known)
    if (known === undefined) await store.save(stage, finding)
    findings.set(stage.name, finding)
  }
  return findings
}

async function runStage(stage: Stage<unknown>, tip: TriageTip, soFar: Findings): Promise<unknown> {
  const signal = AbortSignal.timeout(STAGE_TIMEOUT_MS)
  const stuck = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new AppError('stage-timeout', stage.name)), { once: true })
  })
  return Promise.race([stage.run(tip, soFar, signal), stuck])
}
