import { expect, it } from 'vitest'
import { checkRedis } from '../../src/cli/doctor-redis.ts'
import { openRedis, startRedis } from '../support/redis.ts'

const redis = await openRedis()

it('finds nothing to mend where Redis refuses rather than forgets', async () => {
  expect(await checkRedis(redis.url)).toMatchObject({
    state: 'ok',
    detail: expect.stringMatching(/^BullMQ on (Redis|Valkey) \d+\.\d+\.\d+, maxmemory-policy noeviction$/),
  })
})

it('warns of a Redis that throws keys away when its memory is full', async () => {
  const forgetful = await startRedis({ 'maxmemory-policy': 'allkeys-lru' })
  const finding = await checkRedis(forgetful.url)
  await forgetful.stop()
  expect(finding).toMatchObject({ state: 'warning', detail: expect.stringContaining('allkeys-lru') })
  expect(finding.mend).toContain('maxmemory-policy noeviction')
})

it('says what is wrong with one that is away, hangs, or does not know us, and repeats no password', async () => {
  const own = await startRedis()
  const stranger = new URL(own.url)
  stranger.password = 'k9-not-for-any-terminal'
  const findings = [await checkRedis(stranger.href)]
  own.pause()
  findings.push(await checkRedis(own.url))
  own.resume()
  await own.stop()
  findings.push(await checkRedis(own.url))
  for (const finding of findings) {
    expect(finding).toMatchObject({ state: 'broken', mend: expect.stringContaining('REDIS_URL') })
    expect(finding.detail).not.toMatch(/k9-not-for-any-terminal|redis:\/\//)
  }
  expect(findings.map(({ detail }) => detail)).toMatchObject([
    expect.stringMatching(/WRONGPASS|invalid/),
    expect.stringContaining('no answer within 5 seconds'),
    expect.stringContaining('ECONNREFUSED'),
  ])
})
