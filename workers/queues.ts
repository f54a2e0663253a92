import {
  type BackendClasses,
  type Job as BullJob,
  createNodeRedisClient,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type PostgresConnectionOptions,
  withBackend,
} from 'bullmq'
import pg from 'pg'
import { createClient } from 'redis'
import { z } from 'zod'
import { inTime } from './in-time.ts'

/** The one place that knows which engine carries the queues. */
export interface QueueEngine {
  /** Jobs offered twice under one id are one job. Fails within seconds when the engine is away. */
  add(queue: string, jobs: readonly Job[]): Promise<void>
  /** Runs `handle` for each job of a queue; one that throws is gone from it, for the outbox brings its work back. */
  work(queue: string, options: { concurrency: number }, handle: (works: Work[]) => Promise<void>): void
  /**
   * Resolves when every queue and worker has its connection, rejects when that takes more than 10 seconds. BullMQ
   * remembers a first connection that failed and never tries again: an engine that does not get ready must be thrown
   * away, and one that did survives later losses.
   */
  ready(): Promise<void>
  /** Lets what is being done come to its end, and then takes seconds, also while the engine is away. */
  close(): Promise<void>
}

/** What a job carries: ids and nothing else. */
const work = z.strictObject({ id: z.string(), ref: z.string() })
export type Work = z.output<typeof work>
const jobData = z.strictObject({ works: z.array(work) })

export interface Job {
  id: string
  works: readonly Work[]
}

export interface EngineSettings {
  /** Database address of the worker's role, or a Redis or Valkey address. */
  url: string
  /** Every queue there will be; no `:` in a name. */
  queues: readonly string[]
  onError: (error: Error) => void
  /** The engine was away and is back, perhaps without what it held. */
  onReturn?: () => void
}

/** A worker that dies leaves its job to others after this long (BullMQ's stalled check). */
const LOCK_MS = 10_000
/** Connections for queries, beside the one with which each queue's worker listens. */
const QUERY_CONNECTIONS = 14
const CONNECT_TIMEOUT_MS = 5_000
const RECONNECT_MAX_MS = 1_000
const READY_TIMEOUT_MS = 10_000
/** For the last words of BullMQ; an engine that is away is not waited for, the outbox knows what was done. */
const CLOSE_TIMEOUT_MS = 3_000
/** After a lost connection; BullMQ's own 15 seconds would make an emergency wait as long. */
const RETRY_MS = 1_000
/** Nobody reads BullMQ's stream of events; its own limit is 10,000 for each queue. 0 would mean no limit. */
const EVENTS_KEPT = 100
/** An engine that hangs holds so many hand-overs of a queue and no more; the outbox keeps what it refuses. */
const PENDING_ADDS_MAX = 4

/**
 * BullMQ on the database itself, all queues over one pool; `tinbao migrate` has made its schema as owner, so nothing is
 * migrated here.
 */
export function makePostgresEngine(settings: EngineSettings): QueueEngine {
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: settings.queues.length + QUERY_CONNECTIONS,
    // What the queue forgets in a crash the outbox knows.
    options: '-c search_path=bullmq -c synchronous_commit=off',
    keepAlive: true,
    application_name: 'tinbao queue',
  })
  // Each queue hears the pool's faults.
  pool.setMaxListeners(4 * settings.queues.length + 10)
  pool.on('connect', (client) => client.on('error', () => {}))
  // BullMQ takes any pool that looks like this one; its types know pools and settings apart by an index signature.
  const connection = pool as unknown as PostgresConnectionOptions
  const connections = { queues: connection, workers: connection }
  return makeEngine(withBackend(createPostgresBackend), connections, settings, () => pool.end())
}

type RedisClient = ReturnType<typeof createNodeRedisClient>

