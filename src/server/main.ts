import { makeChannels } from '../../bots/index.ts'
import { loadConfig, openChannelSettings } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { startServer } from './server.ts'

const config = loadConfig(process.env)
if (config.databaseAddress === null) throw new AppError('bad-config', 'DATABASE_ADDRESS: needed')
try {
  const server = await startServer(config, {
    databaseAddress: config.databaseAddress,
    channels: makeChannels(openChannelSettings(config)),
    now: () => new Date(),
    log: (line) => process.stderr.write(`${line}\n`),
  })
  process.send?.({ ready: server.address })

  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    void server.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // The launcher is gone: nobody would stop this process any more.
  process.on('disconnect', stop)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(error.code === 'port-in-use' ? 98 : 1)
}
