import { lstatSync } from 'node:fs'
import { chmod, lstat, mkdir, unlink } from 'node:fs/promises'
import type { Server } from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { AppError } from '../domain/errors.ts'

/** A named pipe of Windows lies in no folder, and its rights are the account's. */
const IS_PIPE = process.platform === 'win32'

/**
 * Listens on a socket that only our own accounts reach: its folder is made if missing, and refused if others may write
 * there. `isShared`: the vault has an account of its own, and its group may call. What a killed process left is removed.
 * @throws {AppError} `port-in-use` while another vault answers there, `bad-config`
 */
export async function listenOnSocket(server: Server, socket: string, isShared: boolean): Promise<void> {
  if (!IS_PIPE) {
    const folder = path.dirname(socket)
    await mkdir(folder, { recursive: true, mode: isShared ? 0o750 : 0o700 })
    const { uid, mode } = await lstat(folder)
    const own = process.getuid?.()
    if ((uid !== own && uid !== 0) || (mode & 0o022) !== 0) {
      throw new AppError('bad-config', `VAULT_SOCKET: others may write to ${folder}, or own it`)
    }
    await removeStale(socket)
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, () => {
      server.off('error', reject)
      resolve()
    })
  })
  if (!IS_PIPE) await chmod(socket, isShared ? 0o660 : 0o600)
}

/** For callers: false where somebody else could have put a socket of his own in the vault's place. */
export function isTrusted(socket: string, vaultUid: number | null): boolean {
  if (IS_PIPE) return true
  try {
    const { uid, mode } = lstatSync(path.dirname(socket))
    return [process.getuid?.(), 0, vaultUid].includes(uid) && (mode & 0o002) === 0
  } catch {
    return false
  }
}

async function removeStale(socket: string): Promise<void> {
  if (await answers(socket)) throw new AppError('port-in-use', `a vault is running already at ${socket}`)
  await unlink(socket).catch(() => {})
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = net.connect(socket)
    connection.once('connect', () => {
      connection.destroy()
      resolve(true)
    })
    connection.once('error', () => resolve(false))
  })
}
