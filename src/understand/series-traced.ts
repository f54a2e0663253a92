import type { SeriesTopic } from '../domain/series.ts'
import type { Span } from '../domain/tip.ts'
import type { Analysis } from './analysis.ts'

/** What the traces of one tip are read from. */
export interface Traced {
  topic: SeriesTopic
  /** As its findings point into it. */
  text: string
  entities: Analysis['entities']
  place: { commune: string | null; evidence: readonly { rule: string; span?: Span }[] }
  receivedAt: Date
  /** Where the sender gives themself away: a number there is how to reach them, and no trace of an offence. */
  selfWords: readonly Span[]
}
