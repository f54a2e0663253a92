import { loadConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { isUnreachable } from '../storage/db.ts'
import { startVault } from './serve.ts'

const config = loadConfig(process.env)
if (config.databaseAddress === null) throw new AppError('bad-config', 'DATABASE_ADDRESS: needed')
try {
  const vault = await startVault(config, {
    databaseAddress: config.databaseAddress,
    log: (line) => process.stderr.write(`${line}\n`),
  })
  process.send?.({ ready: '' })

  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    void vault.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // The launcher is gone: nobody would stop this process any more.
  process.on('disconnect', stop)
} catch (error) {
  // Whoever keeps this process running starts it again; a stack would tell an operator less than the sentence.
  if (!(error instanceof AppError) && !isUnreachable(error)) throw error
  process.stderr.write(`vault: ${error instanceof AppError ? error.message : 'the database does not answer yet'}\n`)
  process.exit(1)
}