/** BullMQ on Redis or Valkey, which holds ids of waiting work and nothing that could not be filled in again. */
export function makeRedisEngine(settings: EngineSettings): QueueEngine {
  const connect = (isOfflineQueued: boolean) => {
    const client = createClient({
      url: settings.url,
      // The relay keeps what cannot be queued now, and is to know at once.
      disableOfflineQueue: !isOfflineQueued,
      socket: {
        connectTimeout: CONNECT_TIMEOUT_MS,
        reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, RECONNECT_MAX_MS),
      },
    })
    client.on('error', settings.onError)
    return client
  }
  const queuesClient = connect(false)
  let isReturn = false
  queuesClient.on('ready', () => {
    if (isReturn) settings.onReturn?.()
    isReturn = true
  })
  const clients: RedisClient[] = []
  // BullMQ copies a client for each worker, and waits for ever to say goodbye to a Redis that is away.
  const keep = (client: RedisClient): RedisClient => {
    clients.push(client)
    // BullMQ stops listening before the connection is shut; a last error that nobody hears would end the process.
    client.on('error', () => {})
    const duplicate = client.duplicate.bind(client)
    client.duplicate = (...options) => keep(duplicate(...options))
    return client
  }
  const connections = {
    queues: keep(createNodeRedisClient(queuesClient)),
    workers: keep(createNodeRedisClient(connect(true))),
  }
  return makeEngine(withBackend(createRedisBackend), connections, settings, async () => {
    for (const client of clients) client.disconnect()
  })
}

function makeEngine<B extends IQueueBackend, C>(
  { Queue, Worker }: BackendClasses<B, C>,
  connections: { queues: C; workers: C },
  settings: EngineSettings,
  disconnect: () => Promise<void>,
): QueueEngine {
  const { onError } = settings
  const workers: InstanceType<typeof Worker>[] = []
  const running = new Set<Promise<void>>()
  const queues = new Map(
    settings.queues.map((name) => {
      const queue = new Queue(name, {
        connection: connections.queues,
        defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
        streams: { events: { maxLen: EVENTS_KEPT } },
      })
      queue.on('error', onError)
      return [name, { queue, pending: new Set<Promise<void>>() }]
    }),
  )

  const hand = async (queue: InstanceType<typeof Queue>, jobs: readonly Job[]): Promise<void> => {
    const all = jobs.map(({ id, works }) => ({ name: 'work', data: { works }, opts: { jobId: id } }))
    try {
      await queue.addBulk(all)
    } catch (error) {
      // A Redis that was started again does not know BullMQ's scripts. Many jobs at once only name them, and would be
      // refused for ever; one alone brings its script along.
      const [first] = all
      if (!first) throw error
      await queue.add(first.name, first.data, first.opts)
      await queue.addBulk(all)
    }
  }

  return {
    async add(name, jobs) {
      const lane = queues.get(name)
      if (!lane) throw new Error(`there is no queue ${name}`)
      if (lane.pending.size >= PENDING_ADDS_MAX) throw new Error('the queue has not taken earlier work yet')
      await during(lane.pending, hand(lane.queue, jobs))
    },
    work(name, { concurrency }, handle) {
      const worker = new Worker(
        name,
        (job: BullJob) => during(running, (async () => handle(jobData.parse(job.data).works))()),
        {
          connection: connections.workers,
          concurrency,
          lockDuration: LOCK_MS,
          stalledInterval: LOCK_MS,
          maxStalledCount: 100,
          runRetryDelay: RETRY_MS,
          removeOnComplete: { count: 0 },
          removeOnFail: { count: 0 },
        },
      )
      worker.on('error', onError)
      worker.on('failed', (_job, error) => onError(error))
      workers.push(worker)
    },
    async ready() {
      const parts = [...[...queues.values()].map(({ queue }) => queue), ...workers]
      const all = Promise.all(parts.map((part) => part.waitUntilReady()))
      await inTime(all, READY_TIMEOUT_MS, 'the queue did not get its connections in time')
    },
    async close() {
      const closing = workers.map((worker) => worker.close())
      while (running.size > 0) await Promise.allSettled(running)
      const parted = Promise.allSettled([...closing, ...[...queues.values()].map(({ queue }) => queue.close())])
      await inTime(parted, CLOSE_TIMEOUT_MS, 'the queue is away').catch(onError)
      await inTime(disconnect(), CLOSE_TIMEOUT_MS, 'the queue is away').catch(onError)
    },
  }
}

/** The same work, counted in `set` while it lasts. */
async function during(set: Set<Promise<void>>, work: Promise<void>): Promise<void> {
  set.add(work)
  await work.finally(() => set.delete(work))
}
