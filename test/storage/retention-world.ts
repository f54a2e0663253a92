import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { RETENTION, type RetentionRules } from '../../src/data/retention.ts'
import { newId } from '../../src/domain/ids.ts'
import type { DeletionLog } from '../../src/flow/deletion-log.ts'
import { type Forget, makeForget } from '../../src/flow/forget.ts'
import { makeRetention, type Retention } from '../../src/flow/retain.ts'
import { type ContentSealer, makeContentSealer } from '../../src/vault/content.ts'
import { ensureEpochKeys, readContentKeys } from '../../src/vault/content-keys.ts'
import { makeForgetSender } from '../../src/vault/forget.ts'
import { ensureKeys } from '../../src/vault/keys.ts'
import {
  assignmentRecord,
  decisionRecord,
  deliveryRecord,
  essenceRecord,
  eventRecord,
  exclusionRecord,
  findingRecord,
  mediaRecord,
  photoRecord,
  slipRecord,
  stateRecord,
  uncoveringRecord,
} from '../../src/vault/records.ts'
import { makeEpochKeyring, openDeletionLog } from '../../workers/retention.ts'
import { BEN_THANH, openWorld, SAI_GON, type World } from './world.ts'

/** Every sealed value there is, with the record it belongs to. */
export interface Sealed {
  record: string
  sealed: Buffer
}

export interface RetentionWorld extends World {
  content: ContentSealer
  keysFolder: string
  checkpointsFolder: string
  log: DeletionLog
  retention: Retention
  forget: Forget
  withRules(rules: RetentionRules, log?: DeletionLog): Retention
  setNow(iso: string): Promise<void>
  now(): Date
  seed(tip?: Seed): Promise<{ tipId: string; conversationId: string; eventId: string }>
  /** Does all of topic `forget` that waits. */
  forgetWaiting(): Promise<void>
  /** A sealer of a process that starts now: nothing destroyed is in its memory. */
  freshSealer(): Promise<ContentSealer>
  /** Every sealed value of content, and the bytes of files with their envelopes. */
  dumpSealed(): Promise<Sealed[]>
  keyFiles(): Promise<Record<string, string>>
}

export interface Seed {
  status?: string
  disposition?: string | null
  closedAt?: string | null
  isHeld?: boolean
  conversationId?: string
  duplicateOf?: string
  handedOverAt?: string
}

const KINDS = [
  ['events', 'content', "'events:' || id || ':content'"],
  ['media', 'file', "'media:' || id || ':file'"],
  ['deliveries', 'body', "'deliveries:' || id || ':body'"],
  ['tips', 'essence', "'tips:' || id || ':essence'"],
  ['findings', 'body', "'findings:' || tip_id || ':' || tip_version || ':' || stage"],
  ['assignments', 'note', "'assignments:' || id || ':note'"],
  ['decisions', 'note', "'decisions:' || id || ':note'"],
  ['slips', 'summary', "'slips:' || id || ':summary'"],
  ['uncoverings', 'note', "'uncoverings:' || id || ':note'"],
  ['tip_exclusions', 'note', "'tip_exclusions:' || id || ':note'"],
] as const

