import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readAsOwner } from '../../src/cli/owner-db.ts'
import { CHECKPOINT_LOG, makeCheckpoints, readCheckpoint } from '../../src/flow/checkpoint.ts'
import { verifyAudit } from '../../src/flow/verify-audit.ts'
import { writeAudit } from '../../src/storage/audit.ts'
import { openSignedLog, readSignedLog, sizeOf, verifySignedLog } from '../../src/vault/signed-log.ts'
import { startCheckpoints } from '../../workers/checkpoints.ts'
import { until } from '../support/line.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const worker = world.as('worker')
const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-checkpoint-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const { privateKey, publicKey } = generateKeyPairSync('ed25519')

function open(name: string) {
  const file = path.join(folder, name)
  let nowMs = Date.now()
  const now = (): Date => new Date(nowMs)
  const log = openSignedLog({ name: CHECKPOINT_LOG.name, file, signingKey: privateKey, verifyKeys: [], now })
  const parts = { name: CHECKPOINT_LOG.name, file, verifyKeys: [publicKey] }
  return {
    make: () => makeCheckpoints({ db: worker, log, now }),
    pass: (ms: number) => {
      nowMs += ms
    },
    /** Chain and number of each head, line by line. */
    async lines(): Promise<string[][]> {
      const found: string[][] = []
      for await (const read of readSignedLog(parts)) {
        found.push(read.ok ? (readCheckpoint(read.entry.body) ?? []).map((one) => `${one.chain} ${one.number}`) : [])
      }
      return found
    },
    parts,
  }
}
const write = (...units: (string | null)[]): Promise<void> =>
  writeAudit(
    worker,
    ...units.map((unitCode) => ({ action: 'tip.assigned' as const, officerId: null, unitCode, objectId: null })),
  )

describe('a checkpoint', () => {
  it('names the heads that moved since the last, and is not written when none did', async () => {
    const { make, lines } = open('moved.jsonl')
    const checkpoints = make()
    expect(await checkpoints.write()).toBe(0)
    await write('26743', '26740', null)
    expect(await checkpoints.write()).toBe(3)
    await write('26743')
    expect(await checkpoints.write()).toBe(1)
    expect(await checkpoints.write()).toBe(0)
    expect(await lines()).toEqual([['26740 1', '26743 1', 'system 1'], ['26743 2']])
  })

  it('of another process begins with every head of the last days, and waits while another just wrote', async () => {
    const { make, lines, pass } = open('other.jsonl')
    await make().write()
    const other = make()
    expect(await other.write({ unlessWithinMs: 60_000 })).toBe(0)
    pass(60_000)
    expect(await other.write({ unlessWithinMs: 60_000 })).toBe(3)
    expect((await lines()).map((line) => line.length)).toEqual([3, 3])
  })

  it('by several at once is one line after the other, and the log stays sound', async () => {
    const { make, parts } = open('many.jsonl')
    const writers = [make(), make(), make()]
    for (let turn = 0; turn < 5; turn++) {
      await Promise.all([write('26743'), write(null), ...writers.map((one) => one.write())])
    }
    expect(await verifySignedLog(parts)).toMatchObject({ ok: true })
  })

  it('is written by a worker at once and when it stops', async () => {
    const { make, lines } = open('worker.jsonl')
    const faults: unknown[] = []
    const signing = startCheckpoints({ db: worker, checkpoints: make(), onError: (error) => faults.push(error) })
    await until('the first line', lines)
    await write('79-PV01')
    await signing.close()
    expect((await lines()).at(-1)).toEqual(['79-PV01 1'])
    expect(faults).toEqual([])
  })

  it('that cannot be written stops nothing, and is told', async () => {
    const faults: unknown[] = []
    const signing = startCheckpoints({
      db: worker,
      checkpoints: { write: () => Promise.reject(new Error('the disk is full')) },
      onError: (error) => faults.push(error),
    })
    await until('the fault', async () => faults)
    await signing.close()
    expect(faults).toHaveLength(2)
  })
})

it('rows written while the log is verified raise no alarm, and those not yet committed are in no checkpoint', async () => {
  const { make, parts } = open('busy.jsonl')
  const checkpoints = make()
  let isOver = false
  const writing = (async () => {
    while (!isOver) {
      await write('26743', '26740')
      await checkpoints.write()
    }
  })()
  for (let turn = 0; turn < 8; turn++) {
    const untilBytes = await sizeOf(parts.file)
    const verdict = await readAsOwner(world.database.url, (tx) =>
      verifyAudit(tx, { lines: readSignedLog({ ...parts, untilBytes }), from: null }),
    )
    expect(verdict).toMatchObject({ tampering: null, badLine: null })
  }
  isOver = true
  await writing
})
