import { makeChannels } from '../bots/index.ts'
import { loadConfig, openChannelSettings } from '../src/config.ts'
import { AppError } from '../src/domain/errors.ts'
import { runProcess, tellOperator } from '../src/run-process.ts'
import { startWorker } from './worker.ts'

const config = loadConfig(process.env)
const { databaseAddress } = config
if (databaseAddress === null) throw new AppError('bad-config', 'DATABASE_ADDRESS: needed')
await runProcess('worker', () =>
  startWorker(config, {
    databaseAddress,
    channels: makeChannels(openChannelSettings(config)),
    now: () => new Date(),
    log: tellOperator,
  }),
)
