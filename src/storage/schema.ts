import type { Generated } from 'kysely'
import type { MediaFailure } from '../domain/media.ts'
import type { ContactMode, Kind, TipStatus, Urgency } from '../domain/tip.ts'

/** The tables of `migrations/`, as Kysely reads them. Instants come as {@link Date}; sealed columns as bytes. */
export interface Schema {
  units: UnitRow
  officers: OfficerRow
  sessions: {
    token_hash: Buffer
    officer_id: string
    created_at: Generated<Date>
    seen_at: Generated<Date>
    ends_at: Date
  }
  conversations: ConversationRow
  events: EventRow
  identities: { event_id: string; conversation_id: string; sealed: Buffer; created_at: Generated<Date> }
  dead_letters: { id: string; channel: string; update_key: Buffer; reason: string; sealed: Buffer; received_at: Date }
  outbox: OutboxRow
  tips: TipRow
  findings: FindingRow
  assignments: AssignmentRow
  decisions: DecisionRow
  deliveries: DeliveryRow
  channel_tokens: ChannelTokensRow
  media: MediaRow
  media_chunks: { media_id: string; number: number; sealed: Buffer }
  tip_numbers: { province: string; day: string; last_number: number }
  audit: AuditRow
}

export type UnitKind = 'commune' | 'province' | 'department' | 'inspectorate' | 'ministry' | 'external'

export interface UnitRow {
  code: string
  name: string
  kind: UnitKind
  level: 'commune' | 'province' | 'ministry' | 'external'
  province: string | null
  role: string
  parent: string | null
  place_names: Generated<string[]>
  area: unknown
  duty_phone: string | null
  valid_from: string
  valid_to: string | null
}

export type OfficerRole =
  | 'duty-officer'
  | 'unit-commander'
  | 'provincial-supervisor'
  | 'custodian'
  | 'auditor'
  | 'administrator'

export interface OfficerRow {
  id: string
  login: string
  number: string
  unit_code: string
  role: OfficerRole
  password_hash: string
  disabled_at: Date | null
  created_at: Generated<Date>
}

export interface ConversationRow {
  id: string
  channel: string
  bot_id: string
  sender_key: Buffer
  next_sequence: string
  state: Buffer | null
  receipt_mac: Buffer | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface EventRow {
  id: string
  conversation_id: string
  sequence: string
  channel: string
  update_key: Buffer
  content: Buffer | null
  sent_at: Date | null
  received_at: Date
  tip_id: string | null
  processed_at: Date | null
}

export const TOPICS = ['event', 'quiet', 'tip', 'delivery', 'media'] as const
export type Topic = (typeof TOPICS)[number]

export interface OutboxRow {
  id: string
  topic: Topic
  /** Name of a channel, or `urgent`. */
  lane: string
  ref: string
  attempts: Generated<number>
  available_at: Generated<Date>
  queued_at: Date | null
  parked_at: Date | null
  error: string | null
}

export interface TipRow {
  id: string
  code: string | null
  conversation_id: string
  channel: string
  mode: ContactMode
  status: TipStatus
  kind: Kind
  category: string | null
  urgency: Urgency
  call_now: Generated<boolean>
  about_police: Generated<boolean>
  restricted: Generated<boolean>
  province: string | null
  unit_code: string | null
  essence: Buffer | null
  copy_key: Buffer | null
  duplicate_of: string | null
  disposition: string | null
  version: Generated<number>
  received_at: Date
  triaged_at: Date | null
  opened_at: Date | null
  closed_at: Date | null
  updated_at: Generated<Date>
}

export interface FindingRow {
  tip_id: string
  tip_version: number
  stage: string
  stage_version: number
  confidence: number | null
  body: Buffer | null
  created_at: Generated<Date>
}

export interface AssignmentRow {
  id: string
  tip_id: string
  unit_code: string
  role: 'primary' | 'information'
  reason: string
  note: Buffer | null
  assigned_by: string | null
  assigned_at: Generated<Date>
  ended_at: Date | null
}

export interface DecisionRow {
  id: string
  tip_id: string
  officer_id: string
  unit_code: string
  kind: 'category' | 'urgency' | 'unit' | 'status' | 'disposition' | 'answer'
  before: string | null
  after: string | null
  note: Buffer | null
  decided_at: Generated<Date>
}

export interface DeliveryRow {
  id: string
  conversation_id: string
  tip_id: string | null
  cause: string
  seq: number
  author: 'assistant' | 'officer'
  officer_id: string | null
  body: Buffer | null
  status: Generated<'pending' | 'sent' | 'parked'>
  error: string | null
  platform_message_id: string | null
  created_at: Generated<Date>
  sent_at: Date | null
}

export interface ChannelTokensRow {
  channel: string
  bot_id: string
  sealed: Buffer
  expires_at: Date
  refused_at: Date | null
  updated_at: Generated<Date>
}

export interface MediaRow {
  id: string
  event_id: string
  number: number
  state: 'waiting' | 'kept' | 'failed'
  reason: MediaFailure | null
  file: Buffer | null
  created_at: Generated<Date>
  kept_at: Date | null
}

export interface AuditRow {
  id: Generated<string>
  at: Generated<Date>
  unit_code: string | null
  officer_id: string | null
  action: string
  object_id: string | null
  detail: Generated<unknown>
}
