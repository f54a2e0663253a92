import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ensureAuditKeys, readAuditSigningKey, readAuditVerifyKeys } from '../../../src/vault/audit-keys.ts'
import { openSignedLog, readSignedLog, type SignedLog, sizeOf, verifySignedLog } from '../../../src/vault/signed-log.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const now = (): Date => new Date('2026-11-22T06:00:00.000Z')

async function openLog(): Promise<{ log: SignedLog; file: string; again(key?: KeyObject): SignedLog }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-log-'))
  folders.push(folder)
  const file = path.join(folder, 'apart', 'log.jsonl')
  const again = (signingKey = privateKey): SignedLog =>
    openSignedLog({ name: 'test', file, signingKey, verifyKeys: [publicKey], now })
  return { log: again(), file, again }
}

const verify = (file: string, verifyKeys = [publicKey]) => verifySignedLog({ name: 'test', file, verifyKeys })
const bodies = async (file: string, untilBytes?: number): Promise<unknown[]> => {
  const found: unknown[] = []
  const more = untilBytes === undefined ? {} : { untilBytes }
  for await (const read of readSignedLog({ name: 'test', file, verifyKeys: [publicKey], ...more })) {
    found.push(read.ok ? read.entry.body : read)
  }
  return found
}

describe('a signed log', () => {
  it('gives back what was added, in order and proved, to whoever opens it next', async () => {
    const { log, file, again } = await openLog()
    expect(await verify(file)).toEqual({ ok: true, lineCount: 0, lastAt: null })
    expect(await log.readLast()).toBeNull()
    await log.append({ a: 1 })
    await again().append({ b: 'đơn vị\n"}' })
    await again().append(null)
    expect(await bodies(file)).toEqual([{ a: 1 }, { b: 'đơn vị\n"}' }, null])
    expect(await verify(file)).toEqual({ ok: true, lineCount: 3, lastAt: now() })
    expect(await again().readLast()).toEqual({ number: 3, at: now(), body: null })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('takes many additions at once, one after the other', async () => {
    const { log, file } = await openLog()
    await Promise.all(Array.from({ length: 20 }, (_, n) => log.append(n)))
    expect(await bodies(file)).toEqual(Array.from({ length: 20 }, (_, n) => n))
  })

  it('finds its end behind lines longer than it reads at once', async () => {
    const { log, file, again } = await openLog()
    await log.append('x'.repeat(300_000))
    await again().append('y'.repeat(70_000))
    await again().append('z')
    expect(await verify(file)).toMatchObject({ ok: true, lineCount: 3 })
  })

  it('goes on after an addition that a crash cut short, wherever it was cut', async () => {
    const { log, file, again } = await openLog()
    await log.append('first')
    const whole = await sizeOf(file)
    await log.append('second')
    const line = (await readFile(file)).subarray(whole)
    for (let cut = 1; cut < line.length; cut += 7) {
      await truncate(file, whole)
      await appendFile(file, line.subarray(0, cut))
      await again().append('after the crash')
      expect(await bodies(file), `cut at ${cut}`).toEqual(['first', 'after the crash'])
    }
    await truncate(file, whole)
    await appendFile(file, line.subarray(0, -1))
    await again().append('after the crash')
    expect(await bodies(file)).toEqual(['first', 'second', 'after the crash'])
  })

  it('leaves out what was added after a moment', async () => {
    const { log, file } = await openLog()
    await log.append(1)
    const until = await sizeOf(file)
    await log.append(2)
    expect(await bodies(file, until)).toEqual([1])
    expect(await bodies(file, until + 9)).toEqual([1])
  })
})

describe('a line that is not what it was', () => {
  it('is named, and why: every kind', async () => {
    const { log, file } = await openLog()
    for (const body of ['a', 'b', 'c', 'd']) await log.append(body)
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    const judge = async (changed: string[]) => {
      await writeFile(file, changed.map((line) => `${line}\n`).join(''))
      return verify(file)
    }
    const [one = '', two = '', three = '', four = ''] = lines
    expect(await judge(lines)).toMatchObject({ ok: true, lineCount: 4 })
    expect(await judge(lines.with(1, two.replace('"b"', '"x"')))).toEqual({
      ok: false,
      line: 2,
      reason: 'wrong-signature',
    })
    expect(await judge(lines.with(1, two.replace('06:00:00', '06:00:01')))).toMatchObject({
      line: 2,
      reason: 'wrong-signature',
    })
    expect(await judge(lines.with(3, four.slice(0, -1)))).toMatchObject({ line: 4, reason: 'unreadable' })
    expect(await judge(lines.with(3, `${four.slice(0, -9)}AAA=="}`))).toMatchObject({ line: 4 })
    expect(await judge([one, three, four])).toMatchObject({ line: 2, reason: 'wrong-number' })
    expect(await judge([two, three, four])).toMatchObject({ line: 1, reason: 'wrong-number' })
    expect(await judge([one, three, two, four])).toMatchObject({ line: 2, reason: 'wrong-number' })
    expect(await judge([one, one, two])).toMatchObject({ line: 2, reason: 'wrong-number' })
    expect(await judge([one, 'hello', two])).toMatchObject({ ok: true })
    expect(await judge([one, '', 'hello"}', two])).toMatchObject({ line: 2, reason: 'unreadable' })
  })

  it('is one that continues another history, though its number fits', async () => {
    const { log, file, again } = await openLog()
    await log.append('a')
    const begun = await readFile(file, 'utf8')
    await log.append('b')
    const [, second = ''] = (await readFile(file, 'utf8')).trimEnd().split('\n')
    await rm(file)
    await again().append('another beginning')
    await appendFile(file, `${second}\n`)
    expect(await verify(file)).toEqual({ ok: false, line: 2, reason: 'wrong-previous' })
    await writeFile(file, begun)
    expect(await verify(file)).toMatchObject({ ok: true, lineCount: 1 })
  })

  it('is one of another log or another key, and nothing is added behind it', async () => {
    const { log, file } = await openLog()
    await log.append('a')
    expect(await verifySignedLog({ name: 'other', file, verifyKeys: [publicKey] })).toMatchObject({
      line: 1,
      reason: 'wrong-signature',
    })
    const other = generateKeyPairSync('ed25519')
    expect(await verify(file, [other.publicKey])).toMatchObject({ line: 1, reason: 'wrong-signature' })
    const stranger = openSignedLog({ name: 'test', file, signingKey: other.privateKey, verifyKeys: [], now })
    await expect(stranger.append('b')).rejects.toThrow('no line of this log')
  })
})

describe('keys of signed logs', () => {
  it('are made once, belong together, and may be changed while old lines stay proved', async () => {
    const { log, file, again } = await openLog()
    const folder = path.dirname(path.dirname(file))
    expect(await ensureAuditKeys(folder)).toEqual(['audit-signing.json', 'audit-verify.json'])
    expect(await ensureAuditKeys(folder)).toEqual([])
    const signing = await readAuditSigningKey(folder)
    const known = await readAuditVerifyKeys(folder)
    await log.append('under the first')
    await again(signing).append('under the second')
    expect(await verify(file, [publicKey, ...known])).toMatchObject({ ok: true, lineCount: 2 })
    await rm(path.join(folder, 'audit-verify.json'))
    expect(await ensureAuditKeys(folder)).toEqual(['audit-verify.json'])
    expect((await readAuditVerifyKeys(folder)).map((key) => key.export({ format: 'pem', type: 'spki' }))).toEqual(
      known.map((key) => key.export({ format: 'pem', type: 'spki' })),
    )
  })
})
