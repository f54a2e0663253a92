import { copyFile, link, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { RETENTION_CLASSES } from '../../../src/data/retention-classes.ts'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { destroyKey, ensureEpochKeys, listEpochKeys, readContentKeys } from '../../../src/vault/content-keys.ts'
import { ensureKeys } from '../../../src/vault/keys.ts'
import { CANNOT_OPEN, tryOpen } from './open.ts'

const FILE = 'content-keys.json'
const NOVEMBER = new Date('2026-11-22T08:00:00Z')
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function makeFolder(now = NOVEMBER): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-epochs-'))
  folders.push(folder)
  await ensureKeys(folder, { now })
  return folder
}

/** A sealer over the folder whose clock a test turns. */
async function sealerAt(folder: string, start = NOVEMBER) {
  const clock = { ms: start.getTime() }
  const sealer = makeContentSealer(await readContentKeys(folder, () => clock.ms))
  const keyNow = () => sealer.keyIdOf(sealer.seal('r', 1))
  return { clock, sealer, keyNow }
}

const bothMonths = (first: string, second: string): string[] =>
  [first, second].flatMap((month) => RETENTION_CLASSES.map((name) => `${month}/${name}`)).sort()

describe('epoch keys', () => {
  it('are there for this month and the next, one for each class, by the calendar of Viet Nam', async () => {
    expect(await listEpochKeys(await makeFolder())).toEqual(bothMonths('2026-11', '2026-12'))
    // Half past one in the morning of the first of January in Ho Chi Minh City.
    expect(await listEpochKeys(await makeFolder(new Date('2026-12-31T18:30:00Z')))).toEqual(
      bothMonths('2027-01', '2027-02'),
    )
  })

  it('are made once a month, and asking again makes none', async () => {
    const folder = await makeFolder()
    expect(await ensureEpochKeys(folder, NOVEMBER)).toEqual([])
    const december = new Date('2026-12-01T00:00:00Z')
    const made = RETENTION_CLASSES.map((name) => `2027-01/${name}`)
    expect(await ensureEpochKeys(folder, december)).toEqual(made)
    expect(await ensureEpochKeys(folder, december)).toEqual([])
  })

  it('survive that many add and destroy at once: none that was made is lost', async () => {
    const folder = await makeFolder()
    const months = Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(2027, at, 15)))
    await Promise.all([
      ...months.map((month) => ensureEpochKeys(folder, month)),
      destroyKey(folder, '2026-11/spam'),
      destroyKey(folder, '2026-12/spam'),
    ])
    const ids = await listEpochKeys(folder)
    for (const month of months) {
      const name = month.toISOString().slice(0, 7)
      for (const one of RETENTION_CLASSES) expect(ids).toContain(`${name}/${one}`)
    }
    expect(ids).not.toContain('2026-11/spam')
    expect((await readdir(folder)).filter((name) => /new-|doomed|lock/.test(name))).toEqual([])
  })

  it('are not made in a folder that lost its file: that is a disk which is not there', async () => {
    const folder = await makeFolder()
    await rm(path.join(folder, FILE))
    expect(await tryOpen(() => ensureEpochKeys(folder, NOVEMBER))).toMatchObject({ code: 'unknown-key' })
    expect(await readdir(folder)).not.toContain(FILE)
  })
})

describe('sealing', () => {
  it('goes over to the new month’s key by itself, and what was sealed before still opens', async () => {
    const folder = await makeFolder()
    const { clock, sealer, keyNow } = await sealerAt(folder)
    expect(keyNow()).toBe('2026-11/open')
    const before = sealer.seal('r', 'tháng mười một')
    clock.ms = Date.parse('2026-11-30T17:00:05Z')
    expect(keyNow()).toBe('2026-12/open')
    expect(sealer.open('r', before)).toBe('tháng mười một')
  })

  it('takes the last key there is where nobody has made this month’s: an accepted tip is sealed all the same', async () => {
    const folder = await makeFolder()
    const { clock, keyNow } = await sealerAt(folder)
    clock.ms = Date.parse('2027-03-10T00:00:00Z')
    expect(keyNow()).toBe('2026-12/open')
    await ensureEpochKeys(folder, new Date(clock.ms))
    expect(keyNow()).toBe('2027-03/open')
  })

  it('takes the key of the first version where there is no other', async () => {
    const folder = await makeFolder()
    const old = { current: 'epoch-2026-11', keys: { 'epoch-2026-11': Buffer.alloc(32, 4).toString('base64') } }
    await writeFile(path.join(folder, FILE), JSON.stringify(old))
    const { clock, sealer, keyNow } = await sealerAt(folder)
    expect(keyNow()).toBe('epoch-2026-11')
    const sealed = sealer.seal('r', 1)
    await ensureEpochKeys(folder, NOVEMBER)
    clock.ms += 10_000
    expect([keyNow(), sealer.open('r', sealed)]).toEqual(['2026-11/open', 1])
  })
})

