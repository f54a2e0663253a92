import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import type { Fingerprint } from '../../src/understand/alike/photos.ts'

/** A picture of a phone takes about 100 ms beside the start of the process. */
const TIMEOUT_MS = 20_000
/** Of JavaScript. */
const HEAP_MB = 64
/**
 * Of all that the process may write to. Node takes up to 700 MB of address space for itself, mostly unused; a JPEG of 24
 * megapixels of noise in its costliest form needs 100 more (measured).
 */
const DATA_KB_MAX = 1024 * 1024
const MAIN = path.join(import.meta.dirname, `hash-main${path.extname(import.meta.filename)}`)
const NODE_ARGS = [
  `--max-old-space-size=${HEAP_MB}`,
  // It reads and answers: no network, no process, no file written.
  '--permission',
  '--allow-addons',
  '--allow-fs-read=*',
  MAIN,
]
/** Where the kernel bounds what a process takes, it is asked to. */
const BOUNDED = ['-c', `ulimit -d ${DATA_KB_MAX} 2>/dev/null; exec "$0" "$@"`, process.execPath, ...NODE_ARGS]
const [PROGRAM, ARGS] = process.platform === 'linux' ? ['/bin/sh', BOUNDED] : [process.execPath, NODE_ARGS]

/**
 * The fingerprint of a picture, taken in a process of its own that knows nothing else; null for what is no JPEG, PNG or
 * WebP, is broken, too large, or takes too long. @throws where no process can be started
 */
export async function hashPhoto(bytes: AsyncIterable<Uint8Array>): Promise<Fingerprint | null> {
  const child = spawn(PROGRAM, ARGS, {
    stdio: ['pipe', 'pipe', 'ignore'],
    // No setting, no secret. Windows starts nothing without its own.
    ...(process.platform === 'win32' ? {} : { env: {} }),
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  })
  // It may be gone before it has read all.
  child.stdin.on('error', () => {})
  const ended = new Promise<number | null>((resolve, reject) => {
    // Of a machine that starts no process no picture can be blamed.
    child.once('error', reject)
    child.once('close', resolve)
  })
  // It is waited for below; until then its fault is not one of nobody's.
  ended.catch(() => {})
  yieldToOthers(child.pid)
  let said = ''
  child.stdout.on('data', (piece: Buffer) => {
    said += piece.toString('latin1')
  })
  try {
    for await (const piece of bytes) {
      if (!child.stdin.writable) break
      if (!child.stdin.write(piece))
        await Promise.race([new Promise((resolve) => child.stdin.once('drain', resolve)), ended])
    }
    child.stdin.end()
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  const code = await ended
  return code === 0 && /^[0-9a-f]{16}$/.test(said) ? said : null
}

/** Nobody waits for a fingerprint; a danger told of at the same time does not wait for it either. */
function yieldToOthers(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already, or the system does not allow it: then it runs as the worker does.
  }
}
