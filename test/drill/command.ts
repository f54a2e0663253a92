import { spawn } from 'node:child_process'
import path from 'node:path'

const MAIN = path.resolve(import.meta.dirname, '../../dist/src/cli/main.js')

export interface Ran {
  code: number
  /** Both streams. */
  out: string
}

/** `tinbao …` as an operator types it, from `dist`, which must be built. */
export function tinbao(home: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', TINBAO_HOME: home, DEMO: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  const hear = (bytes: Buffer): void => {
    out += bytes.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, out }))
  })
}

/** The same; what it printed, if it ended well. @throws {Error} with what it printed, if not */
export async function mustTinbao(home: string, args: readonly string[], env?: Record<string, string>): Promise<string> {
  const { code, out } = await tinbao(home, args, env)
  if (code !== 0) throw new Error(`tinbao ${args.slice(0, 2).join(' ')} ended with ${code}:\n${out}`)
  return out
}
