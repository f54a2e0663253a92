/** What was promised of one kind of thing, and what came of it. */
export interface Count {
  expected: number
  found: number
  lost: number
  doubled: number
  invented: number
}

export interface Verdict {
  messages: Count
  tips: Count
  answers: Count
  /** Bubbles shown again because something fell between the platform's taking and our noting it: how many, by what. */
  repeated: ReadonlyMap<string, number>
  /** Everything that is not as promised, by the ids of the ledger; `[]` is a sound run. */
  problems: string[]
}

export const emptyCount = (): Count => ({ expected: 0, found: 0, lost: 0, doubled: 0, invented: 0 })
