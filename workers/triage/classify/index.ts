import type { Analysis } from '../../../src/understand/analysis.ts'
import { readAnalysis } from '../../../src/understand/read-analysis.ts'
import type { Stage } from '../stage.ts'

/** What kind of message, which offence, how urgent, and what is named in it. */
export function makeClassify(parts: {
  analyse(text: string, context: { receivedAt: string }): Analysis
}): Stage<Analysis> {
  return {
    name: 'classify',
    version: 1,
    async run(tip) {
      return parts.analyse(tip.told.text, { receivedAt: tip.receivedAt })
    },
    confidence: (found) => found.categories[0]?.p ?? null,
    read: readAnalysis,
  }
}
