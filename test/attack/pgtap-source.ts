import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where Debian's packages put extensions, whatever version of Postgres they are for: pgTAP is SQL alone. */
const EXTENSIONS = 'usr/share/postgresql'
const DOWNLOAD_TIMEOUT_MS = 120_000

/**
 * The text of pgTAP's functions. Taken from this machine, or else from Debian's package, which is unpacked into a folder
 * that is gone afterwards and not installed: it would bring a Postgres with it.
 * @throws {Error} whose message says what to install.
 */
export async function readPgtap(): Promise<string> {
  const here = await findIn('/')
  if (here) return readFile(here, 'utf8')
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-pgtap-'))
  try {
    if (process.getuid?.() === 0) await download(folder)
    const found = await findIn(folder)
    if (found) return await readFile(found, 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  throw new Error(
    'This run needs pgTAP: install it ("apt-get install postgresql-15-pgtap" as root), then run it again.',
  )
}

async function findIn(root: string): Promise<string | null> {
  const versions = await readdir(path.join(root, EXTENSIONS)).catch(() => [])
  for (const version of versions.sort().reverse()) {
    const folder = path.join(root, EXTENSIONS, version, 'extension')
    const files = await readdir(folder).catch(() => [])
    // One file holds a whole version; those with two numbers lead from one to the next.
    const whole = files.filter((file) => /^pgtap--\d+\.\d+\.\d+\.sql$/.test(file)).sort()
    const newest = whole.at(-1)
    if (newest) return path.join(folder, newest)
  }
  return null
}

/** Says nothing when it fails: the caller looks for the file, and explains. */
async function download(folder: string): Promise<void> {
  const options = { cwd: folder, timeout: DOWNLOAD_TIMEOUT_MS, maxBuffer: 10_000_000 }
  const attempt = (program: string, ...args: string[]): Promise<string> =>
    run(program, args, options).then(
      ({ stdout }) => stdout,
      () => '',
    )
  const search = (): Promise<string> => attempt('apt-cache', 'search', '--names-only', '^postgresql-[0-9]+-pgtap$')
  let listed = await search()
  if (listed === '') {
    await attempt('apt-get', 'update')
    listed = await search()
  }
  const name = /^postgresql-\d+-pgtap/m.exec(listed)?.[0]
  if (name === undefined) return
  await attempt('apt-get', 'download', name)
  const [file] = (await readdir(folder)).filter((one) => one.endsWith('.deb'))
  if (file) await attempt('dpkg-deb', '-x', file, '.')
}
