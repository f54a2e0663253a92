import { makePostgresEngine, makeRedisEngine } from '../../workers/queues.ts'

/**
 * A process with an engine and nothing else: `<postgres|redis> <url>`. It says `ready`, then `done` when it has done its
 * one job, closes the engine at the first byte of standard input, and must then end by itself.
 */
const [name, url = ''] = process.argv.slice(2)
const settings = { url, queues: ['tip.process', 'event.process'], onError: () => {} }
const engine = name === 'redis' ? makeRedisEngine(settings) : makePostgresEngine(settings)
for (const queue of settings.queues) {
  engine.work(queue, { concurrency: 2 }, async () => void process.stdout.write('done\n'))
}
await engine.ready().catch(() => {})
process.stdout.write('ready\n')
void engine.add('tip.process', [{ id: 'out_1', works: [{ id: 'out_1', ref: 'tip_1' }] }]).catch(() => {})
await new Promise<void>((resolve) => process.stdin.once('data', () => resolve()))
process.stdin.destroy()
await engine.close()
