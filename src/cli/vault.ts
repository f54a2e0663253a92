import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { openPool } from '../storage/db.ts'
import { listVaultKeyIds } from '../storage/identities.ts'
import { urlForRole } from '../storage/roles.ts'
import { readVaultPassword } from '../vault/keys.ts'
import { rotateVaultKey } from '../vault/vault-keys.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'

const USAGE =
  'vault rotate               make a new vault key, beside a running line; old ones stay while they are needed'

export const vaultCommand: Command = {
  usage: USAGE,
  async run(args, env) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
    if (positionals.length !== 1 || positionals[0] !== 'rotate') {
      process.stderr.write(`  tinbao ${USAGE}\n`)
      return 2
    }
    const config = loadConfig(env)
    const folders = { keys: config.keysFolder, vault: config.vaultKeysFolder }
    const rotated = await withDatabase(config, async (ownerUrl) => {
      const address = urlForRole(ownerUrl, 'vault', await readVaultPassword(folders.vault))
      const pool = openPool(address, { size: 1, name: 'vault rotate' })
      try {
        return await rotateVaultKey(folders, new Date(), new Set(await listVaultKeyIds(pool.db)))
      } finally {
        await pool.close()
      }
    })
    const list = (ids: readonly string[]): string => (ids.length > 0 ? ids.join(', ') : 'none')
    process.stdout.write(`New key ${rotated.id}; intake seals to it within ten seconds.\n`)
    process.stdout.write(`Kept for what they sealed: ${list(rotated.kept)}. Destroyed: ${list(rotated.removed)}.\n`)
    process.stdout.write('Back up the folder of the vault keys again: the old copy lacks the new key.\n')
    return 0
  },
}
