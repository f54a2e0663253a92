import { describe, expect, it } from 'vitest'
import { checkAnswers } from '../chaos/check-answers.ts'
import { checkMessages } from '../chaos/check-messages.ts'
import { checkTips } from '../chaos/check-tips.ts'
import type { Told } from '../chaos/ledger.ts'
import { makePlan } from '../chaos/plan.ts'
import { bubblesOf, tipsOf } from '../chaos/scripts.ts'
import { compareChat, explainRepeats } from '../chaos/shown-again.ts'
import type { Names, Stored } from '../chaos/stored.ts'
import type { Struck } from '../chaos/strike.ts'
import type { Shown } from '../chaos/watch.ts'

const plan = makePlan({ seed: 5, messages: 40, kills: 0, engine: 'postgres' })

/** A run in which all went well; each test spoils one thing in it. */
function soundRun() {
  const told: Told = {
    sent: new Set(plan.said.map(({ id }) => id)),
    acknowledged: new Set(plan.said.map(({ id }) => id)),
    statuses: new Map([['200', plan.posts.length]]),
  }
  const conversationOf = (chatId: string): string => `cnv_${chatId}`
  const names: Names = {
    updateKey: ({ id }) => `key ${id}`,
    chatOf: new Map(plan.chats.map((chat) => [conversationOf(chat.chatId), chat])),
  }
  const tips = plan.chats.flatMap(({ chatId, script }) =>
    tipsOf(script) === 0
      ? []
      : [
          {
            id: `tip_${chatId}`,
            conversationId: conversationOf(chatId),
            status: 'triaged',
            code: `TB-${chatId}`,
            unitCode: '26743',
            isTriaged: true,
            primaries: 1,
          },
        ],
  )
  const stored: Stored = {
    events: [],
    tips,
    bubbles: [],
    deadLetters: 0,
    assignments: tips.length,
    audited: tips.length,
  }
  const shown = { telegram: [] as Shown[], 'zalo-bot': [] as Shown[] }
  for (const { id, chat, role, text } of plan.said) {
    const conversationId = conversationOf(chat.chatId)
    const tip = tips.find((one) => one.conversationId === conversationId)
    stored.events.push({
      id: `evt_${id}`,
      conversationId,
      updateKey: `key ${id}`,
      text,
      droppedFor: null,
      tipId: tip?.id ?? null,
    })
    for (let seq = 0; seq < bubblesOf(role); seq += 1) {
      const isAcknowledged = (role === 'danger' && seq === 1) || role === 'send'
      const words = `${isAcknowledged ? 'Đã ghi nhận lúc 10:00' : 'Trợ lý trả lời'} ${id} ${seq}`
      stored.bubbles.push({ id: `dlv_${id}_${seq}`, conversationId, cause: `evt_${id}`, status: 'sent', text: words })
      shown[chat.platform].push({ chatId: chat.chatId, text: words, payload: { id, seq }, atMs: 5_000 })
    }
  }
  return { told, names, stored, shown, struck: [] as Struck[], unconfirmed: new Set<object>() }
}
type Run = ReturnType<typeof soundRun>

function judge(spoil: (run: Run) => void) {
  const run = soundRun()
  spoil(run)
  const messages = checkMessages(plan, run.told, run.stored, run.names)
  const tips = checkTips(run.stored, run.names, messages.there)
  const answers = checkAnswers({ ...run, there: messages.there })
  const of = ({ count: { lost, doubled, invented } }: typeof tips) => [lost, doubled, invented]
  return {
    messages: of(messages),
    tips: of(tips),
    answers: of(answers),
    repeated: Object.fromEntries(answers.repeated),
    problems: [...messages.problems, ...tips.problems, ...answers.problems],
  }
}

const NONE = [0, 0, 0]
const take = <T>(items: T[], isWanted: (item: T) => boolean = () => true): T => {
  const [item] = items.splice(items.findIndex(isWanted), 1)
  if (item === undefined) throw new Error('nothing to take')
  return item
}
const killOf = (what: string, atMs: number): Struck => ({ what, beforePost: 0, beganMs: atMs, doneMs: atMs })

