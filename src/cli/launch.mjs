#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DIST, ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { LaunchError, MODULES, pinnedNode, ROOT } from './pinned-node.mjs'

/**
 * `tinbao <command>`, and what `npm start`, `npm test` and `npm run check` call: installs and builds what is missing,
 * then hands over to the pinned Node.
 */
const [command = 'help', ...args] = process.argv.slice(2)

const CHECKS = [
  { name: 'types', script: ['typescript', 'bin', 'tsc'], args: ['--noEmit', '-p', ROOT] },
  { name: 'style', script: ['@biomejs', 'biome', 'bin', 'biome'], args: ['check', '--max-diagnostics=50', ROOT] },
]

try {
  ensureInstalled()
  process.exitCode = await run()
} catch (error) {
  if (!(error instanceof LaunchError)) throw error
  console.error(`\n${error.message}`)
  process.exitCode = 1
}

async function run() {
  if (command === 'check') return check(['--project', 'unit', ...args])
  if (command === 'ci') return check(args)
  ensureBuilt()
  if (command === 'test') return test(args, 0)
  if (command === 'chaos')
    return runNode([path.join(ROOT, 'test', 'chaos', 'main.ts'), ...args], { cwd: process.cwd() })
  if (command === 'flood')
    return runNode([path.join(ROOT, 'test', 'chaos', 'flood.ts'), ...args], { cwd: process.cwd() })
  if (command === 'drill')
    return runNode([path.join(ROOT, 'test', 'drill', 'main.ts'), ...args], { cwd: process.cwd() })
  if (command === 'attack')
    return runNode([path.join(ROOT, 'test', 'attack', 'main.ts'), ...args], { cwd: process.cwd() })
  if (command === 'bench')
    return runNode([path.join(ROOT, 'test', 'bench', 'main.ts'), ...args], { cwd: process.cwd() })
  const main = path.join(DIST, 'src', 'cli', 'main.js')
  // Loading is most of a start: compiled code is kept from one to the next, by Node's own cache.
  const env = { NODE_COMPILE_CACHE: path.join(MODULES, '.cache', 'tinbao') }
  return runNode(['--enable-source-maps', main, command, ...args], { cwd: process.cwd(), env })
}

/** Everything that can be said without running, then the tests; every part runs even when an earlier one failed. */
async function check(testArgs) {
  let failures = 0
  for (const { name, script, args: scriptArgs } of CHECKS) {
    const code = await runNode([path.join(MODULES, ...script), ...scriptArgs], { cwd: ROOT })
    console.log(`${name}: ${code === 0 ? 'ok' : 'failed'}`)
    if (code !== 0) failures += 1
  }
  ensureBuilt()
  return test(testArgs, failures)
}

/** Vitest under the pinned Node; whatever happens, the last line is `N passed, N failed`. */
async function test(testArgs, failuresBefore) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tinbao-counts-'))
  const counts = path.join(folder, 'counts.json')
  const vitest = path.join(MODULES, 'vitest', 'vitest.mjs')
  const config = path.join(ROOT, 'test', 'vitest.config.ts')
  const code = await runNode([vitest, 'run', '--root', ROOT, '--config', config, ...testArgs], {
    cwd: ROOT,
    env: { TINBAO_TEST_COUNTS: counts },
  })
  const { passed, failed } = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 0 }
  rmSync(folder, { recursive: true, force: true })
  // A run that ends badly without a failed test (it would not load, a leak, a signal) is one failure.
  const failures = failuresBefore + (code === 0 ? failed : Math.max(failed, 1))
  console.log(`${passed} passed, ${failures} failed`)
  return failures === 0 ? 0 : code || 1
}

/** Runs a script to its end on the pinned Node, first on PATH of what it starts in turn; answers the exit code. */
function runNode(nodeArgs, { cwd, env = {} }) {
  const node = pinnedNode()
  const child = spawn(node, nodeArgs, { cwd, stdio: 'inherit', env: { ...childEnvironment(node), ...env } })
  const forget = forwardSignals(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      forget()
      resolve(code === null ? 128 + (os.constants.signals[signal] || 0) : code)
    })
  })
}

function childEnvironment(node) {
  const env = { TINBAO_HOME: path.join(ROOT, '.tinbao'), ...withoutEmpty(process.env) }
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') || 'PATH'
  env[name] = [path.dirname(node), path.join(MODULES, '.bin'), env[name]].filter(Boolean).join(path.delimiter)
  return env
}

/** An empty TINBAO_HOME counts as unset, as everywhere in the configuration. */
function withoutEmpty(env) {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => name !== 'TINBAO_HOME' || value !== ''))
}

/**
 * SIGTERM and SIGHUP reach only us and are passed on. Ctrl-C reaches everyone at the terminal already: passing it on
 * there would look to the child like a second, impatient one.
 */
function forwardSignals(child) {
  const isAtTerminal = process.stdin.isTTY || process.stdout.isTTY
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const handler = () => {
      if (signal !== 'SIGINT' || !isAtTerminal) child.kill(signal)
    }
    process.on(signal, handler)
    return [signal, handler]
  })
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}
