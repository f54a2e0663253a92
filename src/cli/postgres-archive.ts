import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** Where the embedded server keeps finished segments of its log until a backup has taken them. */
export const walFolderOf = (home: string): string => path.join(home, 'wal')

/** Of one unbroken archive of the log: of this cluster, since that day. */
export interface LogLine {
  line: string
  systemId: string
}

const LINE_FILE = 'line.json'
const lineSchema = z.strictObject({ line: z.string().regex(/^[0-9a-f]{8}$/), systemId: z.string() })

/**
 * Settings of the archive. `archive_mode` needs a restart to change, so it is on from the first start; but nothing is
 * kept until the first backup makes the folder, for nobody would ever take it away (Postgres manual, "Setting up WAL
 * Archiving": a command that does nothing but succeed).
 */
export async function archiveSettings(home: string, isDurable: boolean): Promise<string[]> {
  if (!isDurable) return ['archive_mode = off']
  const hasFolder = await stat(walFolderOf(home)).then(
    () => true,
    () => false,
  )
  return ['archive_mode = on', `archive_command = '${hasFolder ? keepCommand(home) : keepNothing()}'`]
}

/**
 * Makes the folder of the archive where there is none and has the server's settings say so; whoever calls it tells the
 * server to read them again. An archive of another cluster is put aside.
 */
export async function beginArchive(home: string, data: string, systemId: string): Promise<LogLine> {
  const folder = walFolderOf(home)
  const found = await readLine(home)
  if (found && found.systemId !== systemId) await rename(folder, `${folder}.${found.line}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await giveAsIs(folder, data)
  const line = found?.systemId === systemId ? found : { line: randomBytes(4).toString('hex'), systemId }
  if (line !== found) {
    const file = path.join(folder, LINE_FILE)
    await writeFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    await giveAsIs(file, data)
  }
  await setCommand(home, data)
  return line
}

/** Null where no archive was ever begun, or its folder was replaced by hand. */
export async function readLine(home: string): Promise<LogLine | null> {
  const text = await readFile(path.join(walFolderOf(home), LINE_FILE), 'utf8').catch(() => null)
  if (text === null) return null
  const parsed = lineSchema.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

async function setCommand(home: string, data: string): Promise<void> {
  const file = path.join(data, 'tinbao.conf')
  const text = await readFile(file, 'utf8')
  // A replacer, not a string: `$` in a path would mean something.
  const fresh = text.replace(/^archive_command = .*$/m, () => `archive_command = '${keepCommand(home)}'`)
  if (fresh === text) return
  await writeFile(`${file}.new`, fresh, { mode: 0o600 })
  await giveAsIs(`${file}.new`, data)
  await rename(`${file}.new`, file)
}

/** What stands between the quotes of `archive_command`. */
export function keepCommand(home: string): string {
  const script = fileURLToPath(new URL(`./archive-wal${path.extname(import.meta.url)}`, import.meta.url))
  const escaped = [process.execPath, script, walFolderOf(home)].map((text) => text.replaceAll('%', '%%'))
  const [node = '', file = '', folder = ''] = escaped
  return forSettings([node, file, '%p', `${folder}${path.sep}%f`].map(forShell).join(' '))
}

/** The server hands the command to the system's shell. */
function forShell(text: string): string {
  return process.platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`
}

function keepNothing(): string {
  return process.platform === 'win32' ? 'REM' : 'true'
}

function forSettings(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "''")
}

/** As root: to whom the data belong. */
async function giveAsIs(file: string, data: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(data)
  await chown(file, uid, gid)
}