describe('the judgement of a run', () => {
  it('finds nothing in a sound run', () => {
    expect(judge(() => {})).toEqual({ messages: NONE, tips: NONE, answers: NONE, repeated: {}, problems: [] })
  })

  it('finds an acknowledged message that is not stored, and forgives one that never was acknowledged', () => {
    const lose = (run: Run): string => take(run.stored.events, ({ tipId }) => tipId === null).updateKey.slice(4)
    expect(judge(lose).messages).toEqual([1, 0, 0])
    const outcome = judge((run) => void run.told.acknowledged.delete(lose(run)))
    expect(outcome.messages).toEqual(NONE)
  })

  it('takes a row without words for the message it was, and says that a report was destroyed', () => {
    const drop = (droppedFor: string | null) =>
      judge(({ stored }) => {
        stored.events = stored.events.map((event, at) => (at === 0 ? { ...event, text: null, droppedFor } : event))
      })
    const { messages, problems } = drop('out-of-scope')
    expect(messages).toEqual([1, 0, 0])
    expect(problems[0]).toMatch(/^message m\d+ was destroyed as out-of-scope$/)
    // Words that went without a reason are no tombstone.
    expect(drop(null).messages).toEqual([1, 0, 1])
  })

  it('finds a message stored twice, under whatever key', () => {
    const twice = judge(({ stored }) => {
      const [event] = stored.events
      if (event) stored.events.push({ ...event, id: 'evt_again' })
    })
    expect(twice.messages).toEqual([0, 1, 0])
  })

  it('finds what was never sent, says other words, or lies in another chat', () => {
    expect(judge(({ told }) => void told.sent.delete('m000003')).messages[2]).toBe(1)
    const changed = judge(({ stored }) => {
      stored.events = stored.events.map((event, at) => (at === 0 ? { ...event, text: 'khác' } : event))
    })
    expect(changed.messages[2]).toBe(1)
    const moved = judge(({ stored }) => {
      const other = stored.events.at(-1)?.conversationId ?? ''
      stored.events = stored.events.map((event, at) => (at === 0 ? { ...event, conversationId: other } : event))
    })
    expect(moved.messages[2]).toBe(1)
  })

  it('finds a report without a tip, with two, and a tip where nothing was reported', () => {
    expect(judge(({ stored }) => void take(stored.tips)).tips).toEqual([1, 0, 0])
    const again = judge(({ stored }) => {
      const [tip] = stored.tips
      if (tip) stored.tips.push({ ...tip, id: 'tip_again', code: 'TB-again' })
    })
    expect(again.tips).toEqual([0, 1, 0])
    const invented = judge(({ stored, names }) => {
      const [tip] = stored.tips
      const asked = [...names.chatOf].find(([, chat]) => tipsOf(chat.script) === 0)?.[0]
      if (tip && asked) stored.tips.push({ ...tip, id: 'tip_new', code: 'TB-new', conversationId: asked })
    })
    expect(invented.tips).toEqual([0, 0, 1])
  })

  it('finds a tip that no unit has, and one that was given without an audit row', () => {
    const loose = judge(({ stored }) => {
      stored.tips = stored.tips.map((tip, at) => (at === 0 ? { ...tip, primaries: 0 } : tip))
    })
    expect(loose.problems).toHaveLength(1)
    const silent = judge(({ stored }) => {
      stored.audited -= 1
    })
    expect(silent.problems).toHaveLength(1)
  })

  it('finds an answer no chat saw, one nobody wrote, and one that reached a stranger', () => {
    expect(judge(({ shown }) => void take(shown.telegram)).answers[0]).toBe(1)
    const invented = judge(({ shown }) => {
      const [first] = shown.telegram
      if (first) shown.telegram.push({ ...first, text: 'chưa ai viết' })
    })
    expect(invented.answers).toEqual([0, 0, 1])
    const strange = judge(({ shown }) => {
      shown.telegram = shown.telegram.map((sent, at) => (at === 0 ? { ...sent, chatId: '999' } : sent))
    })
    expect(strange.answers).toEqual([1, 0, 1])
  })

  it('calls an answer shown again doubled, unless a kill of its worker or a cut can have caused it', () => {
    const repeat = ({ shown }: Run): Shown => {
      const [first] = shown.telegram
      if (!first) throw new Error('no answer')
      const copy = { ...first, payload: {}, atMs: 9_000 }
      shown.telegram.push(copy)
      return first
    }
    expect(judge(repeat)).toMatchObject({ answers: [0, 1, 0], repeated: {} })
    const killed = judge((run) => {
      repeat(run)
      run.struck.push(killOf('kill worker', 5_020))
    })
    expect(killed).toMatchObject({ answers: NONE, repeated: { 'kill worker': 1 }, problems: [] })
    const elsewhere = judge((run) => {
      repeat(run)
      run.struck.push(killOf('kill web', 5_020), killOf('kill worker', 90_000))
    })
    expect(elsewhere.answers).toEqual([0, 1, 0])
    const cut = judge((run) => void run.unconfirmed.add(repeat(run).payload))
    expect(cut).toMatchObject({ answers: NONE, repeated: { 'cut when taken': 1 }, problems: [] })
  })

  it('takes any copy of equal answers for the one that went unrecorded', () => {
    const copyAt = (atMs: number): Shown => ({ chatId: '1', text: 'Trả lời', payload: {}, atMs })
    const { once, repeats, missing } = compareChat(
      ['Trả lời', 'Trả lời'],
      [copyAt(1_000), copyAt(60_000), copyAt(70_000)],
    )
    expect([once.length, missing]).toEqual([2, 0])
    const struck = [killOf('kill postgres', 1_010)]
    expect(explainRepeats(repeats, struck, new Set()).unexplained).toEqual([])
    expect(explainRepeats(repeats, [], new Set()).unexplained).toHaveLength(1)
  })
})
