import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readCallers, readCallerToken } from '../../../src/vault/callers.ts'
import { readContentKeys } from '../../../src/vault/content-keys.ts'
import { makeIdentityOpener, makeIdentitySealer, makeVaultKeys } from '../../../src/vault/identity.ts'
import * as keys from '../../../src/vault/keys.ts'
import { readVaultPrivateKeys, readVaultPublicKey } from '../../../src/vault/vault-keys.ts'
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

const SHARED = [
  'audit-signing.json',
  'audit-verify.json',
  'content-keys.json',
  'database-roles.json',
  'peppers.json',
  'vault-callers.json',
  'vault-public.json',
]
const OWN = ['callers.json', 'database-role.json', 'vault-private.json'].map((name) => path.join('vault', name))

async function listFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true, recursive: true })
  return found
    .filter((one) => one.isFile())
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)))
    .sort()
}

async function readAll(folder: string): Promise<string[]> {
  return Promise.all((await listFiles(folder)).map((file) => readFile(path.join(folder, file), 'utf8')))
}

const readJson = async (folder: string, name: string) => JSON.parse(await readFile(path.join(folder, name), 'utf8'))
const writeJson = (folder: string, name: string, value: unknown) =>
  writeFile(path.join(folder, name), JSON.stringify(value))

describe('key files', () => {
  it('that are missing are made, for the owner of the process alone, the vault’s in a folder of their own', async () => {
    const folder = await makeFolder()
    const made = await keys.ensureKeys(folder)
    const files = await listFiles(folder)
    expect(files).toEqual(expect.arrayContaining([...SHARED, ...OWN]))
    expect(made.sort()).toEqual(files.map((file) => path.basename(file)).sort())
    for (const file of files) expect((await stat(path.join(folder, file))).mode & 0o777).toBe(0o600)
    for (const one of [folder, path.join(folder, 'vault')]) expect((await stat(one)).mode & 0o777).toBe(0o700)
  })

  it('that are there are never touched, however often they are asked for', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const before = await readAll(folder)
    expect(await keys.ensureKeys(folder)).toEqual([])
    expect(await readAll(folder)).toEqual(before)
  })

  it('are one set when many begin at once', async () => {
    const folder = await makeFolder()
    const made = await Promise.all(Array.from({ length: 8 }, () => keys.ensureKeys(folder)))
    expect(made.flat().sort()).toEqual([...new Set(made.flat())].sort())
    const sealed = await makeIdentitySealer(await readVaultPublicKey(folder)).seal('r', 1)
    const opener = makeIdentityOpener(await readVaultPrivateKeys(keys.vaultFolderOf(folder)))
    expect(await opener.open('r', sealed)).toBe(1)
  })

  it('that are damaged are left as they are, for a person may still read them', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    for (const file of [...SHARED, ...OWN]) {
      const whole = await readFile(path.join(folder, file), 'utf8')
      await writeFile(path.join(folder, file), '{ "sender": "AA')
      expect(await keys.ensureKeys(folder), file).toEqual([])
      expect(await readFile(path.join(folder, file), 'utf8')).toBe('{ "sender": "AA')
      await writeFile(path.join(folder, file), whole)
    }
  })

  it('work together: what intake seals, the vault opens; what callers show, it knows', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const vault = keys.vaultFolderOf(folder)
    const sealed = await makeIdentitySealer(await readVaultPublicKey(folder)).seal('r', { chatId: '1' })
    expect(await makeIdentityOpener(await readVaultPrivateKeys(vault)).open('r', sealed)).toEqual({ chatId: '1' })
    expect((await readContentKeys(folder)).current('open').key).toHaveLength(32)
    const isCaller = await readCallers(vault)
    const [send, unseal] = [await readCallerToken(folder, 'send'), await readCallerToken(folder, 'unseal')]
    expect([isCaller('send', send), isCaller('unseal', unseal)]).toEqual([true, true])
    expect([
      isCaller('send', unseal),
      isCaller('unseal', send),
      isCaller('send', ''),
      isCaller('send', `${send} `),
    ]).toEqual([false, false, false, false])
    expect(await readFile(path.join(vault, 'callers.json'), 'utf8')).not.toContain(send)
    expect(Object.keys(await keys.readAllRolePasswords(folder))).toContain('vault')
  })

  it('a public half that was lost is made again from the private one, and still fits it', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const before = await readVaultPublicKey(folder)
    await unlink(path.join(folder, 'vault-public.json'))
    expect(await keys.ensureKeys(folder)).toEqual(['vault-public.json'])
    expect(await readVaultPublicKey(folder)).toEqual(before)
  })

  it('no private half is made beside a public one whose private half lies elsewhere: they would not fit', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    await unlink(path.join(folder, 'vault', 'vault-private.json'))
    expect(await keys.ensureKeys(folder)).toEqual([])
  })
})

