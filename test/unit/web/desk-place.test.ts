import { beforeEach, describe, expect, it } from 'vitest'
import type { Unclear } from '../../../src/domain/place.ts'
import { makePlaceNames } from '../../../src/gazetteer/place-names.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'
import { addTip, type FakeApp, getText, makeFakeDesk, makeTip, NOW, post, tipId, tokenIn } from './desk-fakes.ts'

const TEXT = 'Đánh bạc ở phường 5 quận 3, ngay sau chợ'
const ID = tipId(1)
const names = makePlaceNames(makeSmallRelease())
const spanOf = (words: string) => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length })
const finding = (value: object) => ({ stage: 'locate', stageVersion: 2, confidence: null, value, at: NOW })
const SURE = {
  release: '2026-04-30.1',
  commune: '27154',
  province: '79',
  candidates: [{ code: '27154', score: 0.9 }],
  ambiguous: false,
  unclear: null,
  evidence: [{ rule: 'place-typed:plain', span: spanOf('phường 5'), weight: 1, note: '27151' }],
}
const unsure = (unclear: Unclear, codes: string[] = ['27154', '27139']) => ({
  ...SURE,
  commune: null,
  candidates: codes.map((code) => ({ code, score: 0.5 })),
  ambiguous: true,
  unclear,
  evidence: [{ rule: 'place-typed:scene', span: spanOf('quận 3'), weight: 1, note: '770' }],
})

let desk: FakeApp
beforeEach(() => {
  desk = makeFakeDesk()
  desk.fake.places = names
})
const plain = (html: string): string =>
  html
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
const show = async (value: object, change: Parameters<typeof addTip>[3] = {}): Promise<string> => {
  addTip(desk.fake, makeTip(1), TEXT, { findings: [finding(value)], ...change })
  return getText(desk, `/ban-truc/tin/${ID}`)
}
const send = (fields: Record<string, string>, token: string) =>
  post(desk, `/ban-truc/tin/${ID}/noi-xay-ra`, {
    token,
    phienban: '3',
    daxem: '1.0',
    khung: 'danh-sach',
    xem: '',
    ...fields,
  })

describe('the place of a tip on its page', () => {
  it('is the commune with its province, the old name that was told, the words, and the release', async () => {
    const html = await show(SURE)
    expect(plain(html)).toContain('Phường Bàn Cờ, Thành phố Hồ Chí Minh (phường 5, quận 3 cũ) vì “phường 5”')
    expect(plain(html)).toContain('Theo danh mục địa danh 2026-04-30.1.')
    expect(html).toContain('<mark title="Căn cứ về nơi xảy ra">phường 5</mark>')
  })

  it('that is not sure says why, names the candidates, and what each of the words was taken for', async () => {
    const page = plain(await show(unsure('district')))
    expect(page).toContain('Mới rõ tới quận, huyện cũ, chưa rõ phường, xã (Thành phố Hồ Chí Minh)')
    expect(page).toContain('Phường Bàn Cờ, Thành phố Hồ Chí MinhPhường Xuân Hòa, Thành phố Hồ Chí Minh')
    expect(page).toContain('“quận 3” được kể là nơi xảy ra: Quận 3 cũ.')
  })

  it('says that nothing is known where nothing is', async () => {
    expect(plain(await show({ ...unsure('no-place', []), province: null, evidence: [] }))).toContain(
      'Chưa rõ nơi xảy ra',
    )
  })

  it('that the sender picked from a list says so, in the thread too', async () => {
    const evidence = [{ rule: 'place-chosen', weight: 1, note: '27154' }]
    const content = { type: 'button', data: 'place:27154' } as const
    const html = await show({ ...SURE, evidence }, { thread: [{ from: 'citizen', at: NOW, sentAt: NOW, content }] })
    expect(plain(html)).toContain('Phường Bàn Cờ người báo tin chọn khi được hỏi')
    expect(plain(html)).toContain('Bấm nútPhường Bàn Cờ, Thành phố Hồ Chí Minh')
    expect(html).not.toContain('place:27154')
  })

  it('that an officer corrected stands first, and among what was done', async () => {
    const decision = { id: 'dec_1', kind: 'place', before: null, after: '26743', note: null } as const
    const by = { officerNumber: '113-1', unitCode: '26-VY', decidedAt: NOW }
    const page = plain(await show(SURE, { decisions: [{ ...decision, ...by }] }))
    expect(page).toContain('Cán bộ đã xác định: Phường Bến Thành, Thành phố Hồ Chí Minh.')
    expect(page).toContain('Xác định nơi xảy ra: Phường Bến Thành, Thành phố Hồ Chí Minh')
  })

  it('is told by codes and units where no gazetteer is active', async () => {
    desk.fake.places = null
    expect(plain(await show(SURE))).toContain('mã 27154 vì “phường 5”')
  })
})

describe('correcting the place', () => {
  it('finds by a name typed without marks, shows what was found, and saves what was chosen', async () => {
    const token = tokenIn(await show(unsure('district')))
    const found = await send({ noi: 'ben thanh', nut: 'tim' }, token)
    const html = await found.text()
    expect(html).toContain('value="26743"')
    expect(html).toContain('value="ben thanh"')
    const old = await send({ noi: 'phuong 5 quan 3', nut: 'tim' }, token)
    expect(plain(await old.text())).toContain('Phường Bàn Cờ, Thành phố Hồ Chí Minh (phường 5, quận 3 cũ)')
    expect(desk.fake.acts).toEqual([])
    const saved = await send({ noi: 'ben thanh', xa: '26743', nut: 'luu' }, token)
    expect(saved.headers.get('location')).toBe(`/ban-truc?tin=${ID}&xong=noi-xay-ra`)
    await send({ xa: '26743', nut: 'chuyen' }, token)
    expect(desk.fake.acts).toEqual([
      ['setPlace', ID, 3, '26743', false],
      ['setPlace', ID, 3, '26743', true],
    ])
  })

  it('offers what the machine takes into account before anything is typed', async () => {
    const html = await show(unsure('split-ward'))
    expect(html).toMatch(/<input type="radio" name="xa" value="27154"/)
    expect(html).toContain('Lưu và chuyển đơn vị')
  })

  it('after which the tip is gone leads back to the list', async () => {
    const token = tokenIn(await show(SURE))
    desk.fake.outcome = { ok: true, isGone: true }
    const answer = await send({ xa: '26743', nut: 'chuyen' }, token)
    expect(answer.headers.get('location')).toBe('/ban-truc?xong=chuyen')
  })

  it('says so where nothing is called like that, or no unit answers for it', async () => {
    const token = tokenIn(await show(SURE))
    expect(await (await send({ noi: 'xứ sở thần tiên', nut: 'tim' }, token)).text()).toContain(
      'Không tìm thấy nơi này.',
    )
    expect((await send({ noi: '', nut: 'luu' }, token)).status).toBe(400)
    desk.fake.outcome = { ok: false, reason: 'no-unit-there' }
    expect(await (await send({ xa: '27139', nut: 'chuyen' }, token)).text()).toContain(
      'Chưa có đơn vị phụ trách nơi này',
    )
  })

  it('is not offered while there is no gazetteer', async () => {
    desk.fake.places = null
    const token = tokenIn(await show(SURE))
    expect((await send({ noi: 'ben thanh', nut: 'tim' }, token)).status).toBe(400)
  })
})
