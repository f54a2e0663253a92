import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../../../src/config.ts'
import { isTrusted, listenOnSocket } from '../../../src/vault/socket.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-socket-'))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function listenAt(socket: string, isShared = false): Promise<void> {
  const server = createServer()
  await listenOnSocket(server, socket, isShared)
  ends.push(() => new Promise((resolve) => server.close(resolve)))
}

describe('the socket of the vault', () => {
  it('and its folder are closed to every other account, and open to the group where the vault has its own', async () => {
    const folder = await makeFolder()
    for (const [isShared, modes] of [
      [false, [0o700, 0o600]],
      [true, [0o750, 0o660]],
    ] as const) {
      const socket = path.join(folder, `run-${isShared}`, 'vault.sock')
      await listenAt(socket, isShared)
      const found = await Promise.all([path.dirname(socket), socket].map(async (one) => (await stat(one)).mode & 0o777))
      expect(found).toEqual(modes)
    }
  })

  it('takes the place of what a dead process left, not of a living one', async () => {
    const socket = path.join(await makeFolder(), 'vault.sock')
    await writeFile(socket, '')
    await listenAt(socket)
    await expect(listenAt(socket)).rejects.toThrow('a vault is running already')
  })

  it('is not opened in a folder where others may write, nor believed there by callers', async () => {
    const folder = path.join(await makeFolder(), 'open')
    await mkdir(folder)
    const socket = path.join(folder, 'vault.sock')
    expect(isTrusted(socket, null)).toBe(true)
    await chmod(folder, 0o777)
    await expect(listenAt(socket)).rejects.toThrow('others may write')
    expect(isTrusted(socket, null)).toBe(false)
    expect(isTrusted(path.join(folder, 'nowhere', 'vault.sock'), null)).toBe(false)
  })

  it('has a path that the system takes, however deep the home lies, and the same one for every process', () => {
    const near = loadConfig({ TINBAO_HOME: '/srv/tinbao' })
    expect(near.vaultSocket).toBe('/srv/tinbao/run/vault.sock')
    const deep = { TINBAO_HOME: `/srv/${'tin-bao/'.repeat(20)}` }
    const far = loadConfig(deep).vaultSocket
    expect(Buffer.byteLength(far)).toBeLessThanOrEqual(100)
    expect(loadConfig(deep).vaultSocket).toBe(far)
    expect(loadConfig({ TINBAO_HOME: `${deep.TINBAO_HOME}x` }).vaultSocket).not.toBe(far)
    expect(() => loadConfig({ VAULT_SOCKET: `/srv/${'x'.repeat(100)}` })).toThrow('VAULT_SOCKET')
  })
})
