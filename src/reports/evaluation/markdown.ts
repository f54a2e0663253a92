import type { Evaluation } from './evaluate.ts'
import type { CategoryFigures } from './figures.ts'
import type { Share } from './scope.ts'

/** The evaluation as Markdown tables; shares in per cent. */
export function writeMarkdown(figures: Evaluation): string {
  const { model, nearness, timeMs, labellers, police } = figures
  return [
    '# Evaluation on the frozen test part',
    '',
    `Model ${model.version}, seed ${model.seed}; ${figures.texts.train} training texts, ${figures.texts.test} test texts. All texts are`,
    'synthetic, written and labelled by language models: accuracy on real tips is unknown until officers have reviewed some.',
    '',
    '## Category',
    '',
    ...table(
      ['who', 'text', 'macro-F1', 'top-1', 'top-3', 'accuracy at 75 % coverage', 'calibration error'],
      figures.categories.flatMap(({ name, asSent, stripped }) => [
        [name, 'as sent', ...categoryCells(asSent)],
        [name, 'without diacritics', ...categoryCells(stripped)],
      ]),
    ),
    ...figures.notRun,
    '',
    '## Urgency, and telling to call',
    '',
    ...table(
      [
        'who',
        'exact',
        'within one',
        `call-now recall (of ${figures.urgency[0]?.callNowWanted ?? 0})`,
        'call-now precision',
      ],
      figures.urgency.map((row) => [
        row.name,
        ...[row.exact, row.withinOne, row.callNowRecall, row.callNowPrecision].map(percent),
      ]),
    ),
    '## The stage as it decides',
    '',
    ...table(
      ['who', 'category stands without a person', 'of those right', 'tips taken for no report'],
      figures.stage.map((row) => [row.name, ...[row.coverage, row.accuracyCovered, row.tipsLost].map(percent)]),
    ),
    '## Kinds that are no plain tips',
    '',
    ...table(
      ['kind', 'texts', 'recognised', 'taken for a report', 'recognised by rules', 'taken for a report by rules'],
      figures.kinds.map(({ kind, texts, right, asReport }, at) => [
        kind,
        String(texts),
        percent(right),
        percent(asReport),
        percent(figures.kindsByRules[at]?.right ?? 0),
        percent(figures.kindsByRules[at]?.asReport ?? 0),
      ]),
    ),
    '## Out of scope',
    '',
    ...table(
      ['what', 'texts', 'of', 'share', '95 % interval'],
      [
        ['recognised as out of scope', ...shareCells(figures.scope.recognised)],
        ['destroyed once officers have reviewed enough', ...shareCells(figures.scope.dropped)],
        ['reports destroyed by mistake', ...shareCells(figures.scope.reportsDropped)],
        ['other messages destroyed', ...shareCells(figures.scope.othersDropped)],
      ],
    ),
    '## Complaints about police',
    '',
    ...table(
      ['who', 'found', 'veiled ones found', 'look-alikes taken', 'other tips taken'],
      [
        ['rules', ...policeCells(figures.policeByRules)],
        ['rules and model', ...policeCells(police)],
      ],
    ),
    '## Entities, value for value',
    '',
    ...table(
      ['type', 'labelled', 'precision', 'recall', 'F1', 'F1 without diacritics'],
      figures.entities.map(({ type, asSent, stripped }) => [
        type,
        String(asSent.wanted),
        percent(asSent.precision),
        percent(asSent.recall),
        asSent.f1.toFixed(3),
        stripped.f1.toFixed(3),
      ]),
    ),
    '## Words by which reporters give themselves away',
    '',
    ...table(
      ['who', 'spans of the reporter', 'found', '95 % interval', 'spans of the accused', 'covered', '95 % interval'],
      figures.selfIds.map(({ name, reporter, accused }) => [
        name,
        String(reporter.spans),
        percent(reporter.recall),
        `${percent(reporter.low)} to ${percent(reporter.high)}`,
        String(accused.spans),
        percent(accused.share),
        `${percent(accused.low)} to ${percent(accused.high)}`,
      ]),
    ),
    '## Each leaf',
    '',
    ...table(
      ['leaf', 'texts', 'recall', '95 % interval', 'precision', 'recall without diacritics'],
      figures.leaves.map((leaf) => [
        leaf.code,
        String(leaf.texts),
        percent(leaf.recall),
        `${percent(leaf.low)} to ${percent(leaf.high)}`,
        percent(leaf.precision),
        percent(leaf.recallStripped),
      ]),
    ),
    '## The test itself',
    '',
    ...table(
      ['figure', 'value'],
      [
        ...Object.entries(labellers).map(([what, { kappa, share }]) => [
          `two blind labellers, ${what}`,
          `kappa ${kappa.toFixed(3)}, agreed on ${percent(share)}`,
        ]),
        [
          'nearest training text, Jaccard of 5 characters: p50, p95, max',
          [nearness.p50, nearness.p95, nearness.max].map((n) => n.toFixed(3)).join(', '),
        ],
        ['time a text, model: p50, p99', `${timeMs.model.p50.toFixed(2)}, ${timeMs.model.p99.toFixed(2)} ms`],
        [
          'time a text of 100 words, rules and model: p50, p99',
          `${timeMs.hundredWords.p50.toFixed(2)}, ${timeMs.hundredWords.p99.toFixed(2)} ms`,
        ],
        ['time a text, rules and model: p50, p99', `${timeMs.stage.p50.toFixed(2)}, ${timeMs.stage.p99.toFixed(2)} ms`],
      ],
    ),
  ].join('\n')
}

function categoryCells({ macroF1, top1, top3, accuracyAt75, calibrationError }: CategoryFigures): string[] {
  return [macroF1.toFixed(3), percent(top1), percent(top3), percent(accuracyAt75), calibrationError.toFixed(3)]
}

function shareCells({ count, of, low, high }: Share): string[] {
  return [String(count), String(of), percent(of === 0 ? 0 : count / of), `${percent(low)} to ${percent(high)}`]
}

function policeCells({ recall, recallVeiled, lookAlikesTaken, tipsTaken }: Evaluation['police']): string[] {
  return [recall, recallVeiled, lookAlikesTaken, tipsTaken].map(percent)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}
