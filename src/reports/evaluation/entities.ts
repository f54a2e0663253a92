import { findBank } from '../../data/banks.ts'
import type { Entities } from '../../understand/analysis.ts'
import type { CorpusEntities } from '../../understand/model/corpus.ts'
import { wilson } from '../../understand/model/measures.ts'
import { stripMarks } from '../../understand/model/strip-marks.ts'

export const ENTITY_TYPES = ['phone', 'plate', 'account', 'link', 'handle', 'money', 'time'] as const
export type EntityType = (typeof ENTITY_TYPES)[number]

/** What rules or a model find in a text received at that instant. */
export type LookForEntities = (text: string, receivedAt: string) => Entities

export interface EntityScore {
  /** Labelled, found, and found with exactly the value of the label. */
  wanted: number
  found: number
  right: number
  precision: number
  recall: number
  f1: number
  /** Wilson intervals, 95 %. */
  precisionWithin: { low: number; high: number }
  recallWithin: { low: number; high: number }
}

export interface EntityFigures {
  type: EntityType
  asSent: EntityScore
  stripped: EntityScore
}

/** How much of each type is found, value for value, as the texts were sent and without diacritics. Pure. */
export function rateEntities(texts: readonly CorpusEntities[], look: LookForEntities): EntityFigures[] {
  const asSent = compareAll(texts, look)
  const stripped = compareAll(
    texts.map((one) => ({ ...one, text: stripMarks(one.text) })),
    look,
  )
  return ENTITY_TYPES.map((type) => ({ type, asSent: score(asSent, type), stripped: score(stripped, type) }))
}

interface Counts {
  type: EntityType
  wanted: number
  found: number
  right: number
}

function compareAll(texts: readonly CorpusEntities[], look: LookForEntities): Counts[] {
  return texts.flatMap(({ text, receivedAt, labels }) => {
    const found = keysOf(look(text, receivedAt))
    return ENTITY_TYPES.map((type) => {
      const wanted = labels.entities.filter((entity) => entity.type === type).map(keyOf)
      return { type, wanted: wanted.length, found: found[type].length, right: countShared(wanted, found[type]) }
    })
  })
}

/** Each label is met by one finding at most: who names a sum twice has to be read twice. */
function countShared(wanted: readonly string[], found: readonly string[]): number {
  const left = [...found]
  return wanted.filter((key) => {
    const at = left.indexOf(key)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }).length
}

function score(all: readonly Counts[], type: EntityType): EntityScore {
  const own = all.filter((counts) => counts.type === type)
  const sum = (read: (counts: Counts) => number): number => own.reduce((total, counts) => total + read(counts), 0)
  const [wanted, found, right] = [sum((one) => one.wanted), sum((one) => one.found), sum((one) => one.right)]
  return {
    wanted,
    found,
    right,
    precision: found === 0 ? 1 : right / found,
    recall: wanted === 0 ? 1 : right / wanted,
    f1: wanted + found === 0 ? 1 : (2 * right) / (wanted + found),
    precisionWithin: wilson(right, found),
    recallWithin: wilson(right, wanted),
  }
}

type Label = CorpusEntities['labels']['entities'][number]

function keyOf(label: Label): string {
  switch (label.type) {
    case 'account':
      return accountKey(label.value.bank, label.value.digits)
    case 'money':
      return String(label.value)
    case 'time':
      return timeKey(label.value)
    case 'handle':
      return label.value.toLowerCase()
    default:
      return label.value
  }
}

function keysOf(entities: Entities): Record<EntityType, string[]> {
  return {
    phone: entities.phones.map(({ value }) => value),
    plate: entities.plates.map(({ value }) => value),
    account: entities.accounts.map(({ value }) => accountKey(value.bank, value.number)),
    link: entities.urls.map(({ value }) => value),
    // names of accounts do not heed case
    handle: entities.handles.map(({ value }) => value.toLowerCase()),
    money: entities.money.map(({ value }) => String(value)),
    time: entities.times.map(({ value }) => timeKey(value)),
  }
}

/** Labels name banks by their codes, findings as officers read them: both are the bank. */
function accountKey(bank: string | null, digits: string): string {
  return `${bank === null ? '' : (findBank(bank) ?? bank)} ${digits}`
}

function timeKey({ from, to }: { from: string; to: string }): string {
  return `${Date.parse(from)} ${Date.parse(to)}`
}
