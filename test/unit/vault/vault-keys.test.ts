import { link, mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { decodeEnvelope } from '../../../src/vault/envelope.ts'
import { makeIdentityOpener, makeIdentitySealer } from '../../../src/vault/identity.ts'
import { ensureKeys, vaultFolderOf } from '../../../src/vault/keys.ts'
import { readVaultPrivateKeys, rotateVaultKey, watchVaultPublicKey } from '../../../src/vault/vault-keys.ts'
import { CANNOT_OPEN, tryOpen } from './open.ts'

const NOW = new Date('2026-11-22T08:00:00Z')
const DAY_MS = 24 * 60 * 60_000
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function makeFolders() {
  const keys = await mkdtemp(path.join(os.tmpdir(), 'tinbao-rotate-'))
  folders.push(keys)
  await ensureKeys(keys)
  return { keys, vault: vaultFolderOf(keys) }
}

const vaultKeyOf = (sealed: Uint8Array): string => decodeEnvelope(sealed, 'identity').wraps[0]?.keyId ?? ''

describe('rotation of the vault key', () => {
  it('under load loses nothing: all that is sealed meanwhile opens, in a vault that was never restarted', async () => {
    const at = await makeFolders()
    // A clock that runs fast, so that the look every ten seconds falls between two sealings.
    let nowMs = NOW.getTime()
    const clock = (): number => {
      nowMs += 2_500
      return nowMs
    }
    const sealers = [1, 2].map(() => makeIdentitySealer(watchVaultPublicKey(at.keys, clock), clock))
    const opener = makeIdentityOpener(await readVaultPrivateKeys(at.vault))
    const sealed: Buffer[] = []
    let isRotated = false
    const sealMany = async (): Promise<void> => {
      // Before, while and after it changes, however slow the machine makes either.
      for (let left = 60; left > 0; left -= isRotated ? 1 : 0) {
        for (const sealer of sealers) sealed.push(await sealer.seal('r', { chatId: '7' }))
        await new Promise(setImmediate)
      }
    }
    const rotateMany = async (): Promise<void> => {
      for (let count = 0; count < 4; count++) await rotateVaultKey(at, NOW, new Set())
      isRotated = true
    }
    await Promise.all([sealMany(), rotateMany(), sealMany()])
    for (const one of sealed) expect(await opener.open('r', one)).toEqual({ chatId: '7' })
    const last = await sealers[0]?.seal('r', 1)
    const { id } = JSON.parse(await readFile(path.join(at.keys, 'vault-public.json'), 'utf8'))
    expect(vaultKeyOf(last ?? Buffer.alloc(0))).toBe(id)
    expect(new Set(sealed.map(vaultKeyOf)).size).toBeGreaterThan(1)
  })

  it('keeps an old key while something is sealed under it, and 36 days longer than anything is', async () => {
    const at = await makeFolders()
    const sealed = await makeIdentitySealer(watchVaultPublicKey(at.keys)).seal('r', 'ai')
    const first = vaultKeyOf(sealed)
    const daysLater = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS)
    const second = await rotateVaultKey(at, NOW, new Set([first]))
    expect(second).toMatchObject({ kept: [first], removed: [] })
    expect(await rotateVaultKey(at, daysLater(1), new Set())).toMatchObject({ kept: [first, second.id], removed: [] })
    const used = await rotateVaultKey(at, daysLater(400), new Set([first]))
    expect(used.kept).toContain(first)
    const opener = makeIdentityOpener(await readVaultPrivateKeys(at.vault))
    expect(await opener.open('r', sealed)).toBe('ai')

    const file = path.join(at.vault, 'vault-private.json')
    const { d } = JSON.parse(await readFile(file, 'utf8')).keys[0].jwk
    await link(file, path.join(at.vault, 'seen'))
    expect((await rotateVaultKey(at, daysLater(401), new Set())).removed).toContain(first)
    const fresh = makeIdentityOpener(await readVaultPrivateKeys(at.vault))
    expect(await tryOpen(() => fresh.open('r', sealed))).toEqual(CANNOT_OPEN)
    expect(await readFile(path.join(at.vault, 'seen'), 'latin1'), 'the old bytes are overwritten').not.toContain(d)
  })

  it('by two at once leaves both keys, and the public one that came last', async () => {
    const at = await makeFolders()
    const both = await Promise.all([rotateVaultKey(at, NOW, new Set()), rotateVaultKey(at, NOW, new Set())])
    const { keys } = JSON.parse(await readFile(path.join(at.vault, 'vault-private.json'), 'utf8'))
    const ids: string[] = keys.map(({ id }: { id: string }) => id)
    for (const { id } of both) expect(ids).toContain(id)
    expect(JSON.parse(await readFile(path.join(at.keys, 'vault-public.json'), 'utf8')).id).toBe(ids.at(-1))
  })
})
