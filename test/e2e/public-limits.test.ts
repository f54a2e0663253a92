import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { openBrowsers } from '../support/browsers.ts'
import { openForm, postForm } from '../support/form-client.ts'
import { startLine, until } from '../support/line.ts'
import { makeWorld, type World } from '../unit/web/fake-deps.ts'

const browsers = await openBrowsers()

/** The public pages over real HTTP, with a world in memory behind them and a clock that stands still. */
async function serveWorld(): Promise<{ world: World; address: string }> {
  const world = makeWorld({ isSecure: false })
  const server = serve({ fetch: world.app.fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  afterAll(() => {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
  // It listens on a port, not on a path.
  return { world, address: `http://localhost:${(server.address() as AddressInfo).port}` }
}

/** Sends reports that tell of no danger until one is refused. */
async function useUp(address: string, headers: Record<string, string> = {}): Promise<number> {
  const token = await openForm(address, '/', headers)
  for (let sent = 0; sent < 2_000; sent += 20) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => postForm(address, { token, what: `Mất xe ${sent + at}` }, { headers })),
    )
    const refused = answers.find(({ status }) => status !== 200)
    if (refused) return refused.status
  }
  throw new Error('nothing was refused')
}

describe('a person whose network has used up its reports', () => {
  it('presses send once: the browser computes, then the receipt is there', async () => {
    const { world, address } = await serveWorld()
    const { page, complaints } = await browsers.visit()
    await page.goto(address)
    expect(await useUp(address)).toBe(429)
    await page.getByLabel('Việc gì đã xảy ra?').fill('Có trộm vào nhà số 5')
    await page.getByRole('button', { name: 'Gửi tin báo' }).click()
    await page.locator('[data-receipt]').waitFor()
    expect([...world.filed.values()].at(-1)?.report.what).toBe('Có trộm vào nhà số 5')
    expect(complaints).toEqual([])
  })

  it('is told to wait where no script runs, with every word kept, and is taken after a minute', async () => {
    const { world, address } = await serveWorld()
    const { page } = await browsers.visit({ javaScript: false })
    await page.goto(address)
    await useUp(address)
    await page.getByLabel('Việc gì đã xảy ra?').fill('Có trộm vào nhà số 5')
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.getByRole('button', { name: 'Gửi tin báo' }).click(),
    ])
    expect([answer.status(), answer.headers()['retry-after']]).toEqual([429, '60'])
    expect(await page.getByLabel('Việc gì đã xảy ra?').inputValue()).toBe('Có trộm vào nhà số 5')
    await page.getByText('xin gọi 113, 114 hoặc 115, không chờ trang này').waitFor()
    world.now = new Date(world.now.getTime() + 60_000)
    await page.getByRole('button', { name: 'Gửi tin báo' }).click()
    await page.locator('[data-receipt]').waitFor()
  })
})

describe('a chat open in more windows than it may have streams', () => {
  it('hears what is new in each, by asking where no stream is to be had', async () => {
    const { world, address } = await serveWorld()
    const { page, complaints } = await browsers.visit()
    await page.goto(`${address}/chat`)
    await page.getByLabel('Tin nhắn').fill('Chào')
    await page.getByRole('button', { name: 'Gửi', exact: true }).click()
    await until('the first stream', async () => world.listeners.size === 1)
    const pages = [page, await page.context().newPage(), await page.context().newPage()]
    for (const next of pages.slice(1)) await next.goto(`${address}/chat`)
    await until('two streams', async () => world.listeners.size === 2)
    world.thread.entries = [{ id: 'dlv_1', from: 'officer', text: 'Cán bộ đang tới.', at: world.now }]
    for (const tell of world.listeners) tell()
    for (const each of pages) await each.getByText('Cán bộ đang tới.').waitFor()
    // Read again and again, drawn once.
    for (const tell of world.listeners) tell()
    world.thread.entries.push({ id: 'dlv_2', from: 'officer', text: 'Cán bộ đã tới.', at: world.now })
    for (const each of pages) {
      await each.getByText('Cán bộ đã tới.').waitFor()
      expect(await each.getByText('Cán bộ đang tới.').count()).toBe(1)
    }
    expect(complaints.filter((one) => !one.includes('503'))).toEqual([])
    // Windows that are closed leave their places to others.
    await pages[0]?.close()
    await pages[1]?.close()
    await until('the places to come free', async () => world.listeners.size === 0 || world.listeners.size === 1)
  })
})

