import { createClient } from 'redis'
import { inTime } from './in-time.ts'

export interface RedisFacts {
  /** `Redis` or `Valkey`. */
  name: string
  /** As it says itself: `7.0.15`. */
  version: string
  /** What it does when memory is full; `noeviction` refuses new keys and throws none away. */
  memoryPolicy: string
}

const ANSWER_TIMEOUT_MS = 5_000

/**
 * What a Redis or Valkey says of itself. By INFO alone, for CONFIG is forbidden at many hosts.
 * @throws {Error} when it does not answer within 5 seconds, or not to this account.
 */
export async function readRedisFacts(url: string): Promise<RedisFacts> {
  const client = createClient({ url, socket: { connectTimeout: ANSWER_TIMEOUT_MS, reconnectStrategy: false } })
  // Unheard it would end the process; `connect` tells it too.
  client.on('error', () => {})
  try {
    const info = await inTime(
      client.connect().then(() => client.info()),
      ANSWER_TIMEOUT_MS,
      'no answer within 5 seconds',
    )
    const fieldOf = (field: string): string | undefined => new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(info)?.[1]
    // Valkey also gives the version of the Redis that it is compatible with, which is not its own.
    const valkey = fieldOf('valkey_version')
    return {
      name: valkey === undefined ? 'Redis' : 'Valkey',
      version: valkey ?? fieldOf('redis_version') ?? '',
      memoryPolicy: fieldOf('maxmemory_policy') ?? '',
    }
  } finally {
    client.destroy()
  }
}
