import { z } from 'zod'
import { URGENCIES, type Urgency } from '../domain/tip.ts'
import { analyse } from '../understand/analyse.ts'
import type { Analysis } from '../understand/analysis.ts'
import { makeClassifier } from '../understand/model/classifier.ts'
import { hashCorpus, readPolice, readTips } from '../understand/model/corpus.ts'
import { judgeWith } from '../understand/model/judge.ts'
import { macroF1 } from '../understand/model/measures.ts'
import type { Model } from '../understand/model/model.ts'
import { stripMarks } from '../understand/model/strip-marks.ts'
import { read } from '../understand/reading.ts'

const count = z.number().int().min(0)
const found = z.strictObject({ hits: count, wanted: count })

export const EXAM = z.strictObject({
  /** SHA-256 of the test part: figures of another one say nothing beside these. */
  test: z.string(),
  texts: count,
  macroF1: z.number(),
  /** On the same texts without their diacritics. */
  macroF1Stripped: z.number(),
  leaves: z.array(z.strictObject({ code: z.string(), ...found.shape })),
  /** Of the texts that need a call now, how many are told so; rules and model together, as everywhere below. */
  callNow: found,
  /** Of the texts told to call, how many must. */
  calls: found,
  /** Texts whose urgency is at most one level away. Cards of before it was asked have neither this nor the next. */
  urgencyNear: found.exactOptional(),
  /** Of the texts that are critical or high, how many are taken for at least as urgent as they are. */
  urgent: found.exactOptional(),
  /** Complaints about police that are seen as such. */
  police: found,
  /** Of tips about anything else, how many are held for a doubt that police are complained about. */
  held: found,
  /** Reports that are taken for reports. */
  reports: found,
  /** Of reports, how many have a category without a person. */
  sure: found,
  /** Of one category taken for another, most often first. `got` null: for none. */
  confusions: z.array(z.strictObject({ wanted: z.string(), got: z.string().nullable(), count })),
})

/** What a model does on the frozen test part: totals, never a text. */
export type Exam = z.output<typeof EXAM>

/** No commune reads it before a person above has. */
const isKept = ({ aboutPolice, isPoliceDoubted }: Analysis): boolean =>
  aboutPolice.length > 0 || isPoliceDoubted === true
/** Where it is not said whether the officials complained about are police. */
const MAY_BE_POLICE = 'corruption-misconduct'
/** Nothing here depends on when a text came. */
const ANY_TIME = { receivedAt: '2026-11-20T03:00:00Z' }

/** Judges a model on the frozen test part, which trains nothing. Ten seconds or so. @throws {AppError} `bad-data` */
export function examine(model: Model): Exam {
  const classifier = makeClassifier(model)
  const ask = (text: string) => {
    const reading = read(text)
    const rules = analyse(text, ANY_TIME, reading)
    const first = classifier.predict(reading, rules).categories[0]?.code ?? null
    return { first, whole: judgeWith(classifier, reading, rules) }
  }
  const tips = readTips('test')
  const asked = tips.map(({ text, labels }) => ({ labels, ...ask(text) }))
  const pairs = asked.map(({ labels, first }) => ({ wanted: labels.category, got: first }))
  const bare = tips.map(({ text, labels }) => ({ wanted: labels.category, got: ask(stripMarks(text)).first }))
  const reports = asked.filter(({ labels }) => labels.kind === 'tip')
  const complaints = readPolice('test').filter(({ labels }) => labels.isComplaint)
  return {
    test: hashCorpus('test'),
    texts: tips.length,
    macroF1: macroF1(pairs),
    macroF1Stripped: macroF1(bare),
    leaves: [...Map.groupBy(pairs, ({ wanted }) => wanted)]
      .map(([code, own]) => ({ code, ...tally(own, ({ got }) => got === code) }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    callNow: tally(
      asked.filter(({ labels }) => labels.callNow === true),
      ({ whole }) => whole.callNow,
    ),
    calls: tally(
      asked.filter(({ whole }) => whole.callNow),
      ({ labels }) => labels.callNow === true,
    ),
    ...countUrgencies(asked.map(({ labels, whole }) => ({ wanted: labels.urgency, got: whole.urgency }))),
    police: tally(complaints, ({ text }) => isKept(ask(text).whole)),
    held: tally(
      asked.filter(({ labels }) => labels.category !== MAY_BE_POLICE && labels.secondary !== MAY_BE_POLICE),
      ({ whole }) => isKept(whole),
    ),
    reports: tally(reports, ({ whole }) => whole.kind === 'tip' || whole.kind === 'mixed'),
    sure: tally(reports, ({ whole }) => whole.category !== null),
    confusions: listConfusions(pairs),
  }
}

/** A critical text taken for high is missed by `urgent`, though near; a high one taken for critical is missed by neither. */
export function countUrgencies(
  pairs: readonly { wanted: Urgency; got: Urgency }[],
): Required<Pick<Exam, 'urgencyNear' | 'urgent'>> {
  return {
    urgencyNear: tally(pairs, ({ wanted, got }) => Math.abs(rankOf(wanted) - rankOf(got)) <= 1),
    urgent: tally(
      pairs.filter(({ wanted }) => rankOf(wanted) <= rankOf('high')),
      ({ wanted, got }) => rankOf(got) <= rankOf(wanted),
    ),
  }
}

/** 0 for the most urgent. */
function rankOf(urgency: Urgency): number {
  return URGENCIES.indexOf(urgency)
}

function tally<T>(list: readonly T[], isHit: (one: T) => boolean): { hits: number; wanted: number } {
  return { hits: list.filter(isHit).length, wanted: list.length }
}

function listConfusions(pairs: readonly { wanted: string; got: string | null }[]): Exam['confusions'] {
  const wrong = pairs.filter(({ wanted, got }) => wanted !== got)
  return [...Map.groupBy(wrong, ({ wanted, got }) => `${wanted} ${got ?? ''}`).values()]
    .flatMap((same) => (same[0] === undefined ? [] : [{ ...same[0], count: same.length }]))
    .sort((a, b) => b.count - a.count || (a.wanted < b.wanted ? -1 : 1))
}
