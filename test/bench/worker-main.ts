/**
 * The worker process of a run: `BENCH_STAGES=off` replaces understanding and stages by no-ops. Channels send at once,
 * to nobody, and without a platform's pace: what a platform takes is not ours to measure.
 */
import type { Channel } from '../../bots/channel.ts'
import { makeNoOpStages, NO_OP_UNDERSTANDING } from './no-ops.ts'

// What production runs is compiled; its types are those of the sources.
const DIST = new URL('../../dist/', import.meta.url)
const { makeChannels }: typeof import('../../bots/index.ts') = await import(new URL('bots/index.js', DIST).href)
const { loadConfig, openChannelSettings }: typeof import('../../src/config.ts') = await import(
  new URL('src/config.js', DIST).href
)
const { startWorker }: typeof import('../../workers/worker.ts') = await import(new URL('workers/worker.js', DIST).href)

const config = loadConfig(process.env)
if (config.databaseAddress === null) throw new Error('DATABASE_ADDRESS: needed')
const worker = await startWorker(config, {
  databaseAddress: config.databaseAddress,
  channels: new Map(
    [...makeChannels(openChannelSettings(config))].map(([name, channel]) => [name, sendNowhere(channel)]),
  ),
  now: () => new Date(),
  log: (line) => process.stderr.write(`${line}\n`),
  ...(process.env.BENCH_STAGES === 'off' ? { understanding: NO_OP_UNDERSTANDING, makeStages: makeNoOpStages } : {}),
})
process.send?.({ ready: '' })

let isStopping = false
const stop = (): void => {
  if (isStopping) return
  isStopping = true
  void worker.close().then(() => process.exit(0))
}
process.on('SIGTERM', stop)
process.on('disconnect', stop)

function sendNowhere(channel: Channel): Channel {
  return {
    ...channel,
    pace: { perSecond: 1_000_000, perChatSecond: 1_000_000 },
    send: async () => ({ messageId: null }),
  }
}
