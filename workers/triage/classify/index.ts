import type { Analysis } from '../../../src/understand/analysis.ts'
import { readAnalysis } from '../../../src/understand/read-analysis.ts'
import type { Understand } from '../../../src/understand/reader.ts'
import type { Stage } from '../stage.ts'

/** What kind of message, which offence, how urgent, and what is named in it. */
export function makeClassify(parts: { understand: Understand }): Stage<Analysis> {
  return {
    name: 'classify',
    version: 3,
    run: async ({ told, receivedAt }) => parts.understand(told.text, { receivedAt }),
    confidence: (found) => found.categories[0]?.p ?? null,
    read: readAnalysis,
  }
}
