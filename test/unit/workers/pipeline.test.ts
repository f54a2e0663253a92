import { afterEach, describe, expect, it, vi } from 'vitest'
import { makePace } from '../../../workers/pace.ts'
import { gather } from '../../../workers/triage/gather.ts'
import { runPipeline } from '../../../workers/triage/pipeline.ts'
import type { Stage } from '../../../workers/triage/stage.ts'
import { FORGETFUL, tipOf } from './stages.ts'

const TIP = tipOf('mất xe')
const stage = (name: string, run: Stage<unknown>['run']): Stage<unknown> => ({
  name,
  version: 1,
  run,
  confidence: () => null,
  read: (value) => value,
})

afterEach(() => void vi.useRealTimers())

describe('the stages of triage', () => {
  it('run in order, and each finding is saved before the next stage begins', async () => {
    const log: string[] = []
    const logged = (name: string) => stage(name, async () => log.push(`run ${name}`))
    await runPipeline([TIP], [logged('a'), logged('b')], {
      find: () => undefined,
      save: async ({ name }) => void log.push(`save ${name}`),
    })
    expect(log).toEqual(['run a', 'save a', 'run b', 'save b'])
  })

  it('read what earlier ones found', async () => {
    const reader = stage('b', async (_tip, soFar) => `after ${String(soFar.get('a'))}`)
    const [findings] = await runPipeline([TIP], [stage('a', async () => 'x'), reader], FORGETFUL)
    expect(findings?.get('b')).toBe('after x')
  })

  it('that were run before are not run again: the saved finding stands', async () => {
    const again = vi.fn(async () => 'new')
    const saved: number[] = []
    const store = {
      find: () => 'saved',
      save: async (_: unknown, found: readonly unknown[]) => void saved.push(found.length),
    }
    const [findings] = await runPipeline([TIP], [stage('a', again)], store)
    expect([findings?.get('a'), again.mock.calls.length, saved]).toEqual(['saved', 0, [0]])
  })

  it('that fail stop the run, and nothing is saved of them', async () => {
    const save = vi.fn(async () => {})
    const fault = stage('a', async () => Promise.reject(new Error('fault')))
    await expect(runPipeline([TIP], [fault], { find: () => undefined, save })).rejects.toThrow('fault')
    expect(save).not.toHaveBeenCalled()
  })
})

describe('the questions of many tips', () => {
  it('asked at the same moment go out as one, and each gets its answer', async () => {
    const asked: number[][] = []
    const ask = gather(async (questions: readonly number[]) => {
      asked.push([...questions])
      return questions.map((question) => question * 10)
    })
    expect(await Promise.all([1, 2, 3].map(ask))).toEqual([10, 20, 30])
    expect(await ask(4)).toBe(40)
    expect(asked).toEqual([[1, 2, 3], [4]])
  })

  it('fail together when nobody answers', async () => {
    const ask = gather(async (): Promise<number[]> => Promise.reject(new Error('away')))
    await expect(Promise.all([ask(1), ask(2)])).rejects.toThrow('away')
  })
})

describe('the pace of a platform', () => {
  it('lets calls through in the order asked, no faster than it takes over all chats', async () => {
    vi.useFakeTimers()
    const pace = makePace({ perSecond: 2, perChatSecond: 100 })
    const out: string[] = []
    for (const chat of ['a', 'b', 'c', 'd']) void pace.turn(chat).then(() => out.push(`${chat} ${Date.now() - start}`))
    const start = Date.now()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(out).toEqual(['a 0', 'b 500', 'c 1000', 'd 1500'])
  })

  it('makes a busy chat wait for itself and for no other', async () => {
    vi.useFakeTimers()
    const pace = makePace({ perSecond: 1_000, perChatSecond: 1 })
    const start = Date.now()
    const out: string[] = []
    for (const chat of ['a', 'a', 'a', 'b'])
      void pace.turn(chat).then(() => out.push(`${chat} ${Math.floor((Date.now() - start) / 100)}`))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(out.sort()).toEqual(['a 0', 'a 10', 'a 20', 'b 0'])
  })

  it('lets an emergency pass those that wait, and counts it', async () => {
    vi.useFakeTimers()
    const pace = makePace({ perSecond: 2, perChatSecond: 100 })
    const start = Date.now()
    const out: string[] = []
    for (const chat of ['a', 'b', 'c']) void pace.turn(chat).then(() => out.push(`${chat} ${Date.now() - start}`))
    for (const chat of ['x', 'y']) void pace.turn(chat, true).then(() => out.push(`${chat} ${Date.now() - start}`))
    void pace.turn('d').then(() => out.push(`d ${Date.now() - start}`))
    await vi.advanceTimersByTimeAsync(4_000)
    expect(out).toEqual(['a 0', 'x 0', 'b 500', 'y 500', 'c 1000', 'd 2500'])
  })

  it('starts afresh after a rest', async () => {
    let nowMs = 0
    const pace = makePace({ perSecond: 1, perChatSecond: 1 }, () => nowMs)
    await pace.turn('a')
    nowMs = 10_000
    await expect(pace.turn('a')).resolves.toBeUndefined()
  })
})
