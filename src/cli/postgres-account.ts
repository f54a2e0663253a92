import { execFile, spawn } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../domain/errors.ts'

/** Who runs the Postgres programs, and how they are run as that account. */
export interface ServerAccount {
  /** Runs a program to its end, its output appended to the open file, `input` on its standard input; answers the exit code. */
  run(program: string, args: readonly string[], outputFd: number, input?: string): Promise<number>
  /** Gives a file or folder to the account. */
  own(file: string): Promise<void>
}

interface Identity {
  uid: number
  gid: number
}

/** No setting of ours (tokens, addresses) and no `PG...` of the user's reaches Postgres. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']

/**
 * The flag lets the account pass through folders only root may read. `no_setuid_fixup` is needed beside the
 * capability: `initdb` asks access(2), which otherwise drops the capabilities of whoever is not root.
 */
const THROUGH_CLOSED_FOLDERS = [
  '--clear-groups',
  '--securebits=+no_setuid_fixup',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
]

/**
 * Postgres refuses to run as root. As root we take the account that owns the data, else `postgres`, else `nobody`;
 * as anyone else, ourselves.
 * @throws {AppError} `database-refused` when the data are another account's, `unsupported-platform` when root finds no
 * account that can reach the folders.
 */
export async function chooseAccount(places: { home: string; data: string; program: string }): Promise<ServerAccount> {
  const uid = process.getuid?.()
  const owner = await ownerOf(places.data)
  if (uid !== 0) {
    if (uid !== undefined && owner && owner.uid !== uid) {
      throw new AppError(
        'database-refused',
        `${places.data} belongs to another account (uid ${owner.uid}): start as that account, or as root`,
      )
    }
    return { run: (program, args, fd, input) => finish(program, args, fd, {}, input), own: async () => {} }
  }
  const identity = owner && owner.uid !== 0 ? owner : await findUnprivileged()
  const own = (file: string): Promise<void> => chown(file, identity.uid, identity.gid)
  const asIdentity = { uid: identity.uid, gid: identity.gid }
  const plain: ServerAccount['run'] = (program, args, fd, input) => finish(program, args, fd, asIdentity, input)
  if (await reaches(plain, places)) return { run: plain, own }
  const prefix = [`--reuid=${identity.uid}`, `--regid=${identity.gid}`, ...THROUGH_CLOSED_FOLDERS]
  const privileged: ServerAccount['run'] = (program, args, fd, input) =>
    finish('setpriv', [...prefix, program, ...args], fd, {}, input)
  if (process.platform === 'linux' && (await reaches(privileged, places))) return { run: privileged, own }
  throw new AppError(
    'unsupported-platform',
    `Postgres does not run as root, and the account with uid ${identity.uid} may not read ${places.program} or ` +
      `${places.home}: start as an ordinary user, move the folder out of a closed one such as /root, or set DATABASE_URL`,
  )
}

async function ownerOf(folder: string): Promise<Identity | null> {
  try {
    return await stat(folder)
  } catch {
    return null
  }
}

async function findUnprivileged(): Promise<Identity> {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)])
    if (uid !== null && gid !== null && uid !== 0) return { uid, gid }
  }
  throw new AppError(
    'unsupported-platform',
    'Postgres does not run as root, and there is no account "postgres" or "nobody": start as an ordinary user, or set DATABASE_URL',
  )
}

function idOf(flag: '-u' | '-g', name: string): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('id', [flag, name], (error, stdout) => resolve(error ? null : Number.parseInt(stdout, 10)))
  })
}

async function reaches(run: ServerAccount['run'], places: { home: string; program: string }): Promise<boolean> {
  try {
    const question = 'test -x "$0" && test -r "$0" && test -x "$1"'
    return (await run('/bin/sh', ['-c', question, places.program, places.home], -1)) === 0
  } catch {
    return false
  }
}

function finish(
  program: string,
  args: readonly string[],
  outputFd: number,
  identity: Partial<Identity>,
  input?: string,
): Promise<number> {
  const output = outputFd < 0 ? 'ignore' : outputFd
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...identity,
      stdio: [input === undefined ? 'ignore' : 'pipe', output, output],
      env: { LC_ALL: 'C', ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])) },
      // Our own folder may be closed to the account.
      cwd: path.parse(process.cwd()).root,
      windowsHide: true,
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
    // One that ended before it read says so with its exit code.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
