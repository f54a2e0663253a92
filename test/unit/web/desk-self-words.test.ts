import { beforeEach, describe, expect, it } from 'vitest'
import { COVER_SIGN } from '../../../src/domain/cover.ts'
import { addTip, type FakeApp, get, getText, makeFakeDesk, makeTip, NOW, post, tipId, tokenIn } from './desk-fakes.ts'

const NAME = 'chị Lan nhà số 12'
const SAID = `Em là ${COVER_SIGN.repeat(NAME.length)}, thấy đánh bạc`
const COVER_WORDS = 'đã che lời có thể làm lộ người báo'
const PATH = `/ban-truc/tin/${tipId(1)}`

let desk: FakeApp
beforeEach(() => {
  desk = makeFakeDesk()
  addTip(desk.fake, makeTip(1), SAID, { selfWords: { count: 1, isCovered: true } })
})

describe('words by which a sender may give themself away', () => {
  it('show as one bar each, whatever their length, in the sentence and in the talk, and say what they are', async () => {
    const page = await getText(desk, PATH)
    expect(page).not.toContain(COVER_SIGN)
    expect(page.split('class="told-cover"')).toHaveLength(3)
    expect(page.split(`(${COVER_WORDS})`)).toHaveLength(3)
    expect(page).toMatch(/Em là <span class="told-cover"[^>]*><span aria-hidden="true">▒▒▒▒<\/span>/)
  })

  it('show so in the list too, drawn by the server and as data for the script', async () => {
    const page = await getText(desk, '/ban-truc')
    expect(page).toContain(`(${COVER_WORDS})`)
    expect(page).not.toContain(COVER_SIGN)
    const { rows } = (await (await get(desk, '/ban-truc/hang-doi')).json()) as { rows: { essence: unknown }[] }
    expect(rows[0]?.essence).toEqual([{ text: 'Em là ' }, { covered: COVER_WORDS }, { text: ', thấy đánh bạc' }])
  })

  it('are opened by a reason and words, without a script, and ask for that part alone', async () => {
    const page = await getText(desk, PATH)
    expect(page).toContain('<summary>Hiện phần được che</summary>')
    const fields = { token: tokenIn(page), phan: 'tu-lo', lydo: 'duty', khung: 'rieng' }
    const refused = await post(desk, `${PATH}/mo`, { ...fields, ghichu: 'ok' })
    expect(refused.status).toBe(400)
    expect(await refused.text()).toMatch(/<details class="desk-self-cover no-print" open/)
    const answer = await post(desk, `${PATH}/mo`, { ...fields, ghichu: 'cần hỏi lại người báo' })
    expect(answer.status).toBe(303)
    expect(desk.fake.acts).toEqual([
      ['uncover', tipId(1), { reason: 'duty', note: 'cần hỏi lại người báo', part: 'self-words' }],
    ])
  })

  it('shown to an officer say until when, and leave the screen then', async () => {
    desk = makeFakeDesk()
    addTip(desk.fake, makeTip(1), `Em là ${NAME}`, {
      selfWords: { count: 1, isCovered: false },
      coversAt: new Date(NOW.getTime() + 60_000),
    })
    const page = await getText(desk, PATH)
    expect(page).toContain('data-covers-in="60000"')
    expect(page).toContain('Lời có thể làm lộ người báo hiện tới 23:42')
    expect(page).not.toContain('Hiện phần được che')
    const marked = page.split('data-words').slice(1).join('')
    expect(marked.split(NAME)).toHaveLength(page.split(NAME).length)
  })

  it('and a receipt that was sent are told of, without the code', async () => {
    desk = makeFakeDesk()
    addTip(desk.fake, makeTip(1), 'đánh bạc ở số 9', {
      thread: [
        {
          from: 'assistant',
          at: NOW,
          officerNumber: null,
          bubble: { text: '' },
          isReceipt: true,
          status: 'sent',
          error: null,
          sentAt: NOW,
        },
      ],
    })
    expect(await getText(desk, PATH)).toContain('Đã gửi mã biên nhận cho người báo.')
  })

  it('are not spoken of where there are none', async () => {
    desk = makeFakeDesk()
    addTip(desk.fake, makeTip(1), 'đánh bạc ở số 9')
    expect(await getText(desk, PATH)).not.toContain('được che')
  })
})
