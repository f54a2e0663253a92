import { describe, expect, it } from 'vitest'
import { until } from '../support/line.ts'
import { type CitizenChat, startPlatformLine } from '../support/platform-line.ts'

const { line, openChat } = await startPlatformLine()

const KNOWN = 'công an đã có tin'
const FIRE = 'cháy lớn ở chợ phường Bến Thành, khói đen bốc cao'
const DRUGS = 'số 12 đường Lê Lợi phường Bến Thành tối qua có người bán ma túy đá cho mấy đứa nhỏ'

/** Waits until nothing is left to be done for anybody. */
const settle = (): Promise<unknown> =>
  until('nothing left to do', async () => {
    const [left] = await line.query<{ count: number }>('select count(*)::int as count from outbox')
    return left?.count === 0
  })
const textsOf = (chat: CitizenChat): string[] => chat.got().map(({ text }) => text.replace(/\d{1,2}:\d{2}/g, '⟨time⟩'))

describe('who reports what others have reported', () => {
  it('hears of a fire, after the call text and the receipt, that it is known; the first voice does not', async () => {
    const [first, second, third] = [openChat('telegram'), openChat('telegram'), openChat('zalo-bot')]
    for (const chat of [first, second, third]) {
      expect(await chat.say(FIRE)).toBe(200)
      await chat.hear('Đã ghi nhận lúc')
      await settle()
    }
    expect(textsOf(first).some((text) => text.includes(KNOWN))).toBe(false)
    for (const chat of [second, third]) {
      const said = textsOf(chat)
      expect(said[0]).toContain('114')
      const [known, ...more] = said.flatMap((text, at) => (text.includes(KNOWN) ? [at] : []))
      expect(more).toEqual([])
      expect(known).toBeGreaterThan(said.findIndex((text) => text.includes('Đã ghi nhận lúc')))
    }
  })

  it('hears of all else what a first reporter hears, bubble for bubble', async () => {
    const [first, second] = [openChat('telegram'), openChat('telegram')]
    for (const chat of [first, second]) {
      await chat.report(DRUGS)
      await settle()
    }
    expect(textsOf(second)).toEqual(textsOf(first))
  })
})
