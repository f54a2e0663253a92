import type { Analysis } from '../../../src/understand/analysis.ts'
import type { Classifier } from '../../../src/understand/model/classifier.ts'
import { judgeWith } from '../../../src/understand/model/judge.ts'
import { readAnalysis } from '../../../src/understand/read-analysis.ts'
import type { Stage } from '../stage.ts'

/** What kind of message, which offence, how urgent, and what is named in it. Without a model rules alone say it. */
export function makeClassify(parts: {
  analyse(text: string, context: { receivedAt: string }): Analysis
  /** The model of the moment; null while there is none. */
  classifier?: () => Classifier | null
}): Stage<Analysis> {
  return {
    name: 'classify',
    version: 2,
    async run(tip) {
      const { text } = tip.told
      const found = parts.analyse(text, { receivedAt: tip.receivedAt })
      const classifier = parts.classifier?.() ?? null
      return classifier === null ? found : judgeWith(classifier, text, found)
    },
    confidence: (found) => found.categories[0]?.p ?? null,
    read: readAnalysis,
  }
}
