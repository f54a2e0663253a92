import { type Spread, spreadOf } from './statistics.ts'

/** A bound from the goals of the performance reference: the figure is to be at least, or at most, so much. */
export type Wanted = { least: number } | { most: number }

/** One figure over all rounds; without `wanted` it only explains another. */
export interface Figure {
  goal: string
  what: string
  /** Which engine carried the queue; null where none did. */
  engine: string | null
  unit: 'times' | 'ms' | 's' | 'us' | '/s' | 'bytes' | 'GB'
  wanted: Wanted | null
  rounds: number[]
}

/** Collects figures round by round, each under its goal, words and engine. */
export class Figures {
  readonly all: Figure[] = []

  add(figure: Omit<Figure, 'rounds'>, value: number): void {
    const { goal, what, engine } = figure
    const known = this.all.find((one) => one.goal === goal && one.what === what && one.engine === engine)
    if (known) known.rounds.push(value)
    else this.all.push({ ...figure, rounds: [value] })
  }
}

/** Whether the median keeps the bound; null where there is none. What could not be measured (NaN) has not reached it. */
export function isReached({ wanted, rounds }: Figure): boolean | null {
  if (wanted === null) return null
  const { median } = spreadOf(rounds)
  return 'least' in wanted ? median >= wanted.least : median <= wanted.most
}

export function wantedWords({ wanted, unit }: Figure): string {
  if (wanted === null) return ''
  return 'least' in wanted ? `≥ ${format(wanted.least, unit)}` : `≤ ${format(wanted.most, unit)}`
}

/** `0.42 (0.38 to 0.47)` */
export function measuredWords({ rounds, unit }: Figure): string {
  const { median, min, max }: Spread = spreadOf(rounds)
  if (rounds.length === 1 || rounds.every(Number.isNaN)) return format(median, unit)
  return `${format(median, unit)} (${format(min, unit)} to ${format(max, unit)})`
}

function format(value: number, unit: Figure['unit']): string {
  if (Number.isNaN(value)) return 'not measured'
  if (!Number.isFinite(value)) return 'never'
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  const number = value.toFixed(digits)
  return unit === 'times' ? number : `${number} ${unit}`
}