describe('a running process', () => {
  it('finds a key made after it began at once, when something names it', async () => {
    const folder = await makeFolder()
    const { sealer } = await sealerAt(folder)
    await ensureEpochKeys(folder, new Date('2027-05-05T00:00:00Z'))
    const later = await sealerAt(folder, new Date('2027-05-05T00:00:00Z'))
    expect(sealer.open('r', later.sealer.seal('r', 'năm'))).toBe('năm')
  })

  it('goes on while its file is away or half written, and forgets nothing', async () => {
    const folder = await makeFolder()
    const { clock, sealer } = await sealerAt(folder)
    const sealed = sealer.seal('r', 1)
    const whole = await readFile(path.join(folder, FILE), 'utf8')
    for (const damage of [
      () => rm(path.join(folder, FILE)),
      () => writeFile(path.join(folder, FILE), whole.slice(9)),
    ]) {
      await damage()
      clock.ms += 10_000
      expect(sealer.open('r', sealed)).toBe(1)
      expect(sealer.open('r', sealer.seal('r', 2))).toBe(2)
    }
  })
})

describe('a destroyed key', () => {
  it('opens nothing any more, in the process that destroyed it, in others, and in any that begins', async () => {
    const folder = await makeFolder()
    const { clock, sealer } = await sealerAt(folder)
    const spam = sealer.rewrap('r', sealer.seal('r', 'rác'), '2026-11/spam')
    const kept = sealer.seal('r', 'giữ')
    expect(sealer.open('r', spam)).toBe('rác')
    expect(await destroyKey(folder, '2026-11/spam')).toBe(true)
    expect(await destroyKey(folder, '2026-11/spam')).toBe(false)
    clock.ms += 10_000
    const fresh = await sealerAt(folder)
    for (const one of [sealer, fresh.sealer]) {
      expect(await tryOpen(() => one.open('r', spam))).toEqual(CANNOT_OPEN)
      expect(await tryOpen(() => one.rewrap('r', spam, '2026-11/open'))).toEqual(CANNOT_OPEN)
      expect(one.open('r', kept)).toBe('giữ')
    }
  })

  it('leaves no bytes in the file that held it, also when that file has another name', async () => {
    const folder = await makeFolder()
    const file = path.join(folder, FILE)
    const before = JSON.parse(await readFile(file, 'utf8'))
    // Another name for the same bytes on the disk, through which they can be looked at afterwards.
    await link(file, path.join(folder, 'seen'))
    await destroyKey(folder, '2026-11/spam')
    const [now, old] = [await readFile(file, 'utf8'), await readFile(path.join(folder, 'seen'), 'latin1')]
    expect(now).not.toContain(before.keys['2026-11/spam'])
    for (const key of Object.values<string>(before.keys)) expect(old).not.toContain(key)
    expect(Object.keys(JSON.parse(now).keys)).toHaveLength(Object.keys(before.keys).length - 1)
  })

  it('is destroyed to the end after a crash between the new file and the overwriting of the old', async () => {
    const folder = await makeFolder()
    const file = path.join(folder, FILE)
    // As such a crash leaves it: the old bytes under their second name.
    await copyFile(file, `${file}.doomed`)
    await link(`${file}.doomed`, path.join(folder, 'seen'))
    const { keys } = JSON.parse(await readFile(file, 'utf8'))
    await ensureKeys(folder, { now: NOVEMBER })
    expect(await readdir(folder)).not.toContain(`${FILE}.doomed`)
    const old = await readFile(path.join(folder, 'seen'), 'latin1')
    for (const key of Object.values<string>(keys)) expect(old).not.toContain(key)
  })

  it('and a crash before the new file was there leaves every key where it was', async () => {
    const folder = await makeFolder()
    const file = path.join(folder, FILE)
    const whole = await readFile(file, 'utf8')
    await link(file, `${file}.doomed`)
    await ensureKeys(folder, { now: NOVEMBER })
    expect(await readFile(file, 'utf8')).toBe(whole)
    await link(file, `${file}.doomed`)
    expect(await destroyKey(folder, '2026-11/spam')).toBe(true)
    expect((await listEpochKeys(folder)).length).toBe(9)
  })
})
