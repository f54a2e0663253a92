import { AppError } from '../domain/errors.ts'
import { type Command, explainFault } from './command.ts'

/** Every command of `tinbao`, by name; loaded when it is called, for each brings its part of the house along. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  doctor: async () => (await import('./doctor.ts')).doctor,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  'demo-code': async () => (await import('./demo-code.ts')).demoCode,
  officer: async () => (await import('./officer.ts')).officer,
  units: async () => (await import('./units.ts')).units,
  channel: async () => (await import('./channel.ts')).channel,
  triage: async () => (await import('./triage.ts')).triage,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  vault: async () => (await import('./vault.ts')).vaultCommand,
  audit: async () => (await import('./audit.ts')).audit,
  unseal: async () => (await import('./unseal.ts')).unseal,
  model: async () => (await import('./model.ts')).model,
  train: async () => (await import('./train.ts')).train,
  locate: async () => (await import('./locate.ts')).locate,
  evaluate: async () => (await import('./evaluate.ts')).evaluate,
  routing: async () => (await import('./routing.ts')).routing,
  retention: async () => (await import('./retention.ts')).retention,
  gazetteer: async () => (await import('./gazetteer.ts')).gazetteer,
}

const [name = 'help', ...args] = process.argv.slice(2)
const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined

if (load) {
  try {
    const command = await load()
    process.exitCode = await command.run(args, process.env)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`\n${explainFault(error)}\n`)
    process.exitCode = 1
  }
} else {
  const isHelp = ['help', '--help', '-h'].includes(name)
  const commands = await Promise.all(
    Object.entries(COMMANDS).map(async ([word, make]) => [word, await make()] as const),
  )
  const lines = commands.map(([word, { usage }]) => `  tinbao ${usage || word}`)
  const out = isHelp ? process.stdout : process.stderr
  out.write(`${isHelp ? '' : `No command "${name}".\n\n`}Commands:\n${lines.join('\n')}\n`)
  process.exitCode = isHelp ? 0 : 2
}
