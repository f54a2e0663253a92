import { makeChannels } from '../../bots/index.ts'
import { loadConfig, openChannelSettings } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { runProcess, tellOperator } from '../run-process.ts'
import { startServer } from './server.ts'

const config = loadConfig(process.env)
const { databaseAddress } = config
if (databaseAddress === null) throw new AppError('bad-config', 'DATABASE_ADDRESS: needed')
await runProcess('web', () =>
  startServer(config, {
    databaseAddress,
    channels: makeChannels(openChannelSettings(config)),
    now: () => new Date(),
    log: tellOperator,
  }),
)
