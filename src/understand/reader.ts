import { analyse } from './analyse.ts'
import type { AnalyseContext, Analysis } from './analysis.ts'
import type { Classifier } from './model/classifier.ts'
import { judgeWith } from './model/judge.ts'
import { read } from './reading.ts'

/** All that is understood of one text. */
export type Understand = (text: string, context: AnalyseContext) => Analysis

/** Rules, and the model of the moment beside them; rules alone while there is none. */
export function makeUnderstand(classifier: () => Classifier | null): Understand {
  return (text, context) => {
    const reading = read(text)
    const found = analyse(text, context, reading)
    const model = classifier()
    return model === null ? found : judgeWith(model, reading, found)
  }
}
