import { z } from 'zod'
import { type AreaRef, UNCLEAR } from '../place.ts'

/** What the dialogue may ask, one question a message, in this order. */
export const QUESTIONS = ['what', 'where', 'when', 'confirm', 'now', 'hurt', 'receipt', 'withdraw'] as const
export type Question = (typeof QUESTIONS)[number]

/**
 * What one message raised and the whole report may dilute: it may be about police, or is for named officers alone. Kept
 * until the tip is written down.
 */
const marks = { isPoliceDoubted: z.boolean().default(false), isRestricted: z.boolean().default(false) }

/** A report in the making: messages heard and not yet filed. */
const draft = z.object({
  eventIds: z.array(z.string()),
  tells: z.object({ what: z.boolean(), where: z.boolean(), when: z.boolean() }),
  asked: z.array(z.enum(QUESTIONS)),
  isAboutPolice: z.boolean(),
  ...marks,
})
export type Draft = z.output<typeof draft>

export const EMPTY_DRAFT: Draft = {
  eventIds: [],
  tells: { what: false, where: false, when: false },
  asked: [],
  isAboutPolice: false,
  isPoliceDoubted: false,
  isRestricted: false,
}

/** Codes alone: what was said lies in the messages. */
const place = z.object({
  unclear: z.enum(UNCLEAR).nullable(),
  province: z.string().nullable(),
  candidates: z.array(z.string()),
  named: z.custom<AreaRef>((value) => typeof value === 'string' && /^[a-z-]+:.+$/.test(value)).nullable(),
})

const conversationState = z.object({
  version: z.literal(1),
  draft: draft.nullable(),
  /** What the last bubble asked; a number or a short word answers it. */
  pending: z.enum(QUESTIONS).nullable(),
  /** Buttons of the last bubble that had any, for channels that show them as numbers. */
  buttons: z.array(z.string()),
  tipId: z.string().nullable(),
  /** RFC 3339 instant of the last message that belonged to the tip. */
  tipAt: z.string().nullable(),
  failures: z.number().int(),
  hasGreeted: z.boolean(),
  language: z.enum(['vi', 'en']),
  /** RFC 3339 instant until which "could not be read here" is not repeated. */
  quietUntil: z.string().nullable(),
  /** The same for the notice of a flood: one notice must not swallow the other. */
  floodUntil: z.string().nullable().default(null),
  /** RFC 3339 instant of the last call text: in a flood it is said once a minute, and never left out. */
  calledAt: z.string().nullable().default(null),
  /** The last file sent: what follows within seconds, or of the same album, is one sending and answered once. */
  media: z.object({ groupId: z.string().nullable(), at: z.string(), answeredAt: z.string() }).nullable().default(null),
  /** The tip before a new one was begun, or before a long silence: who withdraws consent speaks of that one. */
  formerTipId: z.string().nullable().default(null),
  /** Words taken for spam and asked about: a report that follows takes them along. `at`: when the last was received. */
  spam: z
    .object({ eventIds: z.array(z.string()), at: z.string(), ...marks })
    .nullable()
    .default(null),
  /** Of the tip just filed: what is asked about its place once the question that was more pressing is answered. */
  placeToAsk: place.nullable().default(null),
})
export type ConversationState = z.output<typeof conversationState>

export const NEW_CONVERSATION: ConversationState = {
  version: 1,
  draft: null,
  pending: null,
  buttons: [],
  tipId: null,
  tipAt: null,
  failures: 0,
  hasGreeted: false,
  language: 'vi',
  quietUntil: null,
  floodUntil: null,
  calledAt: null,
  media: null,
  formerTipId: null,
  spam: null,
  placeToAsk: null,
}

/** What is said from now on is no part of the tip any more. */
export function leaveTip(state: ConversationState): ConversationState {
  return { ...state, tipId: null, formerTipId: state.tipId ?? state.formerTipId, placeToAsk: null }
}

/** @throws {z.ZodError} for a state no version of ours wrote. */
export function readState(value: unknown): ConversationState {
  return value === null || value === undefined ? NEW_CONVERSATION : conversationState.parse(value)
}
