import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { makeBatcher } from '../../../src/flow/batch.ts'

/** A store whose writes end when the test says so. */
function makeStore(
  options: { writers?: number; waitingMax?: number; bad?: ReadonlySet<number>; isAway?: boolean } = {},
) {
  const batches: number[][] = []
  const gates: (() => void)[] = []
  const batcher = makeBatcher<number, string>({
    async write(items) {
      batches.push([...items])
      await new Promise<void>((resolve) => gates.push(resolve))
      if (options.isAway) throw new Error('away')
      if (items.some((item) => options.bad?.has(item))) throw new Error('bad row')
      return items.map((item) => `stored ${item}`)
    },
    writers: options.writers ?? 1,
    batchMax: 3,
    waitingMax: options.waitingMax ?? 100,
    isHopeless: (error) => error instanceof Error && error.message === 'away',
  })
  const open = async (): Promise<void> => {
    while (gates.length > 0) {
      gates.shift()?.()
      for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    }
  }
  return { batcher, batches, open }
}

describe('the batcher', () => {
  it('writes a lone item at once and gathers what comes meanwhile, in order and no more than the cap', async () => {
    const { batcher, batches, open } = makeStore()
    const answers = [1, 2, 3, 4, 5].map((item) => batcher.add(item))
    expect(batches).toEqual([[1]])
    await open()
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5].map((item) => `stored ${item}`))
    expect(batches).toEqual([[1], [2, 3, 4], [5]])
  })

  it('lets a bad row fail alone', async () => {
    const { batcher, open } = makeStore({ bad: new Set([3]) })
    const answers = [1, 2, 3, 4].map((item) => batcher.add(item).catch((error: Error) => error.message))
    await open()
    expect(await Promise.all(answers)).toEqual(['stored 1', 'stored 2', 'bad row', 'stored 4'])
  })

  it('does not try items one by one when the database is away', async () => {
    const { batcher, batches, open } = makeStore({ isAway: true })
    const answers = [1, 2, 3].map((item) => batcher.add(item).catch((error: Error) => error.message))
    await open()
    expect(await Promise.all(answers)).toEqual(['away', 'away', 'away'])
    expect(batches).toEqual([[1], [2, 3]])
  })

  it('turns callers away before memory grows, and takes them again afterwards', async () => {
    const { batcher, open } = makeStore({ waitingMax: 2 })
    const first = [1, 2, 3].map((item) => batcher.add(item))
    expect(() => batcher.add(4)).toThrow(AppError)
    await open()
    await Promise.all(first)
    const later = batcher.add(5)
    await open()
    expect(await later).toBe('stored 5')
  })

  it('keeps as many writes under way as it has writers', () => {
    const { batcher, batches } = makeStore({ writers: 2 })
    for (const item of [1, 2, 3]) void batcher.add(item)
    expect(batches).toEqual([[1], [2]])
  })
})
