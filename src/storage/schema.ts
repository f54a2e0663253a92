import type { Generated, GeneratedAlways } from 'kysely'
import type { MediaFailure } from '../domain/media.ts'
import type { ContactMode, Kind, TipStatus, Urgency } from '../domain/tip.ts'
import type { GazetteerActivationRow, GazetteerReleaseRow } from './gazetteer-schema.ts'
import type {
  IncidentActRow,
  IncidentMemberRow,
  IncidentRow,
  IncidentSuggestionRow,
  TipTraceRow,
  TipViewRow,
} from './incident-schema.ts'
import type {
  ChallengeRow,
  EnrolmentRow,
  FreshMethod,
  OfficerRow,
  PasskeyRow,
  SessionMethod,
} from './officer-schema.ts'
import type { ReturnRow, RoutingVersionRow, SlipRow } from './routing-schema.ts'
import type { SeriesAlertRow, SeriesMarkRow, SeriesRow } from './series-schema.ts'
import type { UnitRow, UnitVersionRow } from './unit-schema.ts'
import type { UnsealDecisionRow, UnsealRequestRow } from './unseal-schema.ts'

/** The tables of `migrations/`, as Kysely reads them. Instants come as {@link Date}; sealed columns as bytes. */
export interface Schema {
  units: UnitRow
  unit_versions: UnitVersionRow
  unit_areas: { area: string; unit_code: string; during: string }
  officers: OfficerRow
  sessions: {
    token_hash: Buffer
    officer_id: string
    created_at: Generated<Date>
    seen_at: Generated<Date>
    ends_at: Date
    method: Generated<SessionMethod>
    fresh_at: Date | null
    fresh_for: string | null
    fresh_with: FreshMethod | null
  }
  passkeys: PasskeyRow
  totps: { officer_id: string; secret: Buffer; last_step: Generated<string>; created_at: Generated<Date> }
  recovery_codes: { officer_id: string; code_mac: Buffer; used_at: Date | null }
  enrolments: EnrolmentRow
  challenges: ChallengeRow
  conversations: ConversationRow
  events: EventRow
  identities: { event_id: string; conversation_id: string; sealed: Buffer; created_at: Generated<Date> }
  dead_letters: { id: string; channel: string; update_key: Buffer; reason: string; sealed: Buffer; received_at: Date }
  outbox: OutboxRow
  tips: TipRow
  findings: FindingRow
  assignments: AssignmentRow
  uncoverings: UncoveringRow
  tip_exclusions: TipExclusionRow
  unseal_requests: UnsealRequestRow
  unseal_decisions: UnsealDecisionRow
  decisions: DecisionRow
  corrections: CorrectionRow
  deliveries: DeliveryRow
  channel_tokens: ChannelTokensRow
  media: MediaRow
  media_chunks: { media_id: string; number: number; sealed: Buffer }
  tip_photos: TipPhotoRow
  photo_traces: { key: number; number: number }
  tip_numbers: { province: string; day: string; last_number: number }
  gazetteer_releases: GazetteerReleaseRow
  gazetteer_activations: GazetteerActivationRow
  routing_versions: RoutingVersionRow
  route_facts: { tip_id: string; rules: number; facts: unknown; routed_at: Generated<Date> }
  returns: ReturnRow
  slips: SlipRow
  series_marks: SeriesMarkRow
  series: SeriesRow
  series_alerts: SeriesAlertRow
  incidents: IncidentRow
  incident_members: IncidentMemberRow
  incident_suggestions: IncidentSuggestionRow
  incident_pins: { tip_id: string; other_tip_id: string; act_id: string }
  incident_acts: IncidentActRow
  tip_views: TipViewRow
  tip_traces: TipTraceRow
  scope_counts: { day: string; what: 'out-of-scope' | 'spam'; count: string }
  audit: AuditRow
  deletions: DeletionRow
  audit_heads: { chain: string; day: string; number: number; hash: Buffer; previous: Buffer | null }
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
  /** Nobody can be reached through it any more. */
  ended_at: Date | null
  end_reason: 'withdrawn' | 'retention' | null
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
  /** Why its words were destroyed, where a message was no report. */
  dropped_for: 'out-of-scope' | null
}

export const TOPICS = [
  'event',
  'quiet',
  'tip',
  'link',
  'known',
  'photo',
  'delivery',
  'media',
  'forget',
  'series',
] as const
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
  police_doubted: Generated<boolean>
  restricted: Generated<boolean>
  accused_unit: string | null
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
  retention_class: string | null
  erase_after: Date | null
  /** `updated_at` when all its records were last put under the key of its class. */
  retained_at: Date | null
  hold: Generated<boolean>
  handed_over_at: Date | null
  erased_at: Date | null
  contact_ended_at: Date | null
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
  /** Kept by triggers: all officers of the unit, those with the clearance, or nobody. */
  sight: Generated<'unit' | 'cleared' | 'nobody'>
  /** Kept by triggers: officers of the unit who do not see it all the same. */
  excluded: GeneratedAlways<string[]>
}

export interface UncoveringRow {
  id: string
  tip_id: string
  officer_id: string
  part: Generated<'tale' | 'self-words'>
  reason: string
  note: Buffer | null
  uncovered_at: Generated<Date>
}

export interface TipExclusionRow {
  id: string
  tip_id: string
  officer_id: string | null
  unit_code: string | null
  why: 'accused-unit' | 'number-in-text' | 'by-hand'
  note: Buffer | null
  excluded_by: GeneratedAlways<string | null>
  excluded_at: GeneratedAlways<Date>
}

export interface DecisionRow {
  id: string
  tip_id: string
  officer_id: string
  unit_code: string
  kind:
    | 'category'
    | 'urgency'
    | 'kind'
    | 'police'
    | 'place'
    | 'unit'
    | 'status'
    | 'disposition'
    | 'answer'
    | 'hold'
    | 'handover'
  before: string | null
  after: string | null
  note: Buffer | null
  decided_at: Generated<Date>
}

export interface CorrectionRow {
  id: string
  tip_id: string
  tip_version: number
  officer_id: string
  unit_code: string
  field: 'category' | 'urgency' | 'kind' | 'police'
  before: string | null
  /** Null for what was not said. */
  after: string | null
  model: string | null
  how: 'seen' | 'blind' | 'skipped'
  restricted: boolean
  decision_id: string | null
  decided_at: Generated<Date>
}

/** What was destroyed for good: of a tip, of a conversation's sender, or an epoch key. */
export interface DeletionRow {
  id: string
  at: Generated<Date>
  kind: 'tip' | 'identity' | 'key'
  ref: string
  rule: string
  basis: string
  by: string
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

/** What was found of a picture: its fingerprint, sealed; null for what is none. */
export interface TipPhotoRow {
  media_id: string
  number: GeneratedAlways<number>
  tip_id: string
  fingerprint: Buffer | null
  hashed_at: Generated<Date>
}

export interface AuditRow {
  id: Generated<string>
  at: Generated<Date>
  unit_code: string | null
  officer_id: string | null
  action: string
  object_id: string | null
  detail: Generated<unknown>
  /** Its place in the chain, given by a trigger (migration 0010): the unit's code or `system`. */
  chain: GeneratedAlways<string>
  day: GeneratedAlways<string>
  number: GeneratedAlways<number>
  previous: GeneratedAlways<Buffer | null>
  hash: GeneratedAlways<Buffer>
}
