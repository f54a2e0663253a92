import type { ViewOf } from '../../gazetteer/view-of.ts'
import { keepBook } from '../../understand/alike/book.ts'
import type { IncidentLine } from '../../understand/alike/incident-set.ts'
import { makeJudge } from '../../understand/alike/judge.ts'
import { makeChooser } from '../../understand/alike/model-choice.ts'
import type { PairModel } from '../../understand/alike/pair-model.ts'
import { rateBook, type Share } from '../../understand/alike/rate-book.ts'
import { stripMarks } from '../../understand/model/strip-marks.ts'
import { table } from '../markdown-table.ts'
import { type Likeness, type Peer, rateBm25, rateNearby, rateStringSimilarity, rateTrigrams } from './peers.ts'

/** Every figure of telling one event from another, on a labelled set, and of four other ways on the same tips. */
export async function evaluateIncidents(parts: {
  lines: readonly IncidentLine[]
  viewOf: ViewOf
  model: PairModel
  /** As Postgres' pg_trgm says it; null where no server could be started. */
  trigrams: ((texts: readonly string[]) => Promise<Likeness>) | null
  now: () => number
}) {
  const { lines, model, now } = parts
  const judge = makeJudge(model)
  const choose = makeChooser(model)
  const read = (change: (text: string) => string) => {
    const tips = lines.map(({ id, sender, text, at }) => ({ id, sender, view: parts.viewOf(change(text), at) }))
    return { tips, rated: rateBook(lines, keepBook(tips, choose)) }
  }
  const asSent = read((text) => text)
  const stripped = read(stripMarks)
  const views = asSent.tips.map(({ view }) => view)
  const peers: Peer[] = [
    ...(parts.trigrams === null ? [] : [rateTrigrams(lines, await parts.trigrams(lines.map(({ text }) => text)))]),
    ...rateStringSimilarity(lines),
    rateNearby(lines, views),
    rateBm25(lines),
  ]
  const startMs = now()
  const judged = views
    .slice(-100)
    .map((one) => views.slice(0, 40).map((other) => judge(one, other, { isSameSender: false, tipsBetween: 0 })))
  return {
    model: model.version,
    incidents: new Set(lines.map(({ incident }) => incident)).size,
    tips: lines.length,
    asSent: asSent.rated,
    stripped: stripped.rated,
    lossPoints: (asSent.rated.pairs.f1 - stripped.rated.pairs.f1) * 100,
    peers,
    /** Of judging 40 candidates. */
    judgeMs: (now() - startMs) / Math.max(1, judged.length),
  }
}
export type IncidentEvaluation = Awaited<ReturnType<typeof evaluateIncidents>>

const percent = ({ count, of }: Share): string =>
  of === 0 ? 'none' : `${((100 * count) / of).toFixed(1)} % (${count} of ${of})`

export function writeIncidents(found: IncidentEvaluation): string {
  const { asSent, stripped, peers } = found
  const best = Math.max(...peers.map(({ rated }) => rated.f1))
  const perTrue = asSent.suggestions.of / Math.max(1, asSent.suggestions.count)
  const share = ({ count, of }: Share): number => (of === 0 ? 0 : count / of)
  const goal = (isReached: boolean): string => (isReached ? 'yes' : 'NO')
  const rows = [
    ['copies found', 'at least 98 %', percent(asSent.copies.recall), goal(share(asSent.copies.recall) >= 0.98)],
    [
      'of links by copied words, right',
      'at least 99 %',
      percent(asSent.copies.precision),
      goal(share(asSent.copies.precision) >= 0.99),
    ],
    [
      'pairwise F1 over incidents, suggestions counted as links',
      'at least 0.90',
      asSent.pairs.f1.toFixed(3),
      goal(asSent.pairs.f1 >= 0.9),
    ],
    [
      'the same in points above the best peer',
      'at least 10',
      ((asSent.pairs.f1 - best) * 100).toFixed(1),
      goal(asSent.pairs.f1 - best >= 0.1),
    ],
    ['suggestions shown for each true one', 'at most 1.5', perTrue.toFixed(2), goal(perTrue <= 1.5)],
    [
      'automatic links that join two events',
      'at most 0.5 %',
      percent(asSent.wrongAutomatic),
      goal(share(asSent.wrongAutomatic) <= 0.005),
    ],
    ['escalations raised', 'at least 99 %', percent(asSent.escalations), goal(share(asSent.escalations) >= 0.99)],
    ['points of F1 lost without diacritics', 'at most 2', found.lossPoints.toFixed(1), goal(found.lossPoints <= 2)],
  ]
  const others = [
    ['pairs put together that belong together', percent(asSent.pairs.precision)],
    ['pairs that belong together, put together', percent(asSent.pairs.recall)],
    ['one of the same event among those compared', percent(asSent.found)],
    ['raised though nothing is worse', percent(asSent.raisedInVain)],
    ['pairwise F1 without diacritics', stripped.pairs.f1.toFixed(3)],
    ['40 candidates judged in', `${found.judgeMs.toFixed(2)} ms`],
  ]
  const rivals = peers.map(({ name, threshold, rated }) => [
    name,
    threshold === null ? '' : threshold.toFixed(2),
    percent(rated.precision),
    percent(rated.recall),
    rated.f1.toFixed(3),
  ])
  return `# One incident, many voices

${found.tips} tips of ${found.incidents} incidents, in the order they were received; model ${found.model}. The set is frozen:
nobody who mends the program has read it. Synthetic, written and labelled with a language model's help. Made by
\`npx tinbao evaluate --incidents --md docs/incidents.md\`.

${table(['figure', 'wanted', 'measured', 'reached'], rows).join('\n')}
${table(['what else', 'measured'], others).join('\n')}
Other ways on the same tips in the same run. Each has the threshold that is best on this very set; ours was chosen elsewhere.

${table(['peer', 'threshold', 'precision', 'recall', 'pairwise F1'], rivals).join('\n')}
`
}
