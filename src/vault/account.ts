import { execFile } from 'node:child_process'
import { access, constants, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../domain/errors.ts'
import { isThere } from './key-file.ts'
import { PRIVATE_FILE } from './vault-keys.ts'

export interface Account {
  uid: number
  gid: number
}

/** @throws {AppError} `bad-config` where this machine knows no such account, or it is root */
export async function findAccount(name: string): Promise<Account> {
  const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)])
  if (uid === null || gid === null) throw new AppError('bad-config', `VAULT_USER: no account "${name}" on this machine`)
  if (uid === 0) throw new AppError('bad-config', 'VAULT_USER: root reads everything and is no account of its own')
  return { uid, gid }
}

export interface VaultPlaces {
  vaultUser: string | null
  keysFolder: string
  vaultKeysFolder: string
}

/**
 * For web and worker: where the vault has an account of its own, a process that could read its private key does not
 * start. Root reads every file, so there the modes must say what they would say to others.
 * @throws {AppError} `bad-config`
 */
export async function refuseIfVaultIsOpen(places: VaultPlaces): Promise<void> {
  if (places.vaultUser === null) return
  const { uid } = await findAccount(places.vaultUser)
  const own = process.getuid?.()
  const refuse = (what: string): never => {
    throw new AppError('bad-config', `VAULT_USER is set, but ${what}`)
  }
  if (own === uid) refuse('this process runs as that account: give web and worker another')
  if (own !== 0) {
    for (const folder of [places.keysFolder, places.vaultKeysFolder]) {
      if (await isReadable(path.join(folder, PRIVATE_FILE))) refuse("this process can read the vault's private key")
    }
    return
  }
  if (places.keysFolder !== places.vaultKeysFolder && (await isThere(path.join(places.keysFolder, PRIVATE_FILE)))) {
    refuse("the vault's private key lies among the keys of all: start once, or migrate, as root")
  }
  for (const file of [places.vaultKeysFolder, path.join(places.vaultKeysFolder, PRIVATE_FILE)]) {
    const found = await stat(file).catch(() => null)
    if (found && (found.uid !== uid || (found.mode & 0o077) !== 0)) {
      refuse(`others than ${places.vaultUser} may read the folder of its keys, or own it`)
    }
  }
}

/** For the vault itself. @throws {AppError} `bad-config` */
export async function refuseOtherAccount(vaultUser: string | null): Promise<void> {
  if (vaultUser === null) return
  const { uid } = await findAccount(vaultUser)
  if (process.getuid?.() !== uid) {
    throw new AppError('bad-config', `VAULT_USER: the vault runs as another account than "${vaultUser}"`)
  }
}

async function isReadable(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
}

function idOf(flag: '-u' | '-g', name: string): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('id', [flag, name], (error, stdout) => resolve(error ? null : Number.parseInt(stdout, 10)))
  })
}
