import type { CorpusKind, CorpusTip } from '../../understand/model/corpus.ts'
import { wilson } from '../../understand/model/measures.ts'
import { isBeyondDoubt, isThroughout } from '../../understand/scope.ts'
import type { Look } from './whole.ts'

/** A count of so many, and the 95 % interval of its share. */
export interface Share {
  count: number
  of: number
  low: number
  high: number
}

export interface ScopeFigures {
  /** Texts out of scope that are taken for nothing else. */
  recognised: Share
  /** Those of them whose words would be destroyed, once officers have reviewed enough. */
  dropped: Share
  /** Reports whose words would be destroyed: tips, and messages that hold one. */
  reportsDropped: Share
  /** Everything else that would be: questions, greetings, spam, another agency's matters. */
  othersDropped: Share
}

/** What becomes of talk that is no report, and of reports by mistake; as a first message, where nothing else stands against it. */
export function rateScope(tips: readonly CorpusTip[], kinds: readonly CorpusKind[], look: Look): ScopeFigures {
  const texts = [...tips, ...kinds].map(({ text, labels }) => ({ text, kind: labels.kind, found: look(text) }))
  const isDropped = ({ text, found }: (typeof texts)[number]): boolean =>
    isBeyondDoubt(text, found) && isThroughout(text, look)
  const isReport = ({ kind }: (typeof texts)[number]): boolean => kind === 'tip' || kind === 'mixed'
  const chatter = texts.filter(({ kind }) => kind === 'out-of-scope')
  const reports = texts.filter(isReport)
  const others = texts.filter((one) => one.kind !== 'out-of-scope' && !isReport(one))
  const part = (list: typeof texts, isMeant: (one: (typeof texts)[number]) => boolean): Share => {
    const count = list.filter(isMeant).length
    return { count, of: list.length, ...wilson(count, list.length) }
  }
  return {
    recognised: part(chatter, ({ found }) => found.kind === 'out-of-scope'),
    dropped: part(chatter, isDropped),
    reportsDropped: part(reports, isDropped),
    othersDropped: part(others, isDropped),
  }
}
