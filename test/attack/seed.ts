import { randomBytes } from 'node:crypto'
import { newId } from '../../src/domain/ids.ts'
import { makeReceipt } from '../../src/domain/receipt.ts'
import type { Urgency } from '../../src/domain/tip.ts'
import {
  assignmentRecord,
  decisionRecord,
  deliveryRecord,
  essenceRecord,
  eventRecord,
  findingRecord,
} from '../../src/vault/records.ts'
import type { Stage } from './stage.ts'

/** What of a tip must be told apart when it turns up somewhere; each holds a word that stands nowhere else. */
export const FIELDS = ['text', 'essence', 'note', 'reason', 'answer', 'finding', 'file', 'name', 'phone'] as const
export type Field = (typeof FIELDS)[number]

export interface NewTip {
  /** Of the words; letters and digits. */
  name: string
  /** Who answers for it. */
  unit: string
  informed?: readonly string[]
  /** Units that held it once. */
  former?: readonly string[]
  urgency?: Urgency
  isRestricted?: boolean
  isAboutPolice?: boolean
  accused?: string | null
  isClosed?: boolean
}

export interface SeededTip {
  id: string
  name: string
  code: string
  conversationId: string
  receipt: string
  /** Ids of everything that hangs on it. */
  parts: { event: string; delivery: string; decision: string; assignment: string }
  words: Readonly<Record<Field, string>>
}

/**
 * A tip with everything that can hang on one, straight into the tables, sealed as the line would seal it. The identity
 * lies there in clear, so that whatever let it out would show.
 */
export async function seedTip(stage: Stage, officerId: string, tip: NewTip): Promise<SeededTip> {
  const { content, query } = stage
  // Long: a word of 25 letters may be a receipt by chance, and receipts are covered wherever they stand.
  const salt = randomBytes(16).toString('hex')
  // fromEntries forgets the keys; they are exactly the fields.
  const words = Object.fromEntries(FIELDS.map((field) => [field, `zq${field}${tip.name}${salt}`])) as SeededTip['words']
  const id = newId('tip')
  const conversationId = newId('cnv')
  const parts = { event: newId('evt'), delivery: newId('dlv'), decision: newId('dec'), assignment: newId('req') }
  const receipt = makeReceipt(stage.pseudonyms.receiptBytes(`attack:${id}`))
  const code = `TB-79-261122-${salt.slice(0, 6)}`
  await query(
    `insert into conversations (id, channel, bot_id, sender_key, next_sequence, receipt_mac)
     values ($1, 'webform', 'web', $2, 3, $3)`,
    [conversationId, randomBytes(32), stage.pseudonyms.receipt(receipt)],
  )
  await query(
    `insert into tips (id, code, conversation_id, channel, mode, status, kind, category, urgency, about_police,
       restricted, accused_unit, province, unit_code, essence, received_at, triaged_at, opened_at, closed_at)
     values ($1, $2, $3, 'webform', 'named', $4, 'tip', 'gambling', $5, $6, $7, $8, '79', $9, $10, now(), now(), now(), $11)`,
    [
      id,
      code,
      conversationId,
      tip.isClosed ? 'closed' : 'checking',
      tip.urgency ?? 'normal',
      tip.isAboutPolice ?? false,
      tip.isRestricted ?? false,
      tip.accused ?? null,
      tip.unit,
      content.seal(essenceRecord(id), words.essence),
      tip.isClosed ? new Date() : null,
    ],
  )
  const said = { content: { type: 'form', report: { what: words.text, hasContact: true } } }
  const sent = { content: { type: 'media', attachments: [{ kind: 'file', name: words.file }] } }
  for (const [number, [event, value]] of [[parts.event, said] as const, [newId('evt'), sent] as const].entries()) {
    await query(
      `insert into events (id, conversation_id, sequence, channel, update_key, content, received_at, tip_id, processed_at)
       values ($1, $2, $3, 'webform', $4, $5, now(), $6, now())`,
      [event, conversationId, number + 1, randomBytes(32), content.seal(eventRecord(event), value), id],
    )
  }
  await query(`insert into identities (event_id, conversation_id, sealed) values ($1, $2, $3)`, [
    parts.event,
    conversationId,
    Buffer.from(`${words.name} ${words.phone}`),
  ])
  const also = (tip.informed ?? []).map((unit) => ({ unit, reason: 'danger-now' }))
  const route = { primary: { unit: tip.unit, reason: 'place' }, also, explanation: words.finding }
  await query(`insert into findings (tip_id, tip_version, stage, stage_version, body) values ($1, 1, 'route', 2, $2)`, [
    id,
    content.seal(findingRecord(id, 1, 'route'), route),
  ])
  await seedHolders(stage, officerId, id, tip, parts.assignment, words.note)
  await query(
    `insert into decisions (id, tip_id, officer_id, unit_code, kind, before, after, note)
     values ($1, $2, $3, $4, 'status', 'triaged', 'checking', $5)`,
    [parts.decision, id, officerId, tip.unit, content.seal(decisionRecord(parts.decision), words.reason)],
  )
  await query(
    `insert into deliveries (id, conversation_id, tip_id, cause, seq, author, officer_id, body, status)
     values ($1, $2, $3, $4, 0, 'officer', $5, $6, 'sent')`,
    [
      parts.delivery,
      conversationId,
      id,
      parts.decision,
      officerId,
      content.seal(deliveryRecord(parts.delivery), { text: words.answer }),
    ],
  )
  return { id, name: tip.name, code, conversationId, receipt, parts, words }
}

async function seedHolders(
  stage: Stage,
  officerId: string,
  tipId: string,
  tip: NewTip,
  first: string,
  note: string,
): Promise<void> {
  const rows = [
    { unit: tip.unit, id: first, role: 'primary', reason: 'place', hasEnded: false },
    ...(tip.informed ?? []).map((unit) => ({
      unit,
      id: newId('req'),
      role: 'information',
      reason: 'danger-now',
      hasEnded: false,
    })),
    ...(tip.former ?? []).map((unit) => ({ unit, id: newId('req'), role: 'primary', reason: 'place', hasEnded: true })),
  ]
  for (const { id, unit, role, reason, hasEnded } of rows) {
    await stage.query(
      `insert into assignments (id, tip_id, unit_code, role, reason, note, assigned_by, assigned_at, ended_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() - interval '1 hour', $8)`,
      [
        id,
        tipId,
        unit,
        role,
        reason,
        stage.content.seal(assignmentRecord(id), note),
        officerId,
        hasEnded ? new Date(Date.now() - 60_000) : null,
      ],
    )
  }
}
