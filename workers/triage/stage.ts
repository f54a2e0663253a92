import type { TipText } from '../../src/domain/compose.ts'

/** What every stage reads of a tip. */
export interface TriageTip {
  id: string
  version: number
  channel: string
  /** RFC 3339 instant. */
  receivedAt: string
  told: TipText
  /** Province that stands in where none is known. */
  homeProvince: string
  /** What stands of it from before, by earlier triage or by officers. */
  standing: {
    unit: string | null
    isRestricted: boolean
    accusedUnit: string | null
    isAboutPolice: boolean
    isPoliceDoubted: boolean
  }
}

/** What earlier stages found, by stage name. Read it with the stage's own reader. */
export type Findings = ReadonlyMap<string, unknown>

/** One stretch of triage. It may run twice on the same version of a tip and must then find the same. */
export interface Stage<F> {
  name: string
  /** Raise it when the answer to the same tip may change. */
  version: number
  run(tip: TriageTip, soFar: Findings, signal: AbortSignal): Promise<F>
  /** 0 to 1, as far as the stage can say. */
  confidence(finding: F): number | null
  /** @throws {z.ZodError} for what this version did not find. */
  read(value: unknown): F
}
