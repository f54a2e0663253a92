import { afterAll, describe, expect, it } from 'vitest'
import { toNewRelease } from '../../src/cli/gazetteer-release.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { activateRelease, keepRelease } from '../../src/flow/gazetteer.ts'
import { startServer } from '../../src/server/server.ts'
import { ask } from '../attack/ask.ts'
import { openStage } from '../attack/stage.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { cloneDatabase } from '../support/postgres.ts'
import { BEN_THANH } from './world.ts'

const database = await cloneDatabase()
const release = await asOwner(database.url, async (tx) => {
  const { id } = await keepRelease(tx, toNewRelease(makeSmallRelease(), []))
  await activateRelease(tx, id)
  return id
})
const logs: string[] = []
const stage = await openStage({
  ...database,
  startServer: (config, parts) => startServer(config, { ...parts, log: (line) => logs.push(line) }),
})
afterAll(() => stage.close())
const officer = await stage.addOfficer({ unit: BEN_THANH })
const SECRET = 'hẻm bí mật 4711'
const query = `q=${encodeURIComponent(`${SECRET}, phường Bến Thành, quận 1`)}`
const get = (path: string, token: string | null) =>
  ask(stage.address, { method: 'GET', path, headers: token === null ? {} : { cookie: `desk=${token}` } })

describe('GET /api/locate', () => {
  it('answers an officer by the release in use', async () => {
    const answer = await get(`/api/locate?${query}`, officer.token)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({
      release,
      commune: BEN_THANH,
      province: '79',
      candidates: [{ code: BEN_THANH, name: 'Phường Bến Thành, Thành phố Hồ Chí Minh' }],
      unclear: null,
    })
    expect(JSON.parse((await get('/api/locate?lat=10.7721&lon=106.6941', officer.token)).body).commune).toBe(BEN_THANH)
  })

  it('answers nobody else', async () => {
    expect((await get(`/api/locate?${query}`, null)).status).toBe(401)
  })

  it('leaves of a question who asked, and of its words nothing anywhere', async () => {
    await get(`/api/locate?${query}`, officer.token)
    const rows = await stage.query<{ officer_id: string; row: string }>(
      `select officer_id, to_jsonb(a)::text as row from audit a where action = 'place.asked'`,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ officer_id }) => officer_id === officer.id)).toBe(true)
    for (const kept of [...rows.map(({ row }) => row), ...logs]) {
      expect(kept).not.toContain('4711')
      expect(kept).not.toContain('10.7721')
    }
  })
})
