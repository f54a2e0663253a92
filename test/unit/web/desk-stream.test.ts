import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addTip, type FakeApp, get, makeFakeDesk, makeTip, tipId } from './desk-fakes.ts'

let desk: FakeApp
let closing: AbortController
const decoder = new TextDecoder()

beforeEach(() => {
  vi.useFakeTimers()
  closing = new AbortController()
  desk = makeFakeDesk({ closing: closing.signal })
  addTip(desk.fake, makeTip(1), 'lời kể không được vào luồng')
})
afterEach(() => {
  closing.abort()
  vi.useRealTimers()
})

async function openStream() {
  const answer = await get(desk, '/ban-truc/dong')
  const reader = answer.body?.getReader()
  if (!reader) throw new Error('no stream')
  const next = async (): Promise<string | null> => {
    const { value, done } = await reader.read()
    return done ? null : decoder.decode(value)
  }
  expect(await next()).toMatch(/^retry: /)
  return { answer, reader, next }
}

test('the stream tells which tip changed, by id and version, and nothing else', async () => {
  const { answer, next } = await openStream()
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const more = { tip: tipId(1), version: 4, isRestricted: false, essence: 'lời kể không được vào luồng' }
  desk.fake.change?.(more)
  expect(await next()).toBe(`data: {"tip":"${tipId(1)}","version":4}\n\n`)
})

test('after a gap the page is told to look at everything anew', async () => {
  const { next } = await openStream()
  desk.fake.gap?.()
  expect(await next()).toBe('event: gap\ndata: {}\n\n')
})

test('a slow reader hears each changed tip once, at its latest version', async () => {
  const { reader } = await openStream()
  for (let version = 1; version <= 200; version++) desk.fake.change?.({ tip: tipId(1), version, isRestricted: false })
  let heard = ''
  while (!heard.includes('"version":200}')) heard += decoder.decode((await reader.read()).value)
  expect(heard.match(/data/g)?.length).toBeLessThan(50)
})

test('every 15 seconds the session is asked for, and a session that has ended ends the stream', async () => {
  const { next } = await openStream()
  await vi.advanceTimersByTimeAsync(15_000)
  expect(await next()).toBe(':\n\nevent: beat\ndata: {}\n\n')
  desk.fake.isSignedIn = false
  await vi.advanceTimersByTimeAsync(15_000)
  expect(await next()).toBe('event: ended\ndata: {}\n\n')
  expect(await next()).toBeNull()
  expect(desk.fake.change).toBeNull()
})

test('a session holds four streams at most, and a stream that was left frees its place', async () => {
  const streams = [await openStream(), await openStream(), await openStream(), await openStream()]
  const refused = await get(desk, '/ban-truc/dong')
  expect(refused.status).toBe(429)
  await streams[0]?.reader.cancel()
  await openStream()
})

test('when the process stops, streams end and no new one opens', async () => {
  const { next } = await openStream()
  closing.abort()
  expect(await next()).toBeNull()
  expect(desk.fake.change).toBeNull()
  expect((await get(desk, '/ban-truc/dong')).status).toBe(429)
})

test('HEAD opens no stream', async () => {
  const answer = await desk.app.request('/ban-truc/dong', {
    method: 'HEAD',
    headers: { cookie: `desk=${'S'.repeat(43)}` },
  })
  expect(answer.status).toBe(200)
  expect(desk.fake.change).toBeNull()
})
