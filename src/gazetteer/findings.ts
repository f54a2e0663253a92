import { describePlace, type FilePlace } from '../tables/fault.ts'

/** `error`: the release cannot be activated. `repair`: what was wrong and has been put right, or left out. */
export type Severity = 'error' | 'warning' | 'repair' | 'note'

/** What an import or a validation has to say, and how bad it is; in English, for the command line. */
const KINDS = {
  unreadable: ['error', 'files that cannot be read'],
  'missing-part': ['error', 'parts that a release cannot be without'],
  'bad-cell': ['error', 'cells that cannot be what their column says'],
  'bad-boundary': ['error', 'boundaries that are none'],
  'duplicate-code': ['error', 'codes that stand twice'],
  'dangling-code': ['error', 'codes of areas that are not there'],
  'ward-without-edge': ['error', 'old wards of which nothing says what they became'],
  'wrong-province': ['error', 'areas whose province contradicts what they were made of'],
  'wrong-count': ['error', 'counts that differ from what the folder states'],
  'outside-country': ['error', 'points outside the country'],
  'unclosed-ring': ['error', 'rings that do not close'],
  'not-national': ['warning', 'counts that differ from those of the whole country'],
  'boundary-missing': ['warning', 'communes without a boundary'],
  'point-not-inside': ['warning', 'inner points that lie outside the boundary of their commune'],
  'whole-and-more': ['warning', 'old wards that went into one commune whole and into others too'],
  'names-differ': ['warning', 'areas that two files name differently; the list of units stands'],
  'unknown-column': ['warning', 'columns that mean nothing to us and are left out'],
  'unknown-file': ['warning', 'files that mean nothing to us and are left out'],
  'unknown-alias': ['warning', 'names of areas that are not there, left out'],
  'padded-code': ['repair', 'codes that had lost their leading zeros'],
  'other-name': ['repair', 'names with another spelling, kept beside the first'],
  'other-code': ['repair', 'codes that differ between lists, kept beside the first'],
  'typed-name': ['repair', 'names with their type written in, which was cut off'],
  'moved-province': ['repair', 'old districts known to stand under the wrong province, moved'],
  'contradicting-alias': ['repair', 'former names that contradict their own province or district, left out'],
  'empty-row': ['repair', 'rows that are only titles or are empty, left out'],
  'repeated-row': ['repair', 'rows that repeat another, left out'],
  'odd-name': ['repair', 'names of streets with signs that no name has, left out'],
  'idle-alias': ['note', 'names that only repeat the official one, left out'],
  'old-population': ['note', 'population figures, some from before the mergers: to rank by, never to report'],
  'divided-district': ['note', 'old districts divided before 2025, whose name leads to each part'],
  'type-changed': ['note', 'areas whose type changed; the former is kept beside it'],
  'not-used': ['note', 'files that are no part of a release'],
} as const satisfies Record<string, readonly [Severity, string]>

export type FindingKind = keyof typeof KINDS

export interface Finding {
  kind: FindingKind
  severity: Severity
  count: number
  /** The first few, with where they stand. */
  samples: readonly { at: FilePlace | null; detail: string }[]
}

const SAMPLES_MAX = 12

/** Gathers findings by kind; a kind that comes ten thousand times is one finding with a count. */
export interface Findings {
  add(kind: FindingKind, detail: string, at?: FilePlace | null): void
  /** Errors first, then as they came. */
  list(): Finding[]
  hasErrors(): boolean
}

export function makeFindings(): Findings {
  const found = new Map<FindingKind, { count: number; samples: { at: FilePlace | null; detail: string }[] }>()
  const order: Record<Severity, number> = { error: 0, warning: 1, repair: 2, note: 3 }
  return {
    add(kind, detail, at = null) {
      const one = found.get(kind) ?? { count: 0, samples: [] }
      one.count++
      if (one.samples.length < SAMPLES_MAX) one.samples.push({ at, detail })
      found.set(kind, one)
    },
    list: () =>
      [...found]
        .map(([kind, one]): Finding => ({ kind, severity: KINDS[kind][0], ...one }))
        .sort((a, b) => order[a.severity] - order[b.severity]),
    hasErrors: () => [...found.keys()].some((kind) => KINDS[kind][0] === 'error'),
  }
}

/** True where nothing stands in the way of activating. */
export function isFit(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error')
}

/** Lines for a terminal: what and how many, and below each the first few with their places. */
export function describeFindings(findings: readonly Finding[], samplesMax = 3): string[] {
  return findings.flatMap(({ kind, severity, count, samples }) => [
    `${severity.toUpperCase().padEnd(8)} ${count} ${KINDS[kind][1]}`,
    ...samples
      .slice(0, severity === 'error' ? SAMPLES_MAX : samplesMax)
      .map(({ at, detail }) => `         ${at ? `${describePlace(at)}: ` : ''}${detail}`),
  ])
}
