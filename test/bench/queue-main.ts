/** BullMQ's own rate: a queue filled with jobs of one id each, and a worker of 50 that does nothing with them. */
import { z } from 'zod'
import { makePostgresEngine, makeRedisEngine } from '../../workers/queues.ts'

const QUEUE = 'nothing'
const CONCURRENCY = 50
const ADDED_AT_ONCE = 250

const order = z.strictObject({ engine: z.enum(['redis', 'postgres']), url: z.string(), jobs: z.int().positive() })

process.on('message', (message) => {
  void run(order.parse(message)).then((perSecond) => process.send?.({ perSecond }))
})
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: '' })

async function run({ engine: name, url, jobs }: z.output<typeof order>): Promise<number> {
  const settings = { url, queues: [QUEUE], onError: (error: Error) => process.stderr.write(`queue: ${error.name}\n`) }
  const engine = name === 'redis' ? makeRedisEngine(settings) : makePostgresEngine(settings)
  await engine.ready()
  for (let at = 0; at < jobs; at += ADDED_AT_ONCE) {
    const ids = Array.from({ length: Math.min(ADDED_AT_ONCE, jobs - at) }, (_, index) => `nothing-${at + index}`)
    await engine.add(
      QUEUE,
      ids.map((id) => ({ id, works: [{ id, ref: id }] })),
    )
  }
  const startMs = performance.now()
  await new Promise<void>((resolve) => {
    let done = 0
    engine.work(QUEUE, { concurrency: CONCURRENCY }, async () => {
      done++
      if (done === jobs) resolve()
    })
  })
  const seconds = (performance.now() - startMs) / 1_000
  await engine.close()
  return jobs / seconds
}
