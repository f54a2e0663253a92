import { beforeEach, expect, test } from 'vitest'
import { makeMapGround } from '../../../src/server/map-ground.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'
import { addTip, type FakeApp, get, getText, makeFakeDesk, makeTip, makeView, tipId } from './desk-fakes.ts'

let desk: FakeApp
beforeEach(() => {
  desk = makeFakeDesk()
})

const rowsOf = (html: string): string[] => html.match(/<li class="desk-row.*?<\/li>/gs) ?? []
const policyOf = (answer: Response): string => answer.headers.get('content-security-policy') ?? ''
const TILES = 'https://tiles.example.vn/{z}/{x}/{y}.png'

test('the list beside the map says what the map shows: urgency, place and how well it is known', async () => {
  desk.fake.ground = makeMapGround(makeSmallRelease())
  addTip(desk.fake, makeTip(1, { urgency: 'critical' }), 'Có người cầm dao')
  addTip(desk.fake, makeTip(2), 'Hát to sau 22 giờ')
  addTip(desk.fake, makeTip(3), 'Không rõ ở đâu')
  desk.fake.mapPlaces.set(tipId(1), {
    shown: { lat: 10.7734, lon: 106.6942, sight: 'near', reachMetres: 354 },
    commune: '26743',
  })
  desk.fake.mapPlaces.set(tipId(2), {
    shown: { lat: 10.7721, lon: 106.6941, sight: 'commune', reachMetres: null },
    commune: '26743',
  })
  const page = await getText(desk, '/ban-truc/ban-do')
  const [first = '', second = '', third = ''] = rowsOf(page)
  for (const words of ['Khẩn cấp', 'Có người cầm dao', 'Phường Bến Thành, khoảng 500 m', 'data-lat="10.7734"']) {
    expect(first).toContain(words)
  }
  expect(second).toContain('Phường Bến Thành, chỉ biết phường/xã')
  expect(third).toContain('chưa rõ nơi')
  expect(third).not.toContain('data-lat')
  expect(page).toContain('3 tin, 1 chưa rõ nơi')
  expect(page).toContain('data-ground="/dia-gioi/2026-04-30.1/26.json"')
})

test('the address filters by urgency, category and time, and what it does not know asks for nothing', async () => {
  await get(desk, '/ban-truc/ban-do?muc=critical&muc=high&loai=theft&trong=24')
  await get(desk, '/ban-truc/ban-do?muc=all&loai=nothing&trong=25')
  expect(desk.fake.mapAsked).toEqual([
    { urgencies: ['critical', 'high'], category: 'theft', receivedWithinHours: 24 },
    { urgencies: null, category: null, receivedWithinHours: null },
  ])
})

test.each([
  ['no gazetteer', null],
  ['no borders', makeMapGround(makeSmallRelease({ hasBoundaries: false }))],
])('with %s the list is there all the same, and the page says why there is no map', async (_, ground) => {
  desk.fake.ground = ground
  addTip(desk.fake, makeTip(1), 'Hát to sau 22 giờ')
  const page = await getText(desk, '/ban-truc/ban-do')
  expect(page).toContain('Hát to sau 22 giờ')
  expect(page).toContain('chưa được nạp ranh giới')
  expect(page).not.toContain('map-desk.js')
  expect(page).not.toContain('data-label="Bản đồ các tin')
  const tiled = makeFakeDesk({ mapTiles: TILES })
  tiled.fake.ground = ground
  const drawn = await getText(tiled, '/ban-truc/ban-do')
  expect(drawn).toContain('map-desk.js')
  expect(drawn).not.toContain('data-ground')
})

test('a restricted tip shows none of its words beside the map', async () => {
  addTip(desk.fake, makeTip(1, { restricted: true }), 'chi tiết không được lộ')
  expect(await getText(desk, '/ban-truc/ban-do')).not.toContain('không được lộ')
})

test('nobody who is not signed in sees a map', async () => {
  const answer = await get(desk, '/ban-truc/ban-do?muc=high', null)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/ban-truc/dang-nhap?ve=%2Fban-truc%2Fban-do%3Fmuc%3Dhigh')
})

test('pictures of another origin are let in only where tiles are set, and of that origin alone', async () => {
  expect(policyOf(await get(desk, '/ban-truc/ban-do'))).toContain("img-src 'self';")
  const own = makeFakeDesk({ mapTiles: TILES })
  expect(policyOf(await get(own, '/ban-truc/ban-do'))).toContain("img-src 'self' https://tiles.example.vn;")
  expect(await getText(own, '/ban-truc/ban-do')).toContain(`data-tiles="${TILES}"`)
})

test('the page of a tip draws its pin for who answers for it, and says that it is rounded to who is only told', async () => {
  desk.fake.ground = makeMapGround(makeSmallRelease())
  const tip = makeTip(1)
  const told = { text: 'a', parts: [], location: { lat: 10.77213, lon: 106.69415, accuracyMetres: 20 } }
  const value = {
    commune: null,
    candidates: [
      { code: '26743', score: 0.4 },
      { code: '26740', score: 0.4 },
    ],
    evidence: [],
  }
  const findings = [{ stage: 'locate', stageVersion: 2, confidence: null, value, at: tip.receivedAt }]
  desk.fake.rows.push({ row: { tip, essence: 'a' }, view: makeView(tip, 'a', { told, findings }) })
  const own = await getText(desk, `/ban-truc/tin/${tip.id}`)
  expect(own).toContain('Có vị trí gửi kèm, sai số khoảng 20 m: 10.77213, 106.69415.')
  expect(own).toContain('data-communes="26743 26740"')
  expect(own).toContain('Số trên bản đồ là số thứ tự')
  const shown = desk.fake.rows[0]
  if (shown) shown.view = { ...shown.view, mayDecide: false }
  const rounded = await getText(desk, `/ban-truc/tin/${tip.id}`)
  expect(rounded).toContain('hiện ở đây làm tròn khoảng 500 m')
  expect(rounded).not.toContain('10.77213, 106.69415')

  desk.fake.ground = makeMapGround(makeSmallRelease({ hasBoundaries: false }))
  const undrawn = await getText(desk, `/ban-truc/tin/${tip.id}`)
  expect(undrawn).toContain('Có vị trí gửi kèm')
  expect(undrawn).not.toContain('data-map-tip')
  expect(undrawn).not.toContain('Số trên bản đồ')
})