describe('the real line', async () => {
  const line = await startLine({ TRUSTED_PROXY: '127.0.0.1' }, { withWorker: false })
  const { address } = line.server
  const from = (client: string) => ({ 'x-forwarded-for': client })
  const countEvents = async (): Promise<number> =>
    Number((await line.query<{ n: string }>('select count(*) n from events'))[0]?.n)

  it('flooded from one address takes reports from all others, and words of danger from that one too', {
    timeout: 120_000,
  }, async () => {
    expect(await useUp(address, from('198.51.100.7'))).toBe(429)
    const flooder = { headers: from('198.51.100.7') }
    const others = ['198.51.100.8', '203.0.113.9', '2001:db8::1'].map((client) => ({ headers: from(client) }))
    for (const other of others) {
      const answer = await postForm(address, { token: await openForm(address), what: 'Mất xe' }, other)
      expect(answer.receipt).not.toBeNull()
    }
    // What comes back of the limit while this runs is used up at once.
    await useUp(address, flooder.headers)
    const token = await openForm(address)
    const danger = await postForm(address, { token, what: 'Cứu với, nó cầm dao đâm người ở chợ Bến Thành' }, flooder)
    expect(danger.receipt).not.toBeNull()
    expect(line.log.join('\n')).not.toMatch(/198\.51\.100|203\.0\.113|2001:db8/)
  })

  it('says 503 while a statement does not end in time, keeps the words, and takes them later', {
    timeout: 60_000,
  }, async () => {
    const filed = await postForm(address, { token: await openForm(address), what: 'Mất xe' })
    const code = filed.receipt ?? ''
    const opened = await postForm(
      address,
      { token: await openForm(address, '/bien-nhan'), code },
      { path: '/bien-nhan' },
    )
    const reply = [...opened.html.matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
    const form = { token: await openForm(address), what: 'Tin gửi lúc bận' }
    const before = await countEvents()

    const blocker = new pg.Client({ connectionString: line.database.url })
    await blocker.connect()
    await blocker.query('begin; lock table conversations in access exclusive mode')
    const away = await Promise.all([
      postForm(address, form),
      postForm(address, { token: reply, code, text: 'Lời bổ sung' }, { path: '/bien-nhan/tra-loi' }),
      postForm(address, { token: await openForm(address, '/bien-nhan'), code }, { path: '/bien-nhan' }),
    ])
    await blocker.query('rollback')
    await blocker.end()
    expect(away.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(away.map(() => [503, '30']))
    expect(away[0]?.html).toContain('Tin gửi lúc bận</textarea>')
    expect(away[1]?.html).toContain('Lời bổ sung</textarea>')
    expect(away[2]?.html).toContain(code)

    expect((await postForm(address, form)).receipt).not.toBeNull()
    const added = { token: reply, code, text: 'Lời bổ sung' }
    expect((await postForm(address, added, { path: '/bien-nhan/tra-loi' })).html).toContain('Đã ghi nhận phần bổ sung.')
    expect(await countEvents()).toBe(before + 2)
  })

  it('gives the place of a stream back when its reader goes away', async () => {
    const first = await postForm(address, { token: await openForm(address, '/chat'), text: 'Chào' }, { path: '/chat' })
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const listen = async () => {
      const connection = new AbortController()
      const { status } = await fetch(`${address}/chat/events`, { headers: { cookie }, signal: connection.signal })
      return { status, leave: () => connection.abort() }
    }
    const streams = [await listen(), await listen()]
    expect(streams.map(({ status }) => status)).toEqual([200, 200])
    expect((await listen()).status).toBe(503)
    streams[0]?.leave()
    await until('a place', async () => {
      const next = await listen()
      next.leave()
      return next.status === 200
    })
  })
})
