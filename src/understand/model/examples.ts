import type { Urgency } from '../../domain/tip.ts'
import { readKinds, readPolice, readTips } from './corpus.ts'
import type { HeadName } from './heads.ts'

/** A text to learn from, with the labels that are known of it. */
export interface Example {
  text: string
  /**
   * Whoever wrote it: one voice is never on both sides of a fold. Of the corpus that is the writer and not the person they
   * wrote as: all persons of a writer have one hand, and officers' tips will be of none of them.
   */
  voice: string
  labels: Partial<Record<HeadName, string>>
}

/** Where officials are complained about it was not labelled whether they are police. */
const MAY_BE_POLICE = 'corruption-misconduct'

/**
 * Where the writer did not say whether to call: all critical tips of those who said so ask for it, none that is normal or
 * low; of high ones one in five, so there it stays unknown.
 */
function callLabel(callNow: boolean | undefined, urgency: Urgency): { callNow?: string } {
  if (callNow !== undefined) return { callNow: yesNo(callNow) }
  return urgency === 'high' ? {} : { callNow: yesNo(urgency === 'critical') }
}

/** `A47` is a person of writer A. */
function writerOf(person: string): string {
  return person.replace(/\d{1,8}$/, '')
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no'
}

/** The training part as every head learns from it. @throws {AppError} `bad-data` */
export function readExamples(): Example[] {
  return [
    ...readTips('train').map(({ text, voice, labels: { category, urgency, kind, callNow } }) => ({
      text,
      voice: writerOf(voice),
      labels: {
        category,
        urgency,
        kind,
        ...callLabel(callNow, urgency),
        ...(category === MAY_BE_POLICE ? {} : { police: 'no' }),
      },
    })),
    ...readKinds('train').map(({ text, voice, labels: { kind } }) => ({
      text,
      voice: writerOf(voice),
      labels: { kind, police: 'no' },
    })),
    ...readPolice('train').map(({ text, voice, labels: { isComplaint } }) => ({
      text,
      voice: writerOf(voice),
      labels: { police: yesNo(isComplaint), ...(isComplaint ? { kind: 'tip' } : {}) },
    })),
  ]
}
