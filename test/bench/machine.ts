import { readFile, statfs } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { Environment } from './environment.ts'

/** What a reader must know to make anything of the figures: a line each. */
export async function describeMachine(environment: Environment): Promise<string[]> {
  const [row] = await environment.query<{ version: string; fsync: string; commit: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
     current_setting('synchronous_commit') as commit`,
  )
  const redis = /(?:redis|valkey)_version:(\S+)/.exec(String(await environment.redis.send('INFO', 'server')))?.[1]
  const bullmq = z
    .object({ version: z.string() })
    .parse(
      JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../node_modules/bullmq/package.json'), 'utf8')),
    )
  const cpus = os.cpus()
  return [
    `${cpus.length} CPUs (${cpus[0]?.model.trim() ?? 'unknown'}), shared by generator, web, worker, Postgres and Redis`,
    `Node ${process.versions.node}, Postgres ${row?.version} (fsync ${row?.fsync}, synchronous_commit ${row?.commit}), Redis ${redis} (appendfsync everysec), BullMQ ${bullmq.version}`,
    ...((await isInMemory(environment.home))
      ? ['The data folder is a file system in memory: its fsync says nothing']
      : []),
  ]
}

const TMPFS_MAGIC = 0x01021994

async function isInMemory(folder: string): Promise<boolean> {
  return process.platform === 'linux' && (await statfs(folder)).type === TMPFS_MAGIC
}

/** Of the last minute. */
export function readLoadAverage(): string {
  return (os.loadavg()[0] ?? 0).toFixed(1)
}
