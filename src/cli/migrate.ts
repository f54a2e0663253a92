import { loadConfig } from '../config.ts'
import type { Command } from './command.ts'
import { openDatabase, prepareDatabase } from './database.ts'

export const migrateCommand: Command = {
  usage: 'migrate                    bring the database to the newest schema; make missing keys',
  async run(_args, env) {
    const config = loadConfig(env)
    const database = await openDatabase(config, () => {})
    try {
      const applied = await prepareDatabase(config, database.ownerUrl)
      process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'Nothing to do.\n')
      return 0
    } finally {
      await database.stop()
    }
  },
}
