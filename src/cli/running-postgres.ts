import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { findServer, isAlive } from './postgres-server-file.ts'

/**
 * Address of the embedded Postgres that another process of ours serves from this folder right now; null when none
 * does, or when its process died and left it behind (`startPostgres` clears that up). For commands run beside
 * `npm start`: they join, and leave the stopping to whoever started it.
 */
export async function findRunningPostgres(home: string): Promise<string | null> {
  const folder = path.resolve(home)
  const server = await findServer(path.join(folder, 'postgres'))
  const [owner, port, password] = await Promise.all(
    ['postgres-owner', 'postgres-port', 'postgres-password'].map((name) => readIfThere(path.join(folder, name))),
  )
  if (!server || !isAlive(Number.parseInt(owner ?? '', 10)) || !port || !password) return null
  return addressOf({ port: Number.parseInt(port, 10), password: password.trim(), database: 'tinbao' })
}

/** The address a superuser of the embedded server signs in at. */
export function addressOf(place: { port: number; password: string; database: string }): string {
  return `postgres://postgres:${place.password}@127.0.0.1:${place.port}/${place.database}`
}

function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}
