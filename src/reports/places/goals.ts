import type { Share } from '../evaluation/scope.ts'
import { percent } from '../markdown-table.ts'
import type { Spread } from './cost.ts'
import type { PlaceEvaluation } from './evaluate-places.ts'

/** One line of the table: what is measured, how that is defined, what was wanted and what it is. */
export interface Goal {
  name: string
  definition: string
  wanted: string
  measured: string
  /** 95 % interval (Wilson), where it is a share. */
  interval: string
  /** Null where nothing was wanted, or nothing could be measured. */
  isReached: boolean | null
}

/** The figures asked of the resolver (issue 6), in its order, each against what was wanted. */
export function listGoals(figures: PlaceEvaluation): Goal[] {
  const { asSent, police, pins, cost, lossPoints } = figures
  return [
    atLeast(
      0.95,
      'right unit first, where one can be known',
      'first candidate, over messages that leave no doubt',
      asSent.rightFirst,
    ),
    atLeast(
      0.99,
      'right unit among the candidates',
      'any candidate, over messages that leave no doubt',
      asSent.rightAmong,
    ),
    atMost(
      0.005,
      'wrong unit routed automatically',
      'a unit decided that is not the one, or where none can be known; over all messages',
      asSent.wrongRouted,
    ),
    atLeast(
      0.95,
      'asked, or sent to the duty desk, when truly ambiguous',
      'no unit decided, over messages that may mean several',
      asSent.asked,
    ),
    atLeast(
      0.98,
      'no place claimed where there is none',
      'neither unit nor province nor candidate, over messages without a place',
      asSent.noneClaimed,
    ),
    atMost(
      0,
      'complaint about police routed to the unit complained about',
      'it is first recipient, informed, or stands in; over complaints about the police of a place',
      police.toAccused,
    ),
    {
      name: 'loss without diacritics',
      definition: 'right unit first as sent, less the same with every text stripped; points of a hundred',
      wanted: 'at most 2',
      measured: lossPoints.toFixed(1),
      interval: '',
      isReached: lossPoints <= 2,
    },
    pins === null
      ? notMeasured('pins in the right polygon', 'at least 0.997')
      : atLeast(
          0.997,
          'pins in the right polygon',
          'first candidate for a pin alone, over the samples',
          pins.rightPolygon,
          2,
        ),
    under(
      3,
      'ms',
      'p99 for a text of 100 words',
      `${cost.hundredWordsMs.of} texts cut from the messages joined, several places in each; one thread, warm, the middle of 5 rounds`,
      cost.hundredWordsMs.p99,
    ),
    cost.pinMs === null
      ? notMeasured('p99 for a pin', 'at most 0.1 ms')
      : under(
          0.1,
          'ms',
          'p99 for a pin',
          `${cost.pinMs.of} samples; one thread, warm, the middle of 5 rounds`,
          cost.pinMs.p99,
        ),
    under(40, 'MB', 'index in memory', 'heap and buffers held after loading, garbage collected', cost.indexMb),
    under(1_000, 'ms', 'load', 'from packed bytes to the first answer, cold', cost.loadMs),
  ]
}

/** What nothing was wanted of, and should be known beside the goals. */
export function listFurther({ asSent, stripped, police, policeStripped, pins, cost }: PlaceEvaluation): Goal[] {
  return [
    plain('right unit decided without asking', 'unit decided, over messages that leave no doubt', asSent.decidedRight),
    plain('the same without diacritics', 'every text stripped', stripped.decidedRight),
    plain('right unit first, without diacritics', 'every text stripped', stripped.rightFirst),
    plain('wrong unit routed, without diacritics', 'every text stripped', stripped.wrongRouted),
    plain(
      'all units among the candidates when ambiguous',
      'each that may be meant is listed, over messages that may mean several',
      asSent.allAmong,
    ),
    plain('province right where no more is told', 'that province and no unit', asSent.provinceRight),
    plain('no place claimed, without diacritics', 'every text stripped', stripped.noneClaimed),
    plain('complaint about police to any unit below the province', 'any recipient', police.belowProvince),
    plain('the same without diacritics', 'every text stripped', policeStripped.belowProvince),
    ...(pins === null ? [] : [plain('pin alone decides a wrong unit', 'over the samples', pins.wrongRouted)]),
    spread('text of 100 words with several places', 'as above', cost.hundredWordsMs),
    spread(
      'text of 100 words with one place',
      'each message, with words of messages without a place behind it',
      cost.onePlaceMs,
    ),
    ...(cost.pinMs === null ? [] : [spread('pin', 'as above', cost.pinMs)]),
    {
      name: 'load, of the processor',
      definition: 'the same load, without what other processes took',
      wanted: '',
      measured: `${cost.loadProcessorMs.toFixed(0)} ms`,
      interval: '',
      isReached: null,
    },
  ]
}

/** `12 of 34 (35.3 %)`. */
export function writeShare({ count, of }: Share, digits = 1): string {
  return `${count} of ${of} (${percent(of === 0 ? 0 : count / of, digits)})`
}

export function writeInterval({ low, high, of }: Share, digits = 1): string {
  return of === 0 ? '' : `${percent(low, digits)} to ${percent(high, digits)}`
}

function atLeast(least: number, name: string, definition: string, share: Share, digits = 1): Goal {
  const isReached = share.of === 0 ? null : share.count / share.of >= least
  return { ...plain(name, definition, share, digits), wanted: `at least ${least}`, isReached }
}

function atMost(most: number, name: string, definition: string, share: Share): Goal {
  const wanted = most === 0 ? '0' : `at most ${percent(most)}`
  return {
    ...plain(name, definition, share),
    wanted,
    isReached: share.of === 0 ? null : share.count / share.of <= most,
  }
}

function under(most: number, unit: string, name: string, definition: string, value: number): Goal {
  const measured = `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`
  return { name, definition, wanted: `at most ${most} ${unit}`, measured, interval: '', isReached: value <= most }
}

function plain(name: string, definition: string, share: Share, digits = 1): Goal {
  return {
    name,
    definition,
    wanted: '',
    measured: writeShare(share, digits),
    interval: writeInterval(share, digits),
    isReached: null,
  }
}

function spread(name: string, definition: string, { p50, p99, p99OfCalls, processorMean }: Spread): Goal {
  const [half, most, all, mean] = [p50, p99, p99OfCalls, processorMean].map((ms) => ms.toPrecision(2))
  return {
    name: `${name}: p50, p99, p99 of every call, mean of the processor`,
    definition,
    wanted: '',
    measured: `${half}, ${most}, ${all}, ${mean} ms`,
    interval: '',
    isReached: null,
  }
}

function notMeasured(name: string, wanted: string): Goal {
  const definition = 'not measured: the gazetteer brings no samples'
  return { name, definition, wanted, measured: '', interval: '', isReached: null }
}
