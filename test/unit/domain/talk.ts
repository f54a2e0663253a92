import { buttonsOf, isTextId } from '../../../src/data/texts.ts'
import { type ConversationState, NEW_CONVERSATION, readState } from '../../../src/domain/conversation/state.ts'
import { step, stepQuiet } from '../../../src/domain/conversation/step.ts'
import type { Heard, Stepped } from '../../../src/domain/conversation/stepped.ts'

const START_MS = Date.parse('2026-11-21T08:00:00Z')

/** One message of a citizen, with what analysis would make of it; out of the blue it is a report that tells nothing. */
export interface Said extends Partial<Omit<Heard, 'eventId' | 'at'>> {
  /** Minutes since the message before. */
  afterMinutes?: number
}

export interface Talk {
  /** The ids of the texts answered. */
  say(said: string | Said): string[]
  last: Stepped
  state: ConversationState
  /** Every event filed, a list for each tip. */
  filed: string[][]
  quiet(): string[]
}

const NOTHING = { what: false, where: false, when: false }
export const WHAT: Said = { text: 'nhà bên cạnh đánh bạc', tells: { ...NOTHING, what: true } }
export const ALL: Said = { text: 'tối qua nhà 12 Lê Lợi đánh bạc', tells: { what: true, where: true, when: true } }
export const DANGER: Said = {
  text: 'cứu với nó cầm dao',
  callNow: true,
  callText: 'T-113',
  tells: { ...NOTHING, what: true },
}
export const UNCLEAR: Said = { ...DANGER, text: 'nó cầm dao chém người', isTenseUnclear: true }
export const tap = (data: string): Said => ({ form: 'button', text: data })

/** A dialogue that keeps its state as the flow does: sealed as JSON, with the tip's id and the buttons shown. */
export function startTalk(): Talk {
  let nowMs = START_MS
  let count = 0
  const settle = (stepped: Stepped): string[] => {
    talk.last = stepped
    if (stepped.filed) talk.filed.push(stepped.filed.eventIds)
    const shown = stepped.replies.findLast((reply) => isTextId(reply.text) && buttonsOf(reply.text).length > 0)
    const buttons =
      shown && isTextId(shown.text) ? buttonsOf(shown.text).map((button) => button.data) : stepped.state.buttons
    const tipId = stepped.filed ? `tip_${talk.filed.length}` : stepped.state.tipId
    talk.state = readState(JSON.parse(JSON.stringify({ ...stepped.state, tipId, buttons })))
    return stepped.replies.map((reply) => reply.text)
  }
  const talk: Talk = {
    last: step(NEW_CONVERSATION, heardAs({ form: 'left' }, 'evt_0', START_MS)),
    state: NEW_CONVERSATION,
    filed: [],
    say(said) {
      const message = typeof said === 'string' ? { text: said } : said
      nowMs += (message.afterMinutes ?? 1) * 60_000
      count += 1
      return settle(step(talk.state, heardAs(message, `evt_${count}`, nowMs)))
    },
    quiet: () => settle(stepQuiet(talk.state, new Date(nowMs).toISOString())),
  }
  return talk
}

function heardAs({ afterMinutes: _, ...said }: Said, eventId: string, nowMs: number): Heard {
  return {
    eventId,
    at: new Date(nowMs).toISOString(),
    form: 'text',
    text: '',
    kind: 'tip',
    callNow: false,
    callText: null,
    isTenseUnclear: false,
    tells: NOTHING,
    isAboutPolice: false,
    language: 'vi',
    faq: null,
    ...said,
  }
}
