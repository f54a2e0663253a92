import type { Generated } from 'kysely'

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
  /** Null until one is set; opens nothing without a TOTP beside it. */
  password_hash: string | null
  /** `restricted`: may open restricted tips of their unit. */
  clearances: Generated<string[]>
  disabled_at: Date | null
  created_at: Generated<Date>
}

export type SessionMethod = 'passkey' | 'password-totp' | 'password-recovery'
export type FreshMethod = 'passkey' | 'password-totp'

export interface PasskeyRow {
  id: string
  officer_id: string
  public_key: Buffer
  counter: Generated<string>
  transports: Generated<string[]>
  is_backed_up: boolean
  name: string
  link_made_by: string | null
  created_at: Generated<Date>
  last_used_at: Date | null
}

export type EnrolmentPurpose = 'new' | 'recover'

export interface EnrolmentRow {
  token_hash: Buffer
  officer_id: string
  made_by: string | null
  purpose: EnrolmentPurpose
  made_at: Generated<Date>
  expires_at: Generated<Date>
  used_at: Date | null
}

export type ChallengePurpose = 'sign-in' | 'enrol' | 'add' | 'step-up' | 'act'

export interface ChallengeRow {
  challenge: Buffer
  purpose: ChallengePurpose
  holder: Buffer
  officer_id: string | null
  random: Buffer | null
  expires_at: Generated<Date>
}
