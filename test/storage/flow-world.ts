import { DISPOSITIONS, UNPROVEN } from '../../src/data/dispositions.ts'
import { findCategory, hasFlag } from '../../src/data/taxonomy.ts'
import { fillText } from '../../src/data/texts.ts'
import type { Bubble } from '../../src/domain/content.ts'
import { makeUnitDirectory } from '../../src/domain/jurisdiction.ts'
import type { InboundContent } from '../../src/domain/message.ts'
import type { PlaceNames } from '../../src/domain/place.ts'
import { type Collect, makeCollect } from '../../src/flow/collect.ts'
import { type Converse, makeConverse } from '../../src/flow/converse.ts'
import { type Decide, makeDecide } from '../../src/flow/decide.ts'
import { type Deliver, makeDeliver } from '../../src/flow/deliver.ts'
import { type IncidentActs, makeIncidentActs } from '../../src/flow/incident-acts.ts'
import { makeIncidentLook } from '../../src/flow/incident-page.ts'
import type { IncidentLook } from '../../src/flow/incident-view.ts'
import { type Link, makeLink } from '../../src/flow/link.ts'
import { type Look, makeLook } from '../../src/flow/look.ts'
import { makeReceive, type Receive } from '../../src/flow/receive.ts'
import { faqTextId, makeRender } from '../../src/flow/render.ts'
import { makeTellKnown } from '../../src/flow/tell-known.ts'
import { type LocateTold, makeHearPlace } from '../../src/gazetteer/locate-told.ts'
import { makePlaces } from '../../src/gazetteer/places.ts'
import { type CopyWanted, findCopies } from '../../src/storage/copies.ts'
import { listConversationsOf } from '../../src/storage/events.ts'
import { countActiveOfficers, countClearedOfficers, listUnits } from '../../src/storage/units.ts'
import { ALIKE_MODEL, chooseIncident } from '../../src/understand/alike/in-use.ts'
import { answerQuestion } from '../../src/understand/faq.ts'
import { makeUnderstand, type Understand } from '../../src/understand/reader.ts'
import { type ContentSealer, makeContentSealer } from '../../src/vault/content.ts'
import { makeIdentitySealer, makeVaultKeys } from '../../src/vault/identity.ts'
import { makePseudonyms, type Pseudonyms } from '../../src/vault/pseudonyms.ts'
import { deliveryRecord } from '../../src/vault/records.ts'
import { makeVault, type Vault } from '../../src/vault/vault.ts'
import { gather } from '../../workers/triage/gather.ts'
import { makeStages } from '../../workers/triage/index.ts'
import { makeTriage } from '../../workers/triage/triage.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { fixedKeys, fixedPeppers, onlyKey } from '../support/keys.ts'
import { openWorld, type World } from './world.ts'

export const QUIET_MS = 90_000

export interface FlowWorld extends World {
  content: ContentSealer
  pseudonyms: Pseudonyms
  receive: Receive
  converse: Converse
  triage: { run(tipIds: readonly string[]): Promise<void>; handToPerson(tipId: string): Promise<void> }
  link: Link
  tellKnown(tipIds: readonly string[]): Promise<void>
  deliver: Deliver
  look: Look
  decide: Decide
  incidentLook: IncidentLook
  incidentActs: IncidentActs
  collect: Collect
  vault: Vault
  /** What the platform got, and what it answers: replace `answer` to make it fail. */
  platform: {
    sent: { conversationId: string; text: string }[]
    answer: (bubble: Bubble) => Promise<{ messageId: string | null }>
  }
  /** Turns the clock. */
  pass(ms: number): void
  now(): Date
  /** A citizen of a chat says something; two seconds pass. Answers how many events are new. */
  hear(
    chat: string,
    said: string | InboundContent,
    more?: { updateId?: string; messageId?: string; sentAt?: string; channel?: string },
  ): Promise<number>
  /** Does the dialogue, the triage, the linking and what is told of it that wait in the outbox, not the sending. */
  work(): Promise<void>
  /** The same, when the silence of every draft is over. */
  workQuiet(): Promise<void>
  conversationOf(chat: string, channel?: string): Promise<string>
  /** Everything said to a chat, oldest first, in words. */
  saidTo(chat: string, channel?: string): Promise<string[]>
  /** The tips of a chat, oldest first. */
  tipsOf(chat: string, channel?: string): Promise<TipLine[]>
}

export interface TipLine {
  id: string
  status: string
  urgency: string
  category: string | null
  unit_code: string | null
  call_now: boolean
  about_police: boolean
  version: number
  received_at: Date
  closed_at: Date | null
}

/** A gazetteer that dialogue and triage both ask. */
export interface WorldPlaces {
  locate: LocateTold
  names: PlaceNames
}

/**
 * The flows over real Postgres, each with its own role; only the platform and the clock are ours, and no model judges.
 * Without `places` the dialogue asks for a place by the sound of the words, and triage finds it in the small gazetteer.
 */
