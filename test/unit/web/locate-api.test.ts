import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { makeReceipt } from '../../../src/domain/receipt.ts'
import { LOCATE_PATH, makeLocateApi, type PlaceAnswer, type PlaceQuery } from '../../../src/web/locate-api.ts'

const SESSION = 'S'.repeat(43)
const OVER = 'T'.repeat(43)
const ANSWER: PlaceAnswer = {
  release: '2026-04-30.1',
  commune: '26743',
  province: '79',
  candidates: [{ code: '26743', name: 'Phường Bến Thành, Thành phố Hồ Chí Minh', score: 0.97 }],
  unclear: null,
  reasons: [],
}

let world: {
  asked: PlaceQuery[]
  counted: string[]
  faults: unknown[]
  nowMs: number
  address: string
  answer: () => PlaceAnswer | null
}
beforeEach(() => {
  world = { asked: [], counted: [], faults: [], nowMs: 0, address: '203.0.113.9', answer: () => ANSWER }
})

function makeApi(isPublic = false) {
  return makeLocateApi(
    {
      locate(query) {
        world.asked.push(query)
        return world.answer()
      },
      async countQuestion(session) {
        if (session !== SESSION) return false
        world.counted.push(session)
        return true
      },
      clientAddress: () => world.address,
      now: () => new Date(world.nowMs),
    },
    { isPublic, isSecure: false, onFault: (fault) => world.faults.push(fault) },
  )
}

const as = (session: string | null, more: Record<string, string> = {}) => ({
  headers: { ...(session === null ? {} : { cookie: `desk=${session}` }), ...more },
})
const ask = (query: string, session: string | null = SESSION, api = makeApi()) =>
  api.request(`${LOCATE_PATH}?${query}`, as(session))

describe('who may ask', () => {
  it('an officer who is signed in is answered, and the question counted', async () => {
    const answer = await ask(`q=${encodeURIComponent('phường Bến Thành')}`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(ANSWER)
    expect(world.asked).toEqual([{ text: 'phường Bến Thành', pin: null }])
    expect(world.counted).toEqual([SESSION])
  })

  it('nobody else is, neither without a session nor with one that is over', async () => {
    for (const session of [null, OVER, 'short']) {
      const answer = await ask('q=a', session)
      expect(answer.status).toBe(401)
      expect(await answer.json()).toEqual({ error: 'signed-out' })
    }
    expect(world.asked).toEqual([])
  })

  it('everybody is where that is set, and nothing is counted', async () => {
    expect((await ask('q=a', null, makeApi(true))).status).toBe(200)
    expect((await ask('q=a', OVER, makeApi(true))).status).toBe(200)
    expect(world.counted).toEqual([])
  })

  it('no page of another site is, whoever looks at it', async () => {
    const answer = await makeApi(true).request(`${LOCATE_PATH}?q=a`, as(SESSION, { 'sec-fetch-site': 'cross-site' }))
    expect(answer.status).toBe(401)
    expect(world.counted).toEqual([])
  })
})

describe('what may be asked', () => {
  it('a pin, with its accuracy or without, and a pin with words', async () => {
    await ask('lat=10.772&lon=106.694')
    await ask('lat=10.772&lon=106.694&accuracy=25.5&q=a')
    expect(world.asked).toEqual([
      { text: '', pin: { lat: 10.772, lon: 106.694, accuracyMetres: null } },
      { text: 'a', pin: { lat: 10.772, lon: 106.694, accuracyMetres: 25.5 } },
    ])
  })

  it.each([
    '',
    'q=',
    'q=%20%0a',
    'q=a&q=b',
    'lat=10',
    'lon=106&accuracy=5',
    'lat=91&lon=106',
    'lat=10&lon=181',
    'lat=1e1&lon=106',
    'lat=NaN&lon=106',
    'lat=Infinity&lon=106',
    'lat=10.772&lon=106.694&accuracy=-5',
    'lat=10.772&lat=11&lon=106.694',
    'q=a&lat=10',
  ])('"%s" is refused with 400', async (query) => {
    const answer = await ask(query)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: 'bad-query' })
    expect(world.asked).toEqual([])
  })

  it('500 characters are read, and one more is refused with 413', async () => {
    expect((await ask(`q=${'a'.repeat(500)}`)).status).toBe(200)
    const answer = await ask(`q=${'a'.repeat(501)}`)
    expect(answer.status).toBe(413)
    expect(await answer.json()).toEqual({ error: 'too-long' })
  })

  it('bytes that are no text, and names of objects, harm nothing', async () => {
    for (const query of ['q=%ff%fe', 'q=%00', 'q=a&__proto__=1&constructor=2', `q=${'%'.repeat(50)}`]) {
      expect((await ask(query)).status).toBe(200)
    }
  })

  it('an address that holds a receipt does not exist, and is not answered', async () => {
    const receipt = makeReceipt(new Uint8Array(15).fill(77))
    expect((await ask(`q=${receipt}`)).status).toBe(404)
    expect((await ask(`q=a&x=${receipt}`)).status).toBe(404)
    expect(world.asked).toEqual([])
  })

  it('another method is refused, and told which there are', async () => {
    const answer = await makeApi().request(LOCATE_PATH, { ...as(SESSION), method: 'POST' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })
})

describe('how much may be asked', () => {
  it('a network that asks too much is told when to come back, others are not held up, and time gives back', async () => {
    const api = makeApi(true)
    const statuses: number[] = []
    for (let n = 0; n < 121; n++) statuses.push((await ask('q=a', null, api)).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(120)
    const refused = await ask('q=a', SESSION, api)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await refused.json()).toEqual({ error: 'too-many' })
    world.address = '198.51.100.7'
    expect((await ask('q=a', null, api)).status).toBe(200)
    world.address = '203.0.113.9'
    world.nowMs += 1_000
    expect((await ask('q=a', null, api)).status).toBe(200)
  })
})

describe('an answer', () => {
  it('is kept nowhere on its way, and opens no door for scripts', async () => {
    const { headers } = await ask('q=a')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('waits for a gazetteer, or a database, with 503', async () => {
    world.answer = () => null
    const early = await ask('q=a')
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '10'])
    world.answer = () => {
      throw new AppError('database-unreachable', 'no')
    }
    expect((await ask('q=a')).status).toBe(503)
  })

  it('to a fault of ours is a code word, and says nothing of fault or question', async () => {
    world.answer = () => {
      throw new Error('secret place')
    }
    const answer = await ask('q=a')
    expect(answer.status).toBe(500)
    expect(await answer.json()).toEqual({ error: 'fault' })
    expect(world.faults).toHaveLength(1)
  })
})