/** Real Postgres, real key files, a real signed log; the clock is ours. */
export async function openRetentionWorld(): Promise<RetentionWorld> {
  const world = await openWorld()
  const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-retention-'))
  afterAll(() => rm(home, { recursive: true, force: true }))
  const keysFolder = path.join(home, 'keys')
  const checkpointsFolder = path.join(home, 'checkpoints')
  let nowMs = Date.parse('2026-11-10T03:00:00Z')
  const now = (): Date => new Date(nowMs)
  await ensureKeys(keysFolder, { now: now() })
  // Each look is a fresh one: keys are read again when the clock has moved.
  const content = makeContentSealer(await readContentKeys(keysFolder, () => nowMs))
  const db = world.as('worker')
  const log = await openDeletionLog({ keysFolder, checkpointsFolder }, db, now)
  const keys = makeEpochKeyring(keysFolder)
  const withRules = (rules: RetentionRules, other: DeletionLog = log): Retention =>
    makeRetention({ db, content, keys, log: other, rules, now })
  const forget = makeForget({ db, log, forgetSender: makeForgetSender(world.as('vault')), now })
  const insert = async (table: string, row: Record<string, unknown>): Promise<void> => {
    const names = Object.keys(row)
    await world.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    )
  }

  return {
    ...world,
    content,
    keysFolder,
    checkpointsFolder,
    log,
    retention: withRules(RETENTION),
    forget,
    withRules,
    now,
    async setNow(iso) {
      nowMs = Date.parse(iso)
      await ensureEpochKeys(keysFolder, now())
    },
    async seed(tip = {}) {
      const conversationId = tip.conversationId ?? newId('cnv')
      const [tipId, eventId, mediaId] = [newId('tip'), newId('evt'), newId('med')]
      const at = now()
      if (tip.conversationId === undefined) {
        await insert('conversations', {
          id: conversationId,
          channel: 'telegram',
          bot_id: 'bot1',
          sender_key: randomBytes(32),
          next_sequence: 5,
          state: content.seal(stateRecord(conversationId), {}),
          receipt_mac: randomBytes(32),
          created_at: at,
          updated_at: at,
        })
      }
      const closedAt = tip.closedAt === undefined ? at.toISOString() : tip.closedAt
      await insert('tips', {
        id: tipId,
        code: `TB-${tipId}`,
        conversation_id: conversationId,
        channel: 'telegram',
        mode: 'contactable',
        status: tip.status ?? (closedAt === null ? 'checking' : 'closed'),
        kind: 'tip',
        urgency: 'normal',
        unit_code: BEN_THANH,
        essence: content.seal(essenceRecord(tipId), 'điều đáng nói'),
        copy_key: randomBytes(32),
        disposition: tip.disposition === undefined ? 'no-offence' : tip.disposition,
        duplicate_of: tip.duplicateOf ?? null,
        received_at: at,
        triaged_at: at,
        closed_at: closedAt,
        updated_at: at,
        hold: tip.isHeld ?? false,
        handed_over_at: tip.handedOverAt ?? null,
      })
      await insert('events', {
        id: eventId,
        conversation_id: conversationId,
        sequence: Number(process.hrtime.bigint() % 1_000_000_000n),
        channel: 'telegram',
        update_key: randomBytes(32),
        content: content.seal(eventRecord(eventId), { content: { type: 'text', text: 'lời kể' } }),
        received_at: at,
        processed_at: at,
        tip_id: tipId,
      })
      await insert('identities', {
        event_id: eventId,
        conversation_id: conversationId,
        sealed: randomBytes(80),
        created_at: at,
      })
      const file = content.beginFile(mediaRecord(mediaId))
      const piece = file.add(Buffer.from('ảnh'), true)
      await insert('media', {
        id: mediaId,
        event_id: eventId,
        number: 0,
        state: 'kept',
        file: file.close({ name: 'anh.jpg' }),
        kept_at: at,
      })
      await insert('media_chunks', { media_id: mediaId, number: 0, sealed: piece })
      await insert('tip_photos', {
        tip_id: tipId,
        media_id: mediaId,
        fingerprint: content.seal(photoRecord(mediaId), 'f0f0f0f0f0f0f0f0'),
      })
      await world.query(`insert into photo_traces (key, number) select 1, number from tip_photos where tip_id = $1`, [
        tipId,
      ])
      const deliveryId = newId('dlv')
      await insert('deliveries', {
        id: deliveryId,
        conversation_id: conversationId,
        tip_id: tipId,
        cause: deliveryId,
        seq: 0,
        author: 'assistant',
        body: content.seal(deliveryRecord(deliveryId), { text: 'trả lời' }),
        status: 'sent',
        created_at: at,
      })
      await insert('findings', {
        tip_id: tipId,
        tip_version: 1,
        stage: 'classify',
        stage_version: 1,
        body: content.seal(findingRecord(tipId, 1, 'classify'), { why: 'lời kể' }),
      })
      const [assignment, decision, uncovering, exclusion] = [newId('req'), newId('dec'), newId('unc'), newId('unc')]
      const officer = world.officerOf(BEN_THANH)
      await insert('assignments', {
        id: assignment,
        tip_id: tipId,
        unit_code: BEN_THANH,
        role: 'primary',
        reason: 'officer',
        note: content.seal(assignmentRecord(assignment), 'lý do chuyển'),
      })
      await insert('decisions', {
        id: decision,
        tip_id: tipId,
        officer_id: officer,
        unit_code: BEN_THANH,
        kind: 'disposition',
        after: 'no-offence',
        note: content.seal(decisionRecord(decision), 'lý do đóng'),
      })
      const slip = newId('slp')
      await insert('slips', {
        id: slip,
        tip_id: tipId,
        body: 'KL',
        state: 'confirmed',
        due_at: at,
        summary: content.seal(slipRecord(slip), 'trích yếu'),
      })
      await insert('uncoverings', {
        id: uncovering,
        tip_id: tipId,
        officer_id: officer,
        reason: 'work',
        note: content.seal(uncoveringRecord(uncovering), 'lý do mở'),
      })
      await insert('tip_exclusions', {
        id: exclusion,
        tip_id: tipId,
        unit_code: SAI_GON,
        why: 'by-hand',
        note: content.seal(exclusionRecord(exclusion), 'lý do che'),
      })
      return { tipId, conversationId, eventId }
    },
    async forgetWaiting() {
      for (const { ref } of await world.query<{ ref: string }>(`select ref from outbox where topic = 'forget'`)) {
        await forget.forget(ref)
      }
    },
    freshSealer: async () => makeContentSealer(await readContentKeys(keysFolder, () => nowMs)),
    async dumpSealed() {
      const all: Sealed[] = []
      for (const [table, column, record] of KINDS) {
        all.push(
          ...(await world.query<{ record: string; sealed: Buffer }>(
            `select ${record} as record, ${column} as sealed from ${table} where ${column} is not null`,
          )),
        )
      }
      return all
    },
    async keyFiles() {
      const names = (await readdir(keysFolder)).filter((name) => name.endsWith('.json')).sort()
      return Object.fromEntries(
        await Promise.all(
          names.map(async (name) => [name, await readFile(path.join(keysFolder, name), 'base64')] as const),
        ),
      )
    },
  }
}
