import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { readSealedEvent } from '../../src/domain/content.ts'
import { makeContentSealer } from '../../src/vault/content.ts'
import { CONTENT_KEYS_FILE, readContentKeys } from '../../src/vault/content-keys.ts'
import { makeIdentityOpener } from '../../src/vault/identity.ts'
import { eventRecord, identityRecord } from '../../src/vault/records.ts'
import { readVaultPrivateKeys } from '../../src/vault/vault-keys.ts'
import type { System } from '../chaos/system.ts'
import type { FakeTelegram } from '../support/fake-telegram.ts'
import { until } from '../support/until.ts'
import { nextTelegramChat, telegramText } from '../support/updates.ts'

/** What becomes of a canary between backup and restore. */
export const FATES = ['kept', 'tip-erased', 'identity-erased', 'key-destroyed'] as const
export type Fate = (typeof FATES)[number]

export interface Canary {
  fate: Fate
  chatId: string
  words: string
  conversationId: string
  tipId: string
  eventId: string
}

/** What a restored system tells of a canary: the words, or that they are gone, or that no key opens them. */
export interface Found {
  words: string | 'gone' | 'closed'
  /** As the vault opens it; null where none is there. */
  chatId: string | null
  essence: boolean
}

export type Look = Pick<System, 'query' | 'config'>

/** Says one emergency for each fate through the real line, from a chat of its own, and waits until each is a tip. */
export async function plantCanaries(system: System, telegram: FakeTelegram): Promise<Canary[]> {
  const canaries: Canary[] = []
  for (const fate of FATES) {
    const chat = nextTelegramChat()
    telegram.startedChats.add(chat)
    const words = `cứu với nó cầm dao ở phường Bến Thành, mã ${randomBytes(6).toString('hex')}`
    const answer = await fetch(`${system.address}/webhooks/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': telegram.secret },
      body: JSON.stringify(telegramText(chat, words)),
    })
    if (answer.status !== 200) throw new Error(`a canary was answered ${answer.status}`)
    canaries.push({ fate, chatId: String(chat), words, ...(await findTip(system, words)) })
  }
  return canaries
}

async function findTip(system: System, words: string): Promise<Pick<Canary, 'conversationId' | 'tipId' | 'eventId'>> {
  const open = await openerOf(system)
  return until(
    'a canary to become a tip',
    async () => {
      const rows = await system.query<{ id: string; conversation: string; tip: string; content: Buffer | null }>(
        `select e.id, e.conversation_id as conversation, e.tip_id as tip, e.content from events e
           join tips t on t.id = e.tip_id where t.triaged_at is not null order by e.received_at desc limit 200`,
      )
      const row = rows.find(({ id, content }) => open(id, content) === words)
      return row ? { conversationId: row.conversation, tipId: row.tip, eventId: row.id } : null
    },
    60_000,
  )
}

/** A key of a month long over: what is destroyed must not be made anew by the calendar. */
export async function addOldKey(system: System): Promise<string> {
  const id = '2026-01/spam'
  const file = path.join(system.config.keysFolder, CONTENT_KEYS_FILE)
  const shape = z.strictObject({ version: z.literal(2), keys: z.record(z.string(), z.string()) })
  const { version, keys } = shape.parse(JSON.parse(await readFile(file, 'utf8')))
  await writeFile(file, JSON.stringify({ version, keys: { ...keys, [id]: randomBytes(32).toString('base64') } }))
  return id
}

/** Puts what a canary said under that key, as closing its tip would. */
export async function rewrapCanary(system: System, canary: Canary, keyId: string): Promise<void> {
  const sealer = makeContentSealer(await readContentKeys(system.config.keysFolder))
  const [row] = await system.query<{ content: Buffer }>(`select content from events where id = '${canary.eventId}'`)
  if (!row) throw new Error('a canary is gone')
  const sealed = sealer.rewrap(eventRecord(canary.eventId), row.content, keyId).toString('hex')
  await system.query(`update events set content = '\\x${sealed}' where id = '${canary.eventId}'`)
}

export async function findCanary(look: Look, canary: Canary): Promise<Found> {
  const open = await openerOf(look)
  const [event] = await look.query<{ content: Buffer | null; essence: boolean }>(
    `select e.content, t.essence is not null as essence from events e join tips t on t.id = e.tip_id
      where e.id = '${canary.eventId}'`,
  )
  const [identity] = await look.query<{ id: string; sealed: Buffer }>(
    `select event_id as id, sealed from identities where conversation_id = '${canary.conversationId}' order by created_at limit 1`,
  )
  const vault = makeIdentityOpener(await readVaultPrivateKeys(look.config.vaultKeysFolder))
  const address = identity ? await vault.open(identityRecord(identity.id), identity.sealed) : null
  return {
    words: event ? open(canary.eventId, event.content) : 'gone',
    chatId: address === null ? null : z.object({ chatId: z.string() }).parse(address).chatId,
    essence: event?.essence ?? false,
  }
}

/** What was said, `gone` where it was erased, `closed` where no key opens it. */
export async function openerOf({
  config,
}: Pick<Look, 'config'>): Promise<(eventId: string, sealed: Buffer | null) => string> {
  const sealer = makeContentSealer(await readContentKeys(config.keysFolder))
  return (eventId, sealed) => {
    if (sealed === null) return 'gone'
    try {
      const { content } = readSealedEvent(sealer.open(eventRecord(eventId), sealed))
      return content.type === 'text' ? content.text : content.type
    } catch {
      return 'closed'
    }
  }
}
