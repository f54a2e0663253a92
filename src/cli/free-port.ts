import { readFile, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { AppError } from '../domain/errors.ts'

/**
 * A free port of 127.0.0.1: the one wanted, else the one kept in `file` while it is still free, else any; kept for the
 * next call.
 * @throws {AppError} `port-in-use` when the wanted one is taken.
 */
export async function pickPort(options: { wanted: number | undefined; file: string }): Promise<number> {
  const kept = Number.parseInt(await readFile(options.file, 'utf8').catch(() => ''), 10)
  const first = options.wanted ?? (Number.isInteger(kept) ? kept : 0)
  const port = (await tryPort(first)) ?? (options.wanted === undefined ? await tryPort(0) : null)
  if (port === null) {
    throw new AppError(
      'port-in-use',
      `port ${first} of 127.0.0.1 is taken by another program: stop it, or choose another port`,
    )
  }
  await writeFile(options.file, String(port))
  return port
}

/** The port, listened on and let go; null when it is not to be had. 0 asks for any. */
function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
}
