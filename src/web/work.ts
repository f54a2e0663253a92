import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)

/** A little computing asked of a browser: find a number whose derived key begins with so many zero bits. */
export interface Task {
  /** Ours, signed; also the salt. */
  task: string
  bits: number
  iterations: number
}

export interface Work {
  /** A task for this form alone, good for half an hour. */
  give(formKey: string): Task
  /**
   * True once for each task: for the submission that spends it, and its repeats. False for a number that is no answer,
   * and for a task that is too old, of another form, not ours, or spent.
   */
  check(formKey: string, submission: string, task: string, answer: string): Promise<boolean>
}

/**
 * 128 numbers are tried on average, each some 2 ms of a desk's processor: a quarter of a second where eight are tried
 * at a time, some seconds on a cheap telephone. PBKDF2 rather than a bare hash, for every browser computes it as fast as
 * a flooder's own program does. Checking costs us one number.
 */
const BITS = 7
const ITERATIONS = 4_000
const VALID_MS = 30 * 60 * 1000
/** About 4 MB. The oldest goes first: to spend one twice, a flooder has to compute all these in between. */
const SPENT_MAX = 20_000

const SHAPE = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/
const ANSWER = /^\d{1,7}$/

/** `secret` is shared by every web process; what is spent is known to each alone. */
export function makeWork(secret: Uint8Array, now: () => Date): Work {
  const spent = new Map<string, { submission: string; endsMs: number }>()
  const sign = (formKey: string, ends: string, nonce: string): Buffer =>
    createHmac('sha256', secret).update(`tinbao work v1|${BITS}|${ITERATIONS}|${formKey}|${ends}|${nonce}`).digest()

  /** True for whoever comes first with this task, and for the same submission again. */
  const spend = (task: string, submission: string, endsMs: number): boolean => {
    const nowMs = now().getTime()
    for (const [oldest, { endsMs: end }] of spent) {
      if (end > nowMs && spent.size < SPENT_MAX) break
      spent.delete(oldest)
    }
    const known = spent.get(task)
    if (known === undefined) spent.set(task, { submission, endsMs })
    return known === undefined || known.submission === submission
  }

  return {
    give(formKey) {
      const ends = Math.floor((now().getTime() + VALID_MS) / 1000).toString(36)
      const nonce = randomBytes(16).toString('base64url')
      const task = `${ends}.${nonce}.${sign(formKey, ends, nonce).toString('base64url')}`
      return { task, bits: BITS, iterations: ITERATIONS }
    },
    async check(formKey, submission, task, answer) {
      const [, ends, nonce, mac] = SHAPE.exec(task) ?? []
      if (ends === undefined || nonce === undefined || mac === undefined || !ANSWER.test(answer)) return false
      const given = Buffer.from(mac, 'base64url')
      const expected = sign(formKey, ends, nonce)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
      const endsMs = Number.parseInt(ends, 36) * 1000
      if (endsMs < now().getTime()) return false
      const key = await derive(answer, task, ITERATIONS, 4, 'sha256')
      return key.readUInt32BE(0) >>> (32 - BITS) === 0 && spend(task, submission, endsMs)
    },
  }
}
