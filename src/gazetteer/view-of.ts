import { makeView, type TipView } from '../understand/alike/view.ts'
import { makeClassifier } from '../understand/model/classifier.ts'
import type { Model } from '../understand/model/model.ts'
import { makeUnderstand } from '../understand/reader.ts'
import { isRestricted } from '../understand/restricted.ts'
import type { PlaceResolver } from './resolve.ts'

/** Turns the words of a tip into what is compared, as triage does. `receivedAt`: RFC 3339. */
export type ViewOf = (text: string, receivedAt: string) => TipView

/** The view of a text as triage would make it; by rules alone without a model. */
export function makeViewOf(model: Model | null, resolver: PlaceResolver): ViewOf {
  const classifier = model === null ? null : makeClassifier(model)
  const understand = makeUnderstand(() => classifier)
  return (text, receivedAt) => {
    const analysis = understand(text, { receivedAt })
    return makeView({
      told: { text, parts: [], location: null },
      analysis,
      place: resolver.locate(text, null),
      receivedAt,
      isRestricted: isRestricted(analysis),
    })
  }
}
