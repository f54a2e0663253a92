import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../../src/config.ts'
import type { RolePasswords } from '../../src/storage/roles.ts'
import type { ContentKeys } from '../../src/vault/data-key.ts'
import { cannotOpen } from '../../src/vault/envelope.ts'
import type { VaultPrivateKey, VaultPrivateKeys } from '../../src/vault/identity.ts'
import { ensureKeys, type Peppers } from '../../src/vault/keys.ts'

/** Content keys of a test that needs no files: `current` seals, all open. */
export function fixedKeys(
  current = '2026-11/open',
  keys: Readonly<Record<string, Uint8Array>> = { [current]: randomBytes(32) },
): ContentKeys {
  return {
    current() {
      const key = keys[current]
      if (!key) throw cannotOpen()
      return { id: current, key }
    },
    get: (id) => (Object.hasOwn(keys, id) ? keys[id] : undefined),
  }
}

export function fixedPeppers(): Peppers {
  const pepper = () => new Uint8Array(randomBytes(32))
  return { sender: pepper(), receipt: pepper(), text: pepper(), search: pepper(), band: pepper(), entity: pepper() }
}

/** A vault that holds one key. */
export function onlyKey(key: VaultPrivateKey): VaultPrivateKeys {
  return { get: (id) => (id === key.id ? key : undefined) }
}

/** All key files of a home whose database has these passwords: roles belong to a server that test files share. */
export async function makeKeys(config: Config, passwords: RolePasswords): Promise<void> {
  await mkdir(config.keysFolder, { recursive: true, mode: 0o700 })
  // Before the others: the vault's is moved to its own folder then.
  await writeFile(path.join(config.keysFolder, 'database-roles.json'), JSON.stringify(passwords), { mode: 0o600 })
  await ensureKeys(config.keysFolder, { vaultFolder: config.vaultKeysFolder })
}
