import { chmod, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeIdentityOpener, makeIdentitySealer } from '../../../src/vault/identity.ts'
import * as keys from '../../../src/vault/keys.ts'
import { tryOpen } from './open.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function makeFolder(): Promise<string> {
  const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'tinbao-keys-')), 'keys')
  folders.push(path.dirname(folder))
  return folder
}

const FILES = [
  'content-keys.json',
  'database-roles.json',
  'forms.json',
  'peppers.json',
  'vault-private.json',
  'vault-public.json',
]

async function readAll(folder: string): Promise<string[]> {
  return Promise.all(FILES.map((file) => readFile(path.join(folder, file), 'utf8')))
}

describe('key files', () => {
  it('that are missing are made, for the owner of the process alone', async () => {
    const folder = await makeFolder()
    expect((await keys.ensureKeys(folder)).sort()).toEqual(FILES)
    expect((await readdir(folder)).sort()).toEqual(FILES)
    for (const file of FILES) expect((await stat(path.join(folder, file))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  it('that are there are never touched, however often they are asked for', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const before = await readAll(folder)
    expect(await keys.ensureKeys(folder)).toEqual([])
    expect(await readAll(folder)).toEqual(before)
  })

  it('that are damaged are left as they are, for a person may still read them', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    await writeFile(path.join(folder, 'peppers.json'), '{ "sender": "AA')
    expect(await keys.ensureKeys(folder)).toEqual([])
    expect(await readFile(path.join(folder, 'peppers.json'), 'utf8')).toBe('{ "sender": "AA')
  })

  it('work together: what intake seals, the vault opens', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const sealed = await makeIdentitySealer(await keys.readVaultPublicKey(folder)).seal('r', { chatId: '1' })
    expect(await makeIdentityOpener(await keys.readVaultPrivateKey(folder)).open('r', sealed)).toEqual({ chatId: '1' })
    const content = await keys.readContentKeys(folder)
    expect(content.keys[content.current]).toHaveLength(32)
  })

  it('a public half that was lost is made again from the private one, and still fits it', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const before = await keys.readVaultPublicKey(folder)
    await unlink(path.join(folder, 'vault-public.json'))
    expect(await keys.ensureKeys(folder)).toEqual(['vault-public.json'])
    expect(await keys.readVaultPublicKey(folder)).toEqual(before)
  })

  it('no private half is made beside a public one whose private half lies elsewhere: they would not fit', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    await unlink(path.join(folder, 'vault-private.json'))
    expect(await keys.ensureKeys(folder)).toEqual([])
  })

  const readers = {
    'peppers.json': keys.readPeppers,
    'content-keys.json': keys.readContentKeys,
    'vault-public.json': keys.readVaultPublicKey,
    'vault-private.json': keys.readVaultPrivateKey,
    'database-roles.json': keys.readRolePasswords,
    'forms.json': keys.readFormKey,
  }

  it.each(Object.entries(readers))(
    '%s is named when it is missing or damaged, and never quoted',
    async (file, read) => {
      const folder = await makeFolder()
      expect(await tryOpen(() => read(folder))).toMatchObject({
        code: 'unknown-key',
        message: expect.stringContaining(file),
      })
      await keys.ensureKeys(folder)
      const whole = await readFile(path.join(folder, file), 'utf8')
      for (const damaged of ['', 'c2VjcmV0', '{"secret":"c2VjcmV0"}', whole.slice(0, -20)]) {
        await writeFile(path.join(folder, file), damaged)
        const fault = await tryOpen(() => read(folder))
        expect(fault).toEqual({ code: 'unknown-key', message: `unknown-key: key file ${file} is damaged` })
      }
    },
  )

  it('a pepper or key of the wrong length is damage, not a weaker key', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const damage = async (file: string, value: unknown): Promise<void> => {
      await chmod(path.join(folder, file), 0o600)
      await writeFile(path.join(folder, file), JSON.stringify(value))
    }
    await damage('peppers.json', { sender: '', receipt: '', text: '' })
    await damage('content-keys.json', { current: 'k', keys: { k: 'AAAA' } })
    await damage('forms.json', { key: '' })
    for (const read of [keys.readPeppers, keys.readContentKeys, keys.readFormKey]) {
      expect(await tryOpen(() => read(folder))).toMatchObject({ code: 'unknown-key' })
    }
    await damage('content-keys.json', { current: 'gone', keys: { k: Buffer.alloc(32).toString('base64') } })
    expect(await tryOpen(() => keys.readContentKeys(folder))).toMatchObject({ code: 'unknown-key' })
  })
})
