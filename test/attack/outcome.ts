/** What one run of the attack tells. */
export interface Outcome {
  /** What was tried, in figures. */
  tried: string
  /** Each thing that must not be, in a line; empty when all is well. */
  findings: readonly string[]
}

export interface Order {
  seed: number
  /** A small round of everything. */
  isQuick: boolean
  log: (line: string) => void
}
