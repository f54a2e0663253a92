import { loadConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { runProcess, tellOperator } from '../run-process.ts'
import { startVault } from './serve.ts'

const config = loadConfig(process.env)
const { databaseAddress } = config
if (databaseAddress === null) throw new AppError('bad-config', 'DATABASE_ADDRESS: needed')
await runProcess('vault', () =>
  startVault(config, {
    databaseAddress,
    log: tellOperator,
  }),
)
