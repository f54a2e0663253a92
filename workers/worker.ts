import type { Channel } from '../bots/channel.ts'
import type { Config } from '../src/config.ts'
import { AppError, Permanent } from '../src/domain/errors.ts'
import { makeConverse } from '../src/flow/converse.ts'
import { makeDeliver, type Send } from '../src/flow/deliver.ts'
import { makeReceive } from '../src/flow/receive.ts'
import { faqTextId, makeRender } from '../src/flow/render.ts'
import { resumeDeliveries } from '../src/flow/resume.ts'
import { openPool } from '../src/storage/db.ts'
import { findConversationOf } from '../src/storage/events.ts'
import { listen } from '../src/storage/notify.ts'
import { finishOutbox } from '../src/storage/outbox.ts'
import { urlForRole } from '../src/storage/roles.ts'
import { findCopy } from '../src/storage/tips.ts'
import { countActiveOfficers, listUnits } from '../src/storage/units.ts'
import { analyse } from '../src/understand/analyse.ts'
import { answerQuestion } from '../src/understand/faq.ts'
import { makeContentSealer } from '../src/vault/content.ts'
import { makeIdentitySealer } from '../src/vault/identity.ts'
import {
  readContentKeys,
  readPeppers,
  readRolePasswords,
  readVaultPrivateKey,
  readVaultPublicKey,
} from '../src/vault/keys.ts'
import { makePseudonyms } from '../src/vault/pseudonyms.ts'
import { makeVault, type Vault } from '../src/vault/vault.ts'
import { type Lane, runLane } from './loop.ts'
import { makePace, type Pace } from './pace.ts'
import { startPolling } from './poll.ts'
import { makePostgresEngine } from './queues.ts'
import { startRelay } from './relay.ts'
import { signInChannels } from './tokens.ts'
import { makeStages } from './triage/index.ts'
import { makeTriage } from './triage/triage.ts'

export interface Worker {
  close(): Promise<void>
}

const POOL_SIZE = 28
/** A platform that has not answered by then is tried again; longer than any channel's own limit. */
const SEND_TIMEOUT_MS = 30_000

/** Everything the worker process does: relay, dialogue, triage, delivery, and polling where it is set. `log` gets ids and words, never texts. */
export async function startWorker(
  config: Config,
  parts: {
    databaseAddress: string
    channels: ReadonlyMap<string, Channel>
    now: () => Date
    log: (line: string) => void
  },
): Promise<Worker> {
  const { now, log } = parts
  const passwords = await readRolePasswords(config.keysFolder)
  const workerUrl = urlForRole(parts.databaseAddress, 'worker', passwords)
  const pool = openPool(workerUrl, { size: POOL_SIZE, name: 'worker' })
  const vaultPool = openPool(urlForRole(parts.databaseAddress, 'vault', passwords), { size: 4, name: 'vault' })
  const { db } = pool
  const onError = (error: unknown): void =>
    log(`worker: ${error instanceof Error ? `${error.name} ${codeOf(error)}` : 'fault'}`)

  const content = makeContentSealer(await readContentKeys(config.keysFolder))
  const pseudonyms = makePseudonyms(await readPeppers(config.keysFolder))
  const vault = makeVault({ db: vaultPool.db, privateKey: await readVaultPrivateKey(config.keysFolder) })
  const units = await listUnits(db, Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString())
  const stages = makeStages(units, {
    nameText: pseudonyms.text,
    findCopy: (copyKey, before, since) => findCopy(db, copyKey, before, since),
    countActiveOfficers: (unitCode) => countActiveOfficers(db, unitCode),
  })

  const converse = makeConverse({
    db,
    content,
    pseudonyms,
    understanding: { analyse, answerQuestion: findAnswerText },
    render: makeRender({
      unitName: config.web.unitName,
      formUrl: config.web.publicUrl ?? `http://localhost:${config.web.port}/`,
    }),
    quietMs: config.worker.quietMs,
    now,
  })
  const triage = makeTriage({ db, content, stages, homeProvince: config.homeProvince })
  const signedIn = signInChannels(parts.channels, { db, content, now, log })
  const deliver = makeDeliver({ db, content, send: makeSend(signedIn.channels, vault) })

  const lanes: Lane[] = [
    {
      topic: 'event',
      concurrency: 4,
      attemptsMax: 6,
      onParked: async (eventId) => {
        const conversationId = await findConversationOf(db, eventId)
        if (conversationId) await converse.handToPerson(conversationId)
      },
      async handle(eventId) {
        const conversationId = await findConversationOf(db, eventId)
        if (conversationId) {
          await resumeDeliveries(db, conversationId)
          await converse.answerWaiting(conversationId)
        }
        await finishOutbox(db, 'event', eventId)
      },
    },
    { topic: 'quiet', concurrency: 1, attemptsMax: 6, handle: (conversationId) => converse.fileQuiet(conversationId) },
    {
      topic: 'tip',
      concurrency: 2,
      attemptsMax: 6,
      handle: (tipId) => triage.run(tipId),
      onParked: (tipId) => triage.handToPerson(tipId),
    },
    // Many, for each waits for a platform: one that hangs must not hold up the others.
    {
      topic: 'delivery',
      concurrency: 16,
      attemptsMax: 30,
      handle: (deliveryId) => deliver.deliver(deliveryId),
      onParked: (deliveryId, reason) => deliver.park(deliveryId, reason),
    },
  ]
  const engine = makePostgresEngine({ url: workerUrl, onError })
  for (const lane of lanes) runLane({ db, engine, onError }, lane)
  try {
    await engine.ready()
  } catch (cause) {
    await Promise.allSettled([engine.close(), pool.close(), vaultPool.close()])
    throw new AppError('database-unreachable', 'the queue did not get its connections', { cause })
  }
  const relay = startRelay({ db, engine, requeueMs: config.worker.requeueMs, onError })
  const listener = listen(workerUrl, ['outbox'], relay.wake, relay.wake)
  const intake = openPool(urlForRole(parts.databaseAddress, 'intake', passwords), { size: 2, name: 'worker intake' })
  const identity = makeIdentitySealer(await readVaultPublicKey(config.keysFolder))
  const polling = startPolling({
    url: workerUrl,
    channels: config.worker.isPolling ? signedIn.channels.values() : [],
    receive: makeReceive({ db: intake.db, content, identity, pseudonyms, now }),
    log: (line) => log(`worker: ${line}`),
  })

  return {
    async close() {
      await polling.close()
      signedIn.close()
      await listener.close()
      await relay.close()
      await engine.close()
      await Promise.all([pool.close(), vaultPool.close(), intake.close()])
    },
  }
}

/** The one way out: the vault names the address for this call, the pace gives the turn, the channel sends. */
function makeSend(channels: ReadonlyMap<string, Channel>, vault: Vault): Send {
  const paces = new Map<string, Pace>([...channels].map(([name, channel]) => [name, makePace(channel.pace)]))
  return async (name, conversationId, bubble) => {
    const channel = channels.get(name)
    if (!channel) throw new Permanent('channel-off')
    const chatId = await vault.resolveForSend(conversationId)
    if (chatId === null) throw new Permanent('address-gone')
    await paces.get(name)?.turn(conversationId)
    return channel.send(chatId, bubble, AbortSignal.timeout(SEND_TIMEOUT_MS))
  }
}

function findAnswerText(question: string): string | null {
  const answer = answerQuestion(question)
  return answer ? faqTextId(answer.entry.id) : null
}

function codeOf(error: Error): string {
  if ('reason' in error) return String(error.reason)
  return 'code' in error ? String(error.code) : ''
}
