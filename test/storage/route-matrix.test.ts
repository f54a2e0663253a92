import { afterAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/server/server.ts'
import { type Answer, ask, formOf } from '../attack/ask.ts'
import { type Actor, findLeaks, openCast, REACH, type TipName } from '../attack/cast.ts'
import { ALL_ACTORS, ROUTES, type RouteEntry } from '../attack/route-matrix.ts'
import { openStage } from '../attack/stage.ts'
import { cloneDatabase } from '../support/postgres.ts'

const stage = await openStage({ ...(await cloneDatabase()), startServer })
afterAll(() => stage.close())
const cast = await openCast(stage)
/** Of another province than everybody else. */
const stranger = await stage.addOfficer({ unit: '01-PC01' })

const isMiddleware = ({ path }: { path: string }): boolean => path.includes('*')
const entries = Object.entries(ROUTES)

async function request(route: string, entry: RouteEntry, actor: Actor, id: string): Promise<Answer> {
  const [named = '', path = ''] = route.split(' ')
  const method = named === 'ALL' ? 'PUT' : named
  const fields = entry.fields === null ? {} : { token: cast.formTokenOf(actor), ...entry.fields }
  const form = method === 'POST' ? formOf(fields) : { headers: {} }
  return ask(stage.address, {
    method,
    path: path.replaceAll(/:[a-z]+/g, id),
    headers: { ...cast.headersOf(actor), ...form.headers },
    ...('body' in form ? { body: form.body } : {}),
  })
}

it('every route of the web process is in the matrix, and every line of the matrix is a route', () => {
  const routes = stage.routes.filter((route) => !isMiddleware(route)).map(({ method, path }) => `${method} ${path}`)
  expect([...new Set(routes)].sort()).toEqual(entries.map(([route]) => route).sort())
})

describe.each(entries)('%s', (route, entry) => {
  it('answers each role what the matrix says, and shows of tips no word but those', { timeout: 60_000 }, async () => {
    const told: string[] = []
    for (const actor of ALL_ACTORS) {
      if (!entry.byReach) {
        const answer = await request(route, entry, actor, cast.officerOf('otherUnit')?.id ?? '')
        const wanted = entry.status?.(actor)
        if (answer.status !== wanted) told.push(`${actor}: ${answer.status}, not ${wanted}`)
        told.push(...findLeaks(cast, actor, answer.body, (reach) => entry.shows?.[reach] ?? []))
        continue
      }
      for (const [name, tip] of Object.entries(cast.tips) as [TipName, { id: string }][]) {
        const answer = await request(route, entry, actor, tip.id)
        const isNobody = actor === 'signedOut' || actor === 'disabled'
        const reached = isNobody ? 'nobody' : (REACH[actor][name] ?? 'none')
        const wanted = entry.byReach[reached]
        if (answer.status !== wanted) told.push(`${actor}, ${name} (${reached}): ${answer.status}, not ${wanted}`)
        // Of this tip what its reach allows; of no other anything.
        const leaks = findLeaks(cast, actor, answer.body, (reach, one) =>
          one === name ? (entry.shows?.[reach] ?? []) : [],
        )
        told.push(...leaks.map((leak) => `${actor}, ${name}: shows ${leak}`))
        const isPage = [200, 400, 409].includes(answer.status)
        const shown = reached === 'nobody' || reached === 'none' ? [] : (entry.shows?.[reached] ?? [])
        for (const field of isPage ? shown : []) {
          // A word that never shows would prove nothing by its absence elsewhere.
          if (!answer.body.includes(cast.tips[name].words[field])) told.push(`${actor}, ${name}: lacks ${field}`)
        }
      }
    }
    expect(told).toEqual([])
  })
})

it('the list shows what it may, and beside it a tip, by an address, is answered as its own page is', async () => {
  for (const actor of ALL_ACTORS) {
    const list = await request('GET /ban-truc', {}, actor, '')
    for (const [name, tip] of Object.entries(cast.tips) as [TipName, (typeof cast.tips)[TipName]][]) {
      const reach = REACH[actor][name]
      const isListed = (reach === 'holds' || reach === 'told') && name !== 'closed'
      expect([actor, name, list.body.includes(tip.words.essence)]).toEqual([actor, name, isListed])
      const alone = await request('GET /ban-truc/tin/:id', {}, actor, tip.id)
      const beside = await ask(stage.address, {
        method: 'GET',
        path: `/ban-truc?tin=${tip.id}`,
        headers: cast.headersOf(actor),
      })
      expect([actor, name, beside.status]).toEqual([actor, name, alone.status])
      if (alone.status === 404) expect(beside.body).toBe(alone.body)
    }
  }
})

it('a receipt opens its own talk to whoever holds it, and shows neither who sent it nor what officers wrote for themselves', async () => {
  for (const tip of Object.values(cast.tips)) {
    const page = await ask(stage.address, { method: 'GET', path: '/bien-nhan' })
    const token = /name="token" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const form = formOf({ token, code: tip.receipt })
    const opened = await ask(stage.address, { method: 'POST', path: '/bien-nhan', ...form })
    expect([tip.name, opened.status]).toEqual([tip.name, 200])
    for (const field of ['text', 'answer'] as const) expect(opened.body).toContain(tip.words[field])
    for (const field of ['note', 'reason', 'finding', 'name', 'phone', 'essence'] as const) {
      expect(opened.body).not.toContain(tip.words[field])
    }
    for (const other of Object.values(cast.tips).filter((one) => one !== tip)) {
      for (const word of Object.values(other.words)) expect(opened.body).not.toContain(word)
    }
  }
})

it('an administrator reaches the officers of their province and no others, and is told of the others nothing', async () => {
  const unknown = await request(
    'GET /ban-truc/can-bo/:id',
    {},
    'administrator',
    'ofc_01900000-0000-7000-8000-000000000000',
  )
  const foreign = await request('GET /ban-truc/can-bo/:id', {}, 'administrator', stranger.id)
  expect(foreign).toEqual(unknown)
  expect(foreign.status).toBe(404)
  expect((await request('GET /ban-truc/can-bo', {}, 'administrator', '')).body).not.toContain(stranger.id)
})

it('what only looks like the desk does not exist', async () => {
  const plain = await request('GET /ban-truc/tin/:id', {}, 'duty', 'tip_1')
  for (const path of [
    '//ban-truc',
    '/%2Fban-truc',
    '/ban-truc/..;/',
    '/ban-truc%2Ftin',
    '/BAN-TRUC',
    '/ban-truc/',
    '/./ban-truc//',
  ]) {
    const answer = await ask(stage.address, { method: 'GET', path, headers: cast.headersOf('duty') })
    expect([path, answer.status]).toEqual([path, 404])
    expect(findLeaks(cast, 'signedOut', answer.body, () => [])).toEqual([])
  }
  expect(plain.status).toBe(404)
})
