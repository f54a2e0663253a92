/** From a seed to everything that will happen: pure, so that the seed printed with a failure plays it again. */
import { type Dice, makeDice } from './dice.ts'
import { drawIncidents, type Incident } from './incidents.ts'
import { drawScript, type Role, type Script, wordsFor } from './scripts.ts'

export type Engine = 'postgres' | 'redis'
export type Platform = 'telegram' | 'zalo-bot'

export interface PlanOrder {
  seed: number
  /** Distinct messages; what is sent twice on purpose comes on top. */
  messages: number
  kills: number
  engine: Engine
}

export interface PlannedChat {
  platform: Platform
  /** As the platform names it. */
  chatId: string
  script: Script
}

export interface PlannedMessage {
  /** Names it in the ledger. */
  id: string
  /** From 0, in the order of the script. */
  number: number
  chat: PlannedChat
  role: Role
  text: string
  /** The platform tries it once and never again, whatever the answer: its outcome may stay unknown. */
  isGivenUp: boolean
}

export interface Plan extends PlanOrder {
  chats: PlannedChat[]
  said: PlannedMessage[]
  /** Every delivery of the platforms, in order; a message that occurs again is a redelivery. */
  posts: PlannedMessage[]
  /** In the order in which they fall. */
  incidents: Incident[]
}

/** Of both platforms' pace (25 and 10 bubbles a second) Telegram has so much. */
const TELEGRAM_SHARE = 0.7
/** Distance between two messages of a chat, in posts of all chats: some seconds at the sender's pace. */
const GAP = { min: 5, max: 200 }
const SHUFFLED_SHARE = 0.15
const REPEATED_SHARE = 0.08
/** How many posts later a redelivery comes; 0 is beside the first. */
const REPEAT_AFTER_MAX = 150
const GIVEN_UP_SHARE = 0.03

/** The same order, the same plan. Engines differ in nothing but what is killed. */
export function makePlan(order: PlanOrder): Plan {
  const dice = makeDice(order.seed)
  const chats: PlannedChat[] = []
  const said: PlannedMessage[] = []
  const placed: { at: number; message: PlannedMessage }[] = []
  while (said.length < order.messages) {
    const chat = drawChat(dice, chats.length, order.messages - said.length)
    chats.push(chat)
    const messages = drawMessages(dice, chat, said.length)
    said.push(...messages)
    placed.push(...placeMessages(dice, messages, order.messages))
  }
  placed.sort((a, b) => a.at - b.at || a.message.number - b.message.number)
  const posts = placed.map(({ message }) => message)
  // Dice of their own: another number of kills leaves the messages as they were.
  const incidents = drawIncidents(makeDice(order.seed ^ 0x5eed), { ...order, posts: posts.length })
  return { ...order, chats, said, posts, incidents }
}

function drawChat(dice: Dice, index: number, lengthMax: number): PlannedChat {
  const platform = dice.happens(TELEGRAM_SHARE) ? 'telegram' : 'zalo-bot'
  const chatId = platform === 'telegram' ? String(820_000_001 + index) : `ca05${index.toString(16).padStart(16, '0')}`
  return { platform, chatId, script: drawScript(dice, lengthMax) }
}

function drawMessages(dice: Dice, chat: PlannedChat, first: number): PlannedMessage[] {
  // Only where nothing hangs on it: of two messages that belong together none is given up.
  const isGivenUp = chat.script.length === 1 && dice.happens(GIVEN_UP_SHARE)
  return chat.script.map((role, at) => {
    const number = first + at
    return {
      id: `m${String(number).padStart(6, '0')}`,
      number,
      chat,
      role,
      text: wordsFor(role, number, dice),
      isGivenUp,
    }
  })
}

function placeMessages(dice: Dice, messages: readonly PlannedMessage[], total: number) {
  const times: number[] = []
  let at = dice.between(0, total)
  for (const _ of messages) {
    times.push(at)
    at += dice.between(GAP.min, GAP.max)
  }
  const order = dice.happens(SHUFFLED_SHARE) ? times.toReversed() : times
  return messages.flatMap((message, index) => {
    const first = { at: order[index] ?? at, message }
    if (message.isGivenUp || !dice.happens(REPEATED_SHARE)) return [first]
    return [first, { at: first.at + dice.between(0, REPEAT_AFTER_MAX), message }]
  })
}
