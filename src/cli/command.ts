import type { AppError, ErrorCode } from '../domain/errors.ts'

export type Env = Readonly<Record<string, string | undefined>>

export interface Command {
  /** What to type, and what it does. */
  usage: string
  /** Answers the exit code. @throws {AppError} explained to the operator by {@link explainFault} */
  run(args: readonly string[], env: Env): Promise<number>
}

/** What an operator can do about a fault. */
const REMEDIES: Partial<Record<ErrorCode, string>> = {
  'bad-config': 'Correct the settings named above (README, "Settings") and start again.',
  'database-unreachable':
    'Is the database running, and is the address in DATABASE_URL right? Leave DATABASE_URL out to use the built-in one.',
  'database-refused':
    "Give DATABASE_URL an account that owns the database and may create roles:\n  create role tinbao_admin login createrole password '…'; create database tinbao owner tinbao_admin;",
  'port-in-use': 'Stop the other program or choose another port: PORT=8200 npm start',
  'unsupported-platform':
    'Built-in Postgres and Node come for Linux, macOS and Windows on x64, and arm64 where npm has them; elsewhere set DATABASE_URL.',
  'unknown-key':
    'Put the key files back from your backup of keys. Without them what they sealed stays closed: new keys open nothing old.',
}

/** What happened and what to do, in two lines. */
export function explainFault(error: AppError): string {
  const remedy = REMEDIES[error.code]
  return `What happened: ${error.message}${remedy ? `\nWhat to do: ${remedy}` : ''}`
}
