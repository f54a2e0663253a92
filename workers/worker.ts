import path from 'node:path'
import type { Channel } from '../bots/channel.ts'
import { CHANNEL_NAMES, makeFetchFile } from '../bots/index.ts'
import type { Config } from '../src/config.ts'
import { UNPROVEN } from '../src/data/dispositions.ts'
import { AppError, nameFault, Permanent } from '../src/domain/errors.ts'
import { makeCheckpoints } from '../src/flow/checkpoint.ts'
import { makeConverse } from '../src/flow/converse.ts'
import { makeDeliver, type Send } from '../src/flow/deliver.ts'
import { makeForget } from '../src/flow/forget.ts'
import type { Understanding } from '../src/flow/hear.ts'
import { makeJoinSeries } from '../src/flow/join-series.ts'
import { makeKeepMedia } from '../src/flow/keep-media.ts'
import { makeLink } from '../src/flow/link.ts'
import { makeLiveRouting } from '../src/flow/live-routing.ts'
import { startLiveUnits } from '../src/flow/live-units.ts'
import { makeReceive } from '../src/flow/receive.ts'
import { faqTextId, makeRender } from '../src/flow/render.ts'
import { resumeDeliveries } from '../src/flow/resume.ts'
import { makeRetention } from '../src/flow/retain.ts'
import { makeTakeFingerprints } from '../src/flow/take-fingerprints.ts'
import { KNOWN_LANE, makeTellKnown } from '../src/flow/tell-known.ts'
import { type CopyWanted, findCopies } from '../src/storage/copies.ts'
import { countReviews } from '../src/storage/corrections.ts'
import { openPool } from '../src/storage/db.ts'
import { listConversationsOf } from '../src/storage/events.ts'
import { listen } from '../src/storage/notify.ts'
import { ANY_LANE, finishOutbox, URGENT_LANE } from '../src/storage/outbox.ts'
import { urlForRole } from '../src/storage/roles.ts'
import { countActiveOfficers, countClearedOfficers } from '../src/storage/units.ts'
import { watchPairs } from '../src/understand/alike/pair-store.ts'
import { answerQuestion } from '../src/understand/faq.ts'
import { watchModels } from '../src/understand/model/store.ts'
import { makeUnderstand } from '../src/understand/reader.ts'
import { watchSelfWords } from '../src/understand/self-id/store.ts'
import { refuseIfVaultIsOpen } from '../src/vault/account.ts'
import { openVaultClient } from '../src/vault/client.ts'
import { makeContentSealer } from '../src/vault/content.ts'
import { ensureEpochKeys, readContentKeys } from '../src/vault/content-keys.ts'
import { openForgetClient } from '../src/vault/forget.ts'
import { makeIdentitySealer } from '../src/vault/identity.ts'
import { readPeppers, readRolePasswords } from '../src/vault/keys.ts'
import { makePseudonyms } from '../src/vault/pseudonyms.ts'
import type { Vault } from '../src/vault/vault.ts'
import { watchVaultPublicKey } from '../src/vault/vault-keys.ts'
import { openCheckpointLog, startCheckpoints } from './checkpoints.ts'
import { layLanes, queueOf, type Task } from './lanes.ts'
import { startLearning } from './learn.ts'
import { startOnline } from './learn-online.ts'
import { startLearningPairs } from './learn-pairs.ts'
import { runLane } from './loop.ts'
import { makePace } from './pace.ts'
import { hashPhoto } from './photos/hash-photo.ts'
import { startPlaces } from './places.ts'
import { startPolling } from './poll.ts'
import { makePostgresEngine, makeRedisEngine } from './queues.ts'
import { startRelay } from './relay.ts'
import { repeatAlone } from './repeat.ts'
import { loadRetentionRules, makeEpochKeyring, openDeletionLog, startRetention } from './retention.ts'
import { signInChannels } from './tokens.ts'
import { gather } from './triage/gather.ts'
import { makeStages } from './triage/index.ts'
import { makeTriage } from './triage/triage.ts'

export interface Worker {
  close(): Promise<void>
}