describe('key files of the first version', () => {
  it('are taken over: the private key and the vault’s password move, missing peppers are added, all opens', async () => {
    const folder = await makeFolder()
    await mkdir(folder, { mode: 0o700 })
    const { publicKey, privateKey } = await makeVaultKeys('vault-old')
    const word = (at: number) => Buffer.alloc(32, at).toString('base64')
    const passwords = { intake: 'i', public: 'p', login: 'l', desk: 'd', worker: 'w', vault: 'v' }
    await writeJson(folder, 'vault-private.json', privateKey)
    await writeJson(folder, 'vault-public.json', {
      id: 'vault-old',
      raw: Buffer.from(publicKey.raw).toString('base64'),
    })
    await writeJson(folder, 'database-roles.json', passwords)
    await writeJson(folder, 'peppers.json', { sender: word(1), receipt: word(2), text: word(3) })
    await writeJson(folder, 'content-keys.json', { current: 'epoch-2026-11', keys: { 'epoch-2026-11': word(4) } })
    const sealed = await makeIdentitySealer(publicKey).seal('r', 'ai')

    await keys.ensureKeys(folder)
    const vault = keys.vaultFolderOf(folder)
    expect(await makeIdentityOpener(await readVaultPrivateKeys(vault)).open('r', sealed)).toBe('ai')
    expect(await listFiles(folder)).not.toContain('vault-private.json')
    expect(await readJson(folder, 'database-roles.json')).toMatchObject({ intake: 'i', worker: 'w' })
    expect(await readJson(folder, 'database-roles.json')).not.toHaveProperty('vault')
    expect(await keys.readAllRolePasswords(folder)).toMatchObject({ worker: 'w', vault: 'v' })
    const peppers = await keys.readPeppers(folder)
    expect([peppers.sender[0], peppers.receipt[0], peppers.text[0]]).toEqual([1, 2, 3])
    expect(new Set(Object.values(peppers).map((pepper) => Buffer.from(pepper).toString('hex'))).size).toBe(6)
    expect((await readContentKeys(folder)).get('epoch-2026-11')?.[0]).toBe(4)
    const settled = await readAll(folder)
    expect(await keys.ensureKeys(folder)).toEqual([])
    expect(await readAll(folder)).toEqual(settled)
  })

  it('a move that died half way is finished, and what was sealed meanwhile opens too', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const vault = keys.vaultFolderOf(folder)
    const old = await makeVaultKeys('vault-old')
    await writeJson(folder, 'vault-private.json', old.privateKey)
    const sealedOld = await makeIdentitySealer(old.publicKey).seal('r', 'cũ')
    const sealedNew = await makeIdentitySealer(await readVaultPublicKey(folder)).seal('r', 'mới')
    await keys.ensureKeys(folder)
    const opener = makeIdentityOpener(await readVaultPrivateKeys(vault))
    expect([await opener.open('r', sealedOld), await opener.open('r', sealedNew)]).toEqual(['cũ', 'mới'])
    expect(await listFiles(folder)).not.toContain('vault-private.json')
  })
})

const readers: [string, (folder: string) => unknown][] = [
  ['peppers.json', keys.readPeppers],
  ['content-keys.json', readContentKeys],
  ['vault-public.json', readVaultPublicKey],
  ['vault/vault-private.json', (folder) => readVaultPrivateKeys(keys.vaultFolderOf(folder))],
  ['vault/database-role.json', (folder) => keys.readVaultPassword(keys.vaultFolderOf(folder))],
  ['vault/callers.json', (folder) => readCallers(keys.vaultFolderOf(folder))],
  ['vault-callers.json', (folder) => readCallerToken(folder, 'send')],
  ['database-roles.json', keys.readRolePasswords],
  ['forms.json', keys.readFormKey],
]

describe('a key file', () => {
  it.each(readers)('%s is named when it is missing or damaged, and never quoted', async (file, read) => {
    const folder = await makeFolder()
    const name = path.basename(file)
    expect(await tryOpen(() => read(folder))).toMatchObject({
      code: 'unknown-key',
      message: expect.stringContaining(name),
    })
    await keys.ensureKeys(folder)
    const whole = await readFile(path.join(folder, file), 'utf8')
    for (const damaged of ['', 'c2VjcmV0', '{"secret":4}', whole.slice(0, -20)]) {
      await writeFile(path.join(folder, file), damaged)
      const fault = await tryOpen(() => read(folder))
      expect(fault).toEqual({ code: 'unknown-key', message: `unknown-key: key file ${name} is damaged` })
    }
  })

  it('with a pepper or key of the wrong length is damaged, and holds no weaker key', async () => {
    const folder = await makeFolder()
    await keys.ensureKeys(folder)
    const damage = async (file: string, value: unknown): Promise<void> => {
      await chmod(path.join(folder, file), 0o600)
      await writeJson(folder, file, value)
    }
    const peppers = await readJson(folder, 'peppers.json')
    await damage('peppers.json', { ...peppers, text: '' })
    await damage('forms.json', { key: '' })
    for (const read of [keys.readPeppers, keys.readFormKey]) {
      expect(await tryOpen(() => read(folder))).toMatchObject({ code: 'unknown-key' })
    }
    for (const content of [
      { current: 'k', keys: { k: 'AAAA' } },
      { current: 'gone', keys: { k: Buffer.alloc(32).toString('base64') } },
      { version: 2, keys: { '2026-11/open': 'AAAA' } },
      { version: 3, keys: {} },
    ]) {
      await damage('content-keys.json', content)
      expect(await tryOpen(() => readContentKeys(folder))).toMatchObject({ code: 'unknown-key' })
    }
  })
})
