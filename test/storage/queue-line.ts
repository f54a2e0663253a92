import { afterEach, beforeEach } from 'vitest'
import type { Db } from '../../src/storage/db.ts'
import { writeOutbox } from '../../src/storage/outbox.ts'
import { type Lane, layLanes, queueOf, type Task } from '../../workers/lanes.ts'
import { runLane } from '../../workers/loop.ts'
import { makePostgresEngine, makeRedisEngine, type QueueEngine } from '../../workers/queues.ts'
import { type Relay, startRelay } from '../../workers/relay.ts'
import type { RedisDatabase } from '../support/redis.ts'
import type { World } from './world.ts'

export const ENGINES = ['postgres', 'redis'] as const
export type EngineName = (typeof ENGINES)[number]

/** Outbox, relay, engine and loop as the worker has them, with tasks that a test makes up. */
export interface QueueLine {
  db: Db
  /** Writes work down, a row for each ref. */
  write(topic: Task['topic'], lane: string, refs: readonly string[]): Promise<void>
  /** Makes a task; without a `handle` it does its work: deletes the rows and counts each in `effects`. */
  task(parts: Partial<Task> & Pick<Task, 'topic' | 'lanes'>): WatchedTask
  /** What `task` does without a `handle`: one statement, so that it is done once however often it is tried. */
  finish(topic: Task['topic'], refs: readonly string[]): Promise<void>
  start(tasks: readonly Task[], options?: { requeueMs?: number }): Promise<{ engine: QueueEngine; faults: string[] }>
  /** On this suite's server, or on the one at `url`. */
  makeEngine(queues: readonly string[], onError: (error: Error) => void, url?: string): QueueEngine
  /** A door that work waits at until it is opened; it opens anyway when the test ends, for what runs is closed then. */
  makeGate(): { passed: Promise<void>; open: () => void }
  /** Everything that the queue holds goes, as when its store is lost. */
  wipe(): Promise<void>
  /** Every key and value of the queue's store, as text. */
  dump(): Promise<string[]>
  effects(): Promise<string[]>
  outbox(): Promise<OutboxRow[]>
}

export interface WatchedTask extends Task {
  /** The refs of each call of `handle`. */
  calls: string[][]
}

export interface OutboxRow {
  ref: string
  lane: string
  attempts: number
  isQueued: boolean
  isParked: boolean
  waitMs: number
}

const TABLES = `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq'`

/** Call it once a `describe`, outside of tests: what was started is closed after each, and all stores emptied. */
export function openQueueLine(world: World, name: EngineName, redis: RedisDatabase): QueueLine {
  const db = world.as('worker')
  const closers: (() => Promise<void>)[] = []
  const relays: Relay[] = []
  const gates: (() => void)[] = []

  const finish = async (topic: Task['topic'], refs: readonly string[]): Promise<void> => {
    await world.query(
      `with done as (delete from outbox where topic = $1 and ref = any($2) returning ref)
       insert into effects (ref) select ref from done`,
      [topic, refs],
    )
  }
  const makeEngine: QueueLine['makeEngine'] = (queues, onError, url) =>
    name === 'postgres'
      ? makePostgresEngine({ url: url ?? world.database.urlAs('worker'), queues, onError })
      : makeRedisEngine({ url: url ?? redis.url, queues, onError })
  const wipe = async (): Promise<void> => {
    await redis.flush()
    const tables = await world.query<{ name: string }>(`${TABLES} and tablename !~ 'migrat|version|meta'`)
    for (const table of tables) await world.query(`delete from ${table.name}`)
  }

  beforeEach(async () => {
    await world.query('create table if not exists effects (ref text not null)')
    await world.query('delete from effects')
    await world.query('delete from outbox')
    await wipe()
  })
  afterEach(async () => {
    for (const open of gates.splice(0)) open()
    relays.splice(0)
    for (const close of closers.splice(0)) await close()
  })

  return {
    db,
    finish,
    makeEngine,
    wipe,
    makeGate() {
      const { promise: passed, resolve: open } = Promise.withResolvers<void>()
      gates.push(open)
      return { passed, open }
    },
    async write(topic, lane, refs) {
      const works = refs.map((ref) => ({ topic, lane, ref }))
      await writeOutbox(db, works)
      // As the worker's listener does.
      for (const relay of relays) relay.wake()
    },
    task(parts) {
      const calls: string[][] = []
      const { handle = (refs: string[]) => finish(parts.topic, refs) } = parts
      const watched = (refs: string[]): Promise<void> => {
        calls.push(refs)
        return handle(refs)
      }
      return { concurrency: 2, batchMax: 25, attemptsMax: 6, ...parts, handle: watched, calls }
    },
    async start(tasks, options = {}) {
      const faults: string[] = []
      const onError = (error: unknown): void => void faults.push(error instanceof Error ? error.message : String(error))
      const lanes: Lane[] = layLanes(tasks)
      let wake: () => void = () => {}
      const engine = makeEngine(lanes.map(queueOf), onError)
      for (const lane of lanes) runLane({ db, engine, onError, onDone: () => wake() }, lane)
      closers.unshift(() => engine.close())
      await engine.ready()
      const relay = startRelay({ db, engine, lanes, requeueMs: options.requeueMs ?? 60_000, onError })
      closers.unshift(() => relay.close())
      relays.push(relay)
      wake = relay.wake
      return { engine, faults }
    },
    async dump() {
      if (name === 'redis') return (await redis.keys()).map(({ key, value }) => `${key} ${value}`)
      const tables = await world.query<{ name: string }>(`${TABLES} and tablename !~ 'migrat|version'`)
      const rows = await Promise.all(
        tables.map((table) => world.query<{ row: unknown }>(`select to_jsonb(t) as row from ${table.name} t`)),
      )
      return rows.flat().map(({ row }) => JSON.stringify(row))
    },
    effects: async () => (await world.query<{ ref: string }>('select ref from effects')).map(({ ref }) => ref).sort(),
    outbox: () =>
      world.query<OutboxRow>(
        `select ref, lane, attempts, queued_at is not null as "isQueued", parked_at is not null as "isParked",
           extract(epoch from available_at - clock_timestamp())::float8 * 1000 as "waitMs" from outbox order by ref`,
      ),
  }
}

/** Refs that sort as they count. */
export function makeRefs(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}_${String(i).padStart(5, '0')}`)
}