/** One for each piece of work under way in all lanes: none waits for a connection behind a platform that hangs. */
const POOL_SIZE = 72
/** Pieces of work that share a transaction when there is a backlog (performance reference, advice 2). */
const BATCH_MAX = 25
/** A platform that has not answered by then is tried again; longer than any channel's own limit. */
const SEND_TIMEOUT_MS = 30_000
/** Next month's content keys are made a month ahead: how often does not matter, and every start looks as well. */
const EPOCH_KEYS_EVERY_MS = 24 * 60 * 60_000

/** Everything the worker process does: relay, dialogue, triage, delivery, and polling where it is set. `log` gets ids and words, never texts. */
export async function startWorker(
  config: Config,
  parts: {
    databaseAddress: string
    channels: ReadonlyMap<string, Channel>
    now: () => Date
    log: (line: string) => void
    /** In the place of the real ones, for a benchmark that measures all but them. */
    understanding?: Understanding
    makeStages?: typeof makeStages
  },
): Promise<Worker> {
  const { now, log } = parts
  await refuseIfVaultIsOpen(config)
  const vault = await openVaultClient(config, log)
  const passwords = await readRolePasswords(config.keysFolder)
  const workerUrl = urlForRole(parts.databaseAddress, 'worker', passwords)
  const pool = openPool(workerUrl, { size: POOL_SIZE, name: 'worker' })
  // Marks of what is queued, and findings: a crash of the database may forget them.
  const cachePool = openPool(workerUrl, { size: 8, name: 'cache', isCache: true })
  const { db } = pool
  const onError = (error: unknown): void => log(`worker: ${nameFault(error)}`)

  const content = makeContentSealer(await readContentKeys(config.keysFolder))
  const pseudonyms = makePseudonyms(await readPeppers(config.keysFolder))
  const units = await startLiveUnits({ db, now, onError })
  const places = await startPlaces({ url: workerUrl, db, onError })
  const modelsFolder = path.join(config.home, 'models')
  const models = watchModels(modelsFolder, onError)
  const understand = makeUnderstand(models.current)
  const selfWords = watchSelfWords(modelsFolder, onError)
  const queries = {
    nameText: pseudonyms.text,
    findCopy: gather((wanted: readonly CopyWanted[]) => findCopies(db, wanted)),
    countActiveOfficers: gather((unitCodes: readonly string[]) => countActiveOfficers(db, unitCodes)),
    countClearedOfficers: gather((unitCodes: readonly string[]) => countClearedOfficers(db, unitCodes)),
  }
  const routing = makeLiveRouting({ db, onError })
  await routing.refresh()
  const stages = (parts.makeStages ?? makeStages)({
    units: units.directory,
    locate: places.locate,
    queries,
    understand,
    rules: routing.current,
  })

  const render = makeRender({
    unitName: config.web.unitName,
    formUrl: config.web.publicUrl ?? `http://localhost:${config.web.port}/`,
    placeNames: places.names,
  })
  const converse = makeConverse({
    db,
    content,
    pseudonyms,
    understanding: parts.understanding ?? { analyse: understand, answerQuestion: findAnswerText, locate: places.hear },
    render,
    quietMs: config.worker.quietMs,
    ...(config.worker.destroysOutOfScope ? { countReviews } : {}),
    now,
  })
  const triage = makeTriage({
    db,
    findingsDb: cachePool.db,
    content,
    stages,
    homeProvince: config.homeProvince,
    findSelfWords: selfWords.find,
  })
  const pairs = watchPairs(modelsFolder, onError)
  const link = makeLink({
    db,
    content,
    nameToken: pseudonyms.token,
    readPlace: stages.locate.read,
    pairs: pairs.current,
    unproven: UNPROVEN,
    now,
  })
  const joinSeries = makeJoinSeries({
    db,
    content,
    pseudonyms,
    units: units.directory,
    rules: () => routing.current().rules,
    homeProvince: config.homeProvince,
    findSelfWords: selfWords.find,
  })
  const tellKnown = makeTellKnown({ db, content, understand, render, now })
  const signedIn = signInChannels(parts.channels, { db, content, now, log })
  const paces = new Map([...signedIn.channels].map(([name, channel]) => [name, makePace(channel.pace)]))
  const deliver = makeDeliver({
    db,
    content,
    turn: async (name, conversationId, isUrgent) => paces.get(name)?.turn(conversationId, isUrgent),
    send: makeSend(signedIn.channels, vault),
  })

  const fingerprints = makeTakeFingerprints({ db, content, nameToken: pseudonyms.token, hash: hashPhoto })
  const keepMedia = makeKeepMedia({ db, content, fetch: makeFetchFile(signedIn.channels), now })

  const deletionLog = await openDeletionLog(config, db, now)
  const rules = await loadRetentionRules(config.retentionRulesFile)
  const forgetting = await openForgetClient(config, log)
  const forget = makeForget({ db, log: deletionLog, forgetSender: forgetting.forgetSender, now })

  const channelLanes = [URGENT_LANE, ...CHANNEL_NAMES]
  const tasks: Task[] = [
    {
      topic: 'event',
      lanes: channelLanes,
      concurrency: 2,
      batchMax: BATCH_MAX,
      attemptsMax: 6,
      async handle(eventIds) {
        const conversationIds = await listConversationsOf(db, eventIds)
        await resumeDeliveries(db, conversationIds)
        await converse.answerWaiting(conversationIds)
        await finishOutbox(db, 'event', eventIds)
      },
      async onParked(eventId) {
        for (const conversationId of await listConversationsOf(db, [eventId])) {
          await converse.handToPerson(conversationId)
        }
      },
    },
    {
      topic: 'quiet',
      lanes: [ANY_LANE],
      concurrency: 1,
      batchMax: BATCH_MAX,
      attemptsMax: 6,
      handle: converse.fileQuiet,
    },
    {
      topic: 'tip',
      lanes: channelLanes,
      concurrency: 2,
      batchMax: BATCH_MAX,
      attemptsMax: 6,
      handle: triage.run,
      onParked: triage.handToPerson,
    },
    // After the tips lie before their units.
    { topic: 'link', lanes: channelLanes, concurrency: 1, batchMax: BATCH_MAX, attemptsMax: 6, handle: link },
    {
      topic: 'known',
      lanes: [ANY_LANE],
      concurrency: 1,
      batchMax: BATCH_MAX,
      attemptsMax: 6,
      handle: tellKnown,
    },
    // Many and one by one, for each waits for a platform: one that hangs must not hold up the others.
    {
      topic: 'delivery',
      lanes: channelLanes,
      concurrency: 6,
      batchMax: 1,
      attemptsMax: 30,
      handle: async ([deliveryId]) => void (deliveryId && (await deliver.deliver(deliveryId))),
      onParked: deliver.park,
    },
    // One at a time: of a platform's pace these take a turn in between and no more.
    {
      topic: 'delivery',
      lanes: [KNOWN_LANE],
      concurrency: 1,
      batchMax: 1,
      attemptsMax: 30,
      handle: async ([deliveryId]) => void (deliveryId && (await deliver.deliver(deliveryId))),
      onParked: deliver.park,
    },
    // An address lives about an hour.
    {
      topic: 'media',
      lanes: CHANNEL_NAMES,
      concurrency: 2,
      batchMax: 1,
      attemptsMax: 13,
      handle: async ([eventId]) => void (eventId && (await keepMedia.keep(eventId))),
      onParked: keepMedia.giveUp,
    },
    // One at a time: whoever joins keeps the others waiting until it has counted.
    { topic: 'series', lanes: [ANY_LANE], concurrency: 1, batchMax: BATCH_MAX, attemptsMax: 6, handle: joinSeries },
    // One at a time: a decoder takes a core.
    {
      topic: 'photo',
      lanes: [ANY_LANE],
      concurrency: 1,
      batchMax: 1,
      attemptsMax: 6,
      handle: async ([tipId]) => void (tipId && (await fingerprints.take(tipId))),
    },
    {
      topic: 'forget',
      lanes: [ANY_LANE],
      concurrency: 1,
      batchMax: 1,
      attemptsMax: 30,
      handle: async ([conversationId]) => void (conversationId && (await forget.forget(conversationId))),
    },
  ]
  const lanes = layLanes(tasks)
  const queues = lanes.map(queueOf)
  // Both begin before the relay does.
  let wake: () => void = () => {}
  let refill: () => void = () => {}
  const engine = config.redisUrl
    ? makeRedisEngine({ url: config.redisUrl.reveal(), queues, onError, onReturn: () => refill() })
    : makePostgresEngine({ url: workerUrl, queues, onError })
  for (const lane of lanes) runLane({ db, engine, onError, onDone: () => wake() }, lane)
  try {
    await engine.ready()
  } catch (cause) {
    await Promise.allSettled([engine.close(), pool.close(), vault.close(), forgetting.close(), cachePool.close()])
    throw new AppError('database-unreachable', 'the queue did not get its connections', { cause })
  }
  const relay = startRelay({ db: cachePool.db, engine, lanes, requeueMs: config.worker.requeueMs, onError })
  wake = relay.wake
  refill = relay.refill
  const listener = listen(
    workerUrl,
    ['outbox', 'routing', 'units'],
    (channel) => {
      if (channel === 'outbox') relay.wake()
      else void (channel === 'routing' ? routing : units).refresh()
    },
    () => {
      relay.refill()
      void routing.refresh()
      void units.refresh()
    },
  )
  const intake = openPool(urlForRole(parts.databaseAddress, 'intake', passwords), { size: 2, name: 'worker intake' })
  const identity = makeIdentitySealer(watchVaultPublicKey(config.keysFolder))
  const polling = startPolling({
    url: workerUrl,
    channels: config.worker.isPolling ? signedIn.channels.values() : [],
    receive: makeReceive({ db: intake.db, content, identity, pseudonyms, now }),
    log: (line) => log(`worker: ${line}`),
  })
  const epochKeys = repeatAlone(db, 'epoch-keys', EPOCH_KEYS_EVERY_MS, onError, () =>
    ensureEpochKeys(config.keysFolder, now()),
  )
  const checkpoints = startCheckpoints({
    db,
    checkpoints: makeCheckpoints({ db, log: await openCheckpointLog(config, now), now }),
    onError,
  })

  const retention = startRetention({
    db,
    retention: makeRetention({ db, content, keys: makeEpochKeyring(config.keysFolder), log: deletionLog, rules, now }),
    log,
    onError,
  })

  const learning = startLearning({
    db,
    content,
    folder: modelsFolder,
    hour: config.worker.learnHour,
    now,
    log,
    onError,
  })

  const learningPairs = startLearningPairs({
    db,
    content,
    folder: modelsFolder,
    hour: config.worker.learnHour,
    now,
    log,
    onError,
  })

  const online = startOnline({ db, content, folder: modelsFolder, models, onError })

  return {
    async close() {
      models.close()
      pairs.close()
      await online.close()
      await learningPairs.close()
      units.close()
      selfWords.close()
      await learning.close()
      await retention.close()
      await epochKeys.close()
      await polling.close()
      signedIn.close()
      await listener.close()
      await places.close()
      await relay.close()
      await engine.close()
      await checkpoints.close()
      await Promise.all([pool.close(), vault.close(), forgetting.close(), cachePool.close(), intake.close()])
    },
  }
}

/** The one way out: the vault names the address for this call, the channel sends. */
function makeSend(channels: ReadonlyMap<string, Channel>, vault: Vault): Send {
  return async (name, { deliveryId }, bubble) => {
    const channel = channels.get(name)
    if (!channel) throw new Permanent('channel-off')
    const chatId = channel.isCollected ? '' : await vault.resolveForSend(deliveryId)
    if (chatId === null) throw new Permanent('address-gone')
    return channel.send(chatId, bubble, AbortSignal.timeout(SEND_TIMEOUT_MS))
  }
}

function findAnswerText(question: string): string | null {
  const answer = answerQuestion(question)
  return answer ? faqTextId(answer.entry.id) : null
}
