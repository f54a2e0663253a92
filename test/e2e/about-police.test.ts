import { describe, expect, it } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { type DeskClient, openDesk } from '../support/desk-client.ts'
import { until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line, openChat } = await startPlatformLine()
const { address } = line.server
const [commune, neighbour, inspectorate] = await Promise.all([
  openDesk(address, 'benthanh'),
  openDesk(address, 'saigon'),
  openDesk(address, 'thanhtra79'),
])

const COMPLAINT = 'công an phường Bến Thành vòi tiền, đòi phong bì'

async function newestTip(): Promise<string> {
  const [tip] = await until('a tip', () =>
    line.query<{ id: string }>('select id from tips order by received_at desc limit 1'),
  )
  return tip?.id ?? ''
}

async function isShownTo(desk: DeskClient, tipId: string): Promise<boolean> {
  const page = async (): Promise<number> => (await desk.get(`/ban-truc/tin/${tipId}`)).status
  // Before and after the list: between two requests the tip may come or go.
  const [before, inbox, after] = [await page(), await desk.get('/ban-truc'), await page()]
  const inList = inbox.text.includes(tipId)
  if (before === after) expect(before, 'list and page agree').toBe(inList ? 200 : 404)
  return inList
}

async function expectOnlyInspectorate(tipId: string): Promise<void> {
  await until('the inspectorate to see it', () => isShownTo(inspectorate, tipId), WAIT_MS)
  expect(await isShownTo(commune, tipId), 'the unit complained about').toBe(false)
  expect(await isShownTo(neighbour, tipId), 'another commune').toBe(false)
  expect((await commune.get(`/ban-truc/tin/${tipId}`)).text).toBe(
    (await commune.get(`/ban-truc/tin/${newId('tip')}`)).text,
  )
  const unit = await line.query<{ unit_code: string }>(
    'select unit_code from assignments where tip_id = $1 and ended_at is null',
    [tipId],
  )
  expect(unit.map((row) => row.unit_code)).not.toContain('26743')
}

/** A tip that the commune holds, by a chat that goes on talking; each of another house, or they would be one incident. */
async function holdByCommune(house: number) {
  const chat = openChat('zalo-bot')
  await chat.report(`Tối qua có người đánh bạc ăn tiền ở quán số ${house} Lê Lai, phường Bến Thành`)
  const tipId = await newestTip()
  await until('the commune to see it', () => isShownTo(commune, tipId), WAIT_MS)
  return { chat, tipId }
}

describe('a complaint about police', () => {
  it('is read by the inspectorate and not by the unit complained about', async () => {
    const chat = openChat('zalo-bot')
    await chat.report(`Hôm qua ${COMPLAINT} ở số 3 Lê Lai`)
    await expectOnlyInspectorate(await newestTip())
    await chat.hear('Đơn vị bị phản ánh không đọc tin này')
  })

  it('leaves the commune when it comes as a later message of a tip the commune has read', async () => {
    const { chat, tipId } = await holdByCommune(5)
    await chat.say(`Mà ${COMPLAINT} nên tôi không dám ra phường`)
    await until('the commune to see it no more', async () => !(await isShownTo(commune, tipId)), WAIT_MS)
    await expectOnlyInspectorate(tipId)
  })

  it('leaves the commune also when an officer had transferred the tip to it', async () => {
    const chat = openChat('zalo-bot')
    await chat.report('Tối qua có người đánh bạc ăn tiền ở số 9 Đồng Khởi, phường Sài Gòn')
    const tipId = await newestTip()
    await until('the neighbour to see it', () => isShownTo(neighbour, tipId), WAIT_MS)
    const moved = await neighbour.act(tipId, 'chuyen', { donvi: '26743', lydo: 'Việc ở địa bàn Bến Thành' })
    expect(moved.status).toBe(303)
    expect(await isShownTo(commune, tipId)).toBe(true)
    await chat.say(`Mà ${COMPLAINT}`)
    await until('the commune to see it no more', async () => !(await isShownTo(commune, tipId)), WAIT_MS)
    await expectOnlyInspectorate(tipId)
  })

  it('is not read by the commune even while triage has not come to it yet', async () => {
    const { chat, tipId } = await holdByCommune(7)
    // Triage is behind: its work is put off as it is written.
    await line.query(`create function put_off() returns trigger language plpgsql as $$
      begin if new.topic = 'tip' then new.available_at = now() + interval '1 hour'; end if; return new; end $$`)
    await line.query('create trigger put_off before insert on outbox for each row execute function put_off()')
    try {
      await chat.say(`Nói thêm: ${COMPLAINT}`)
      await chat.hear('Trợ lý đã ghi thêm')
      const seen = await commune.get(`/ban-truc/tin/${tipId}`)
      expect(seen.text.includes('vòi tiền'), 'the words are on the page of the unit complained about').toBe(false)
    } finally {
      await line.query('drop trigger put_off on outbox')
    }
  })
})
