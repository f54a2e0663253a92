import { describe, expect, it } from 'vitest'
import { openBrowsers, signIn } from '../support/browsers.ts'
import { until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line, openChat } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()

const FIRE = 'cháy lớn ở chợ trên đường Lê Lai phường Bến Thành, khói đen bốc cao'
const FIRE_TOO = 'chợ đường Lê Lai phường Bến Thành đang cháy lớn, khói đen mù mịt, ai gọi cứu hỏa giúp với'
const TRAPPED = 'cháy chợ Lê Lai phường Bến Thành khói đen, có người kẹt bên trong tầng 2 đang kêu cứu'
const CHAIN =
  'Tối qua đánh bạc ăn tiền ở số 12 Lê Lai phường Bến Thành, mọi người chia sẻ rộng rãi để cơ quan chức năng biết'

/** Waits until nothing is left to be done for anybody. */
const settle = (timeoutMs = WAIT_MS): Promise<unknown> =>
  until(
    'nothing left to do',
    async () => {
      const [left] = await line.query<{ count: number }>('select count(*)::int as count from outbox')
      return left?.count === 0
    },
    timeoutMs,
  )

describe('a fire told by several', () => {
  it('is one incident at the desk: copies by themselves, other words when an officer says so, the worse word on top', async () => {
    for (const words of [FIRE, FIRE, FIRE_TOO, TRAPPED]) {
      const chat = openChat('telegram')
      expect(await chat.say(words)).toBe(200)
      await chat.hear('Đã ghi nhận lúc')
      await settle()
    }
    const [linked] = await line.query<{ incidents: number; members: number; suggested: number }>(
      `select (select count(*)::int from incidents) as incidents, (select count(*)::int from incident_members) as members,
         (select count(*)::int from incident_suggestions where state = 'open') as suggested`,
    )
    expect(linked).toMatchObject({ incidents: 1 })
    expect((linked?.members ?? 0) + (linked?.suggested ?? 0)).toBe(4)

    const { page, complaints } = await browsers.visit()
    await signIn(page, address, 'benthanh')
    const open = async (words: string): Promise<void> => {
      const [tip] = await line.query<{ id: string }>(
        'select tip_id as id from incident_suggestions where state = $1 order by suggested_at limit 1',
        ['open'],
      )
      if (tip === undefined) throw new Error(`nothing is suggested of ${words}`)
      await page.goto(`${address}/ban-truc/tin/${tip.id}`)
    }
    for (let left = linked?.suggested ?? 0; left > 0; left--) {
      await open(FIRE_TOO)
      await page.getByRole('button', { name: 'Cùng một vụ' }).first().click()
      await page.waitForURL(/xong=/)
    }
    const members = await line.query<{ relation: string; worsening: string | null }>(
      'select m.relation, m.worsening from incident_members m join tips t on t.id = m.tip_id order by t.received_at',
    )
    expect(members).toHaveLength(4)
    expect(members.slice(0, 2).map(({ relation }) => relation)).toEqual(['first', 'copy'])
    expect(members.some(({ worsening }) => worsening === 'victim')).toBe(true)
    const [incident] = await line.query<{ id: string; worsening: string }>(
      'select id, worsening from incidents where ended_at is null',
    )
    await page.goto(`${address}/ban-truc/vu-viec/${incident?.id}`)
    await page.getByText('có người kẹt bên trong').first().waitFor()
    await page.goto(`${address}/ban-truc`)
    // The four are one row now.
    await page.getByText('tin cùng vụ').first().waitFor()
    expect(complaints).toEqual([])
  })
})

describe('one message passed on by three hundred', () => {
  it('is one incident, and who tells of something else meanwhile is answered', async () => {
    const other = openChat('zalo-bot')
    const copies = Array.from({ length: 300 }, () => openChat('telegram'))
    for (let from = 0; from < copies.length; from += 25) {
      await Promise.all(copies.slice(from, from + 25).map((chat) => chat.report(CHAIN)))
      if (from === 100)
        await other.report('Tối qua quán số 5 Lê Lợi phường Sài Gòn mở loa karaoke ồn ào không ai ngủ được')
    }
    await settle(120_000)
    const [found] = await line.query<{ incidents: number; members: number; tips: number; views: number }>(
      `select count(distinct m.incident_id)::int as incidents, count(m.*)::int as members, count(*)::int as tips,
         count(v.*) filter (where v.keys <> '{}')::int as views
       from tips t left join incident_members m on m.tip_id = t.id left join tip_views v on v.tip_id = t.id
       where t.copy_key = (select copy_key from tips group by copy_key order by count(*) desc limit 1)`,
    )
    expect(found).toMatchObject({ incidents: 1, members: 300, tips: 300 })
    // Lanes run beside each other: more than one may come before any other is there to be a copy of.
    expect(found?.views).toBeLessThan(10)
    expect(other.got().some(({ text }) => text.includes('Đã ghi nhận'))).toBe(true)
  }, 240_000)
})
