import { createPostgresBackend, type Job, withBackend } from 'bullmq'
import { z } from 'zod'
import { TOPICS, type Topic } from '../src/storage/schema.ts'

/** The one place that knows which engine carries the queues. */
export interface QueueEngine {
  add(topic: Topic, jobs: readonly Work[]): Promise<void>
  /** Runs `handle` for each job of a topic; a job that throws is gone from the queue, for the outbox brings it back. */
  work(topic: Topic, options: { concurrency: number }, handle: (work: Work) => Promise<void>): void
  /**
   * Resolves when every queue and worker has its connection. BullMQ remembers a first connection that failed and never
   * tries again: an engine that does not get ready must be thrown away, and one that did survives later losses.
   */
  ready(): Promise<void>
  close(): Promise<void>
}

/** What a job carries: ids and nothing else. */
const work = z.strictObject({ id: z.string(), ref: z.string() })
export type Work = z.output<typeof work>

/** A worker that dies leaves its job to others after this long (BullMQ's stalled check). */
const LOCK_MS = 10_000

/** BullMQ on the database itself; `tinbao migrate` has made its schema as owner, so nothing is migrated here. */
export function makePostgresEngine(options: { url: string; onError: (error: Error) => void }): QueueEngine {
  const { Queue, Worker } = withBackend(createPostgresBackend)
  const connection = (max: number) => ({ connectionString: options.url, schema: 'bullmq', skipMigrations: true, max })
  const queues = new Map<Topic, InstanceType<typeof Queue>>()
  const workers: InstanceType<typeof Worker>[] = []

  for (const topic of TOPICS) {
    const queue = new Queue(topic, {
      connection: connection(2),
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    })
    queue.on('error', options.onError)
    queues.set(topic, queue)
  }

  return {
    async add(topic, jobs) {
      const queue = queues.get(topic)
      if (!queue) return
      // The outbox id is the job id: offered twice, it is one job.
      await queue.addBulk(
        jobs.map((job) => ({ name: topic, data: { id: job.id, ref: job.ref }, opts: { jobId: job.id } })),
      )
    },
    work(topic, { concurrency }, handle) {
      const worker = new Worker(topic, async (job: Job) => handle(work.parse(job.data)), {
        connection: connection(concurrency + 1),
        concurrency,
        lockDuration: LOCK_MS,
        stalledInterval: LOCK_MS,
        maxStalledCount: 100,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      })
      worker.on('error', options.onError)
      worker.on('failed', (_job, error) => options.onError(error))
      workers.push(worker)
    },
    async ready() {
      const parts = [...queues.values(), ...workers]
      await Promise.all(parts.map((part) => part.waitUntilReady()))
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()))
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}
