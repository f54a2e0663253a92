import { isSame, type ReleaseDiff } from '../gazetteer/diff.ts'

/** Longer lists of a kind are cut; `--json` has all. */
const SHOWN_MAX = 40

const COUNTED: Readonly<Record<string, string>> = {
  provinces: 'provinces',
  communes: 'communes',
  oldProvinces: 'old provinces',
  oldDistricts: 'old districts',
  oldWards: 'old wards',
  edges: 'changes of wards',
  aliases: 'other names',
  streets: 'streets',
  boundaries: 'boundaries',
}

/** `34 provinces, 3321 communes …`: what there is none of is left out. */
export function describeCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(COUNTED)
    .filter(([key]) => (counts[key] ?? 0) > 0)
    .map(([key, words]) => `${counts[key]} ${words}`)
    .join(', ')
}

/** Lines for a terminal: a heading for each kind of change, and each change below it. */
export function describeDiff(diff: ReleaseDiff): string[] {
  if (isSame(diff)) return [`${diff.from} and ${diff.to} say the same.`]
  const { provinces, communes, oldWards, edges, aliases, boundaries } = diff
  return [
    `From ${diff.from} to ${diff.to}:`,
    ...describeAreas('Provinces', provinces),
    ...describeAreas('Communes', communes),
    ...section(
      'Communes in another province',
      communes.moved.map((one) => `${one.code} ${one.name}: ${one.before} → ${one.after}`),
    ),
    ...section('Old wards added', oldWards.added),
    ...section('Old wards gone', oldWards.gone),
    ...section(
      'Changes of wards added',
      edges.added.map((one) => `${one.oldWard} → ${one.commune} (${one.kind})`),
    ),
    ...section(
      'Changes of wards gone',
      edges.gone.map((one) => `${one.oldWard} → ${one.commune} (${one.kind})`),
    ),
    ...section(
      'Changes of wards of another kind',
      edges.changed.map((one) => `${one.oldWard} → ${one.commune}: ${one.before} → ${one.kind}`),
    ),
    ...section('Other boundaries', boundaries),
    ...(aliases.added + aliases.gone === 0 ? [] : [`Other names: ${aliases.added} added, ${aliases.gone} gone.`]),
  ]
}

function describeAreas(what: string, areas: ReleaseDiff['provinces']): string[] {
  return [
    ...section(
      `${what} added`,
      areas.added.map((one) => `${one.code} ${one.name} (${one.type})`),
    ),
    ...section(
      `${what} gone`,
      areas.gone.map((one) => `${one.code} ${one.name} (${one.type})`),
    ),
    ...section(
      `${what} renamed`,
      areas.renamed.map((one) => `${one.code} ${one.before} → ${one.after}`),
    ),
    ...section(
      `${what} spelled otherwise`,
      areas.respelled.map((one) => `${one.code} ${one.before} → ${one.after}`),
    ),
    ...section(
      `${what} of another type`,
      areas.retyped.map((one) => `${one.code} ${one.name}: ${one.before} → ${one.after}`),
    ),
  ]
}

function section(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const left = lines.length - SHOWN_MAX
  const more = left > 0 ? [`  … and ${left} more; --json has all`] : []
  return [`${heading}: ${lines.length}`, ...lines.slice(0, SHOWN_MAX).map((line) => `  ${line}`), ...more]
}