export async function openFlowWorld(
  understand: Understand = makeUnderstand(() => null),
  places?: WorldPlaces,
): Promise<FlowWorld> {
  const world = await openWorld()
  let nowMs = Date.parse('2026-11-21T12:00:00Z')
  const now = (): Date => new Date(nowMs)
  const content = makeContentSealer(fixedKeys())
  const vaultKeys = await makeVaultKeys('vault-1')
  const pseudonyms = makePseudonyms(fixedPeppers())
  const worker = world.as('worker')
  const units = await listUnits(worker, '2026-11-21')
  const directory = makeUnitDirectory(units)
  const small = makePlaces(makeSmallRelease())
  const findAnswer = (question: string): string | null => {
    const answer = answerQuestion(question)
    return answer ? faqTextId(answer.entry.id) : null
  }
  const platform: FlowWorld['platform'] = { sent: [], answer: async () => ({ messageId: '1' }) }
  const receive = makeReceive({
    db: world.as('intake'),
    content,
    identity: makeIdentitySealer(vaultKeys.publicKey),
    pseudonyms,
    now,
  })
  const render = makeRender({
    unitName: 'Công an Thành phố Hồ Chí Minh',
    formUrl: 'https://tinbao.example/',
    placeNames: () => places?.names ?? null,
  })
  const converse = makeConverse({
    db: worker,
    content,
    pseudonyms,
    understanding: {
      analyse: understand,
      answerQuestion: findAnswer,
      ...(places ? { locate: makeHearPlace(places.locate, places.names) } : {}),
    },
    render,
    quietMs: QUIET_MS,
    now,
  })
  const queries = {
    nameText: pseudonyms.text,
    findCopy: gather((wanted: readonly CopyWanted[]) => findCopies(worker, wanted)),
    countActiveOfficers: gather((units: readonly string[]) => countActiveOfficers(worker, units)),
    countClearedOfficers: gather((units: readonly string[]) => countClearedOfficers(worker, units)),
  }
  const stages = makeStages({ units: directory, locate: (places ?? small).locate, queries, understand })
  const triage = makeTriage({ db: worker, findingsDb: worker, content, stages, homeProvince: '79' })
  const link = makeLink({
    db: worker,
    content,
    nameToken: pseudonyms.token,
    readPlace: stages.locate.read,
    pairs: () => ({ version: ALIKE_MODEL, choose: chooseIncident }),
    unproven: UNPROVEN,
    now,
  })
  const tellKnown = makeTellKnown({ db: worker, content, understand, render, now })
  const deliver = makeDeliver({
    db: worker,
    content,
    turn: async () => {},
    async send(_channel, { conversationId }, bubble) {
      const delivery = await platform.answer(bubble)
      platform.sent.push({ conversationId, text: bubble.text })
      return delivery
    },
  })
  const desk = world.as('desk')
  const decide = makeDecide({
    db: desk,
    content,
    rules: {
      isCategory: (code) => findCategory(code) !== undefined,
      isUnit: (code) => directory.has(code),
      units: directory,
      places: () => places?.names ?? null,
      isDisposition: (code) => DISPOSITIONS.some((one) => one.code === code),
      isRestricted: (code) => code !== null && hasFlag(code, 'restricted'),
      closingText: (code, tip) =>
        code === 'spam' ? null : fillText('result', 'vi', { tip: tip ?? '', result: code, place: 'cấp trên' }),
    },
    now,
  })
  const conversationOf = async (chat: string, channel = 'telegram'): Promise<string> => {
    const key = pseudonyms.sender(channel, 'bot1', chat)
    const [row] = await world.query<{ id: string }>('select id from conversations where sender_key = $1', [key])
    if (!row) throw new Error('no such conversation')
    return row.id
  }
  let updates = 0
  const doNext = async (isQuietOver: boolean): Promise<boolean> => {
    const [next] = await world.query<{ topic: string; ref: string }>(
      `select topic, ref from outbox where topic in ('event', 'tip', 'link', 'known', $1) and parked_at is null order by topic, id limit 1`,
      [isQuietOver ? 'quiet' : 'event'],
    )
    if (next?.topic === 'event') await converse.answerWaiting(await listConversationsOf(worker, [next.ref]))
    if (next?.topic === 'link') await link([next.ref])
    if (next?.topic === 'known') await tellKnown([next.ref])
    if (next?.topic === 'tip') await triage.run([next.ref])
    if (next?.topic === 'quiet') await converse.fileQuiet([next.ref])
    return next !== undefined
  }
  return {
    ...world,
    content,
    pseudonyms,
    receive,
    converse,
    triage,
    link,
    tellKnown,
    deliver,
    decide,
    platform,
    look: makeLook({ db: desk, content, now }),
    incidentLook: makeIncidentLook({ db: desk, content, now }),
    incidentActs: makeIncidentActs({ db: desk }),
    collect: makeCollect({ db: world.as('public'), content }),
    vault: makeVault({ db: world.as('vault'), privateKeys: onlyKey(vaultKeys.privateKey) }),
    pass(ms) {
      nowMs += ms
    },
    now,
    hear(chat, said, more = {}) {
      nowMs += 2_000
      updates += 1
      return receive.accept({ name: more.channel ?? 'telegram', botId: 'bot1' }, [
        {
          updateId: more.updateId ?? `update-${updates}`,
          ...(more.messageId === undefined ? {} : { messageId: more.messageId }),
          sentAt: more.sentAt ?? now().toISOString(),
          sender: { chatId: chat, displayName: 'Trần Thị Bưởi' },
          content: typeof said === 'string' ? { type: 'text', text: said } : said,
        },
      ])
    },
    async work() {
      while (await doNext(false));
    },
    async workQuiet() {
      nowMs += QUIET_MS
      while (await doNext(true));
    },
    conversationOf,
    async saidTo(chat, channel) {
      const rows = await world.query<{ id: string; body: Buffer }>(
        'select id, body from deliveries where conversation_id = $1 order by created_at, seq',
        [await conversationOf(chat, channel)],
      )
      // What was sealed here is a bubble.
      return rows.map((row) => (content.open(deliveryRecord(row.id), row.body) as Bubble).text)
    },
    tipsOf: async (chat, channel) =>
      world.query<TipLine>(
        `select id, status, urgency, category, unit_code, call_now, about_police, version, received_at, closed_at
         from tips where conversation_id = $1 order by received_at, id`,
        [await conversationOf(chat, channel)],
      ),
  }
}
