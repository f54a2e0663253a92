import { AppError } from '../domain/errors.ts'
import { channel } from './channel.ts'
import { type Command, explainFault } from './command.ts'
import { doctor } from './doctor.ts'
import { migrateCommand } from './migrate.ts'
import { officer } from './officer.ts'
import { start } from './start.ts'
import { triage } from './triage.ts'

/** Every command of `tinbao`, by name. */
const COMMANDS: Readonly<Record<string, Command>> = { start, doctor, migrate: migrateCommand, officer, channel, triage }

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined

if (command) {
  try {
    process.exitCode = await command.run(args, process.env)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`\n${explainFault(error)}\n`)
    process.exitCode = 1
  }
} else {
  const isHelp = ['help', '--help', '-h'].includes(name)
  const lines = Object.entries(COMMANDS).map(([word, { usage }]) => `  tinbao ${usage || word}`)
  const out = isHelp ? process.stdout : process.stderr
  out.write(`${isHelp ? '' : `No command "${name}".\n\n`}Commands:\n${lines.join('\n')}\n`)
  process.exitCode = isHelp ? 0 : 2
}
