import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { LaunchError, MODULES, pinnedNode, ROOT } from './pinned-node.mjs'

export const DIST = path.join(ROOT, 'dist')
const STAMP = '.built-from'
const SOURCES = ['src', 'bots', 'workers']
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json']
/** Compiled, or of no use at run time. */
const IS_NOT_COPIED = /(\.tsx?|\.mjs|\.md)$/

/**
 * Brings `dist` up to date; does nothing when no source has changed since. Compiled beside and renamed, so a failed or
 * interrupted build leaves the old one whole.
 */
export function ensureBuilt() {
  const files = SOURCES.flatMap((folder) => listFiles(path.join(ROOT, folder)))
  const fingerprint = fingerprintOf([...files, ...SETTINGS.map((name) => path.join(ROOT, name))])
  const stamp = path.join(DIST, STAMP)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return
  console.error('Building / Đang biên dịch ...')
  const fresh = `${DIST}.new-${process.pid}`
  try {
    compile(fresh)
    for (const file of files.filter((name) => !IS_NOT_COPIED.test(name))) {
      const copy = path.join(fresh, path.relative(ROOT, file))
      mkdirSync(path.dirname(copy), { recursive: true })
      cpSync(file, copy)
    }
    writeFileSync(path.join(fresh, STAMP), fingerprint)
    rmSync(DIST, { recursive: true, force: true })
    renameSync(fresh, DIST)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** Types are proved by `check`, not here: what is emitted does not depend on them (isolatedModules). */
function compile(folder) {
  const tsc = path.join(MODULES, 'typescript', 'bin', 'tsc')
  const args = [tsc, '-p', path.join(ROOT, 'tsconfig.build.json'), '--outDir', folder]
  const done = spawnSync(pinnedNode(), args, { cwd: ROOT, encoding: 'utf8' })
  if (done.status === 0) return
  throw new LaunchError(
    `The build failed:\n${`${done.stdout}${done.stderr}${done.error ? done.error.message : ''}`.trim()}`,
  )
}

/** Size and time of change of every file, not its content: this runs before every command. */
function fingerprintOf(files) {
  const hash = createHash('sha256')
  for (const file of [...files].sort()) {
    const found = statSync(file, { throwIfNoEntry: false })
    hash.update(`${path.relative(ROOT, file)} ${found ? `${found.size} ${found.mtimeMs}` : 'missing'}\n`)
  }
  return hash.digest('hex')
}

function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name)
    return entry.isDirectory() ? listFiles(place) : [place]
  })
}
