import { readRedisFacts } from '../../workers/redis-server.ts'

/** BullMQ warns below it: blocking commands take no fractions of a second before 6.0, and 6.2 is the first it is tested on. */
const VERSION_MIN = [6, 2] as const

export interface RedisFinding {
  state: 'ok' | 'warning' | 'broken'
  detail: string
  mend: string
}

/** Looks whether the Redis of `REDIS_URL` can carry the queues; never throws, and never quotes the address. */
export async function checkRedis(url: string): Promise<RedisFinding> {
  try {
    const { name, version, memoryPolicy } = await readRedisFacts(url)
    const detail = `BullMQ on ${name} ${version}, maxmemory-policy ${memoryPolicy}`
    if (!isAtLeast(version, VERSION_MIN)) {
      return { state: 'broken', detail, mend: `Install Redis ${VERSION_MIN.join('.')} or newer, or any Valkey.` }
    }
    if (memoryPolicy !== 'noeviction') {
      return {
        state: 'warning',
        detail,
        mend:
          'Set "maxmemory-policy noeviction" in its configuration. As it is, a Redis whose memory is full throws jobs ' +
          'away; nothing is lost, but each then waits REQUEUE_SECONDS.',
      }
    }
    return { state: 'ok', detail, mend: '' }
  } catch (error) {
    return {
      state: 'broken',
      detail: `Redis: ${error instanceof Error ? error.message : 'no answer'}`,
      mend:
        'Is it running, and are address and password in REDIS_URL right? Until then what comes in is accepted and ' +
        'waits in the database. Without REDIS_URL the queues run on Postgres.',
    }
  }
}

function isAtLeast(version: string, least: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > least[0] || (major === least[0] && minor >= least[1])
}
