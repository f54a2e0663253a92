import type { Generated, GeneratedAlways } from 'kysely'

export type UnitKind = 'commune' | 'province' | 'department' | 'inspectorate' | 'ministry' | 'external'
export type UnitLevel = 'commune' | 'province' | 'ministry' | 'external'

/** What the tables say of a unit, whichever holds it. */
export interface UnitColumns {
  code: string
  name: string
  kind: UnitKind
  level: UnitLevel
  province: string | null
  role: string
  parent: string | null
  areas: string[]
  hours: unknown
  duty_phones: string[]
  channels: string[]
  valid_from: string
  valid_to: string | null
  successor: string | null
  document: string | null
}

/** The newest version of a unit; its triggers write {@link UnitVersionRow}. */
export interface UnitRow extends Omit<UnitColumns, 'areas' | 'duty_phones' | 'channels'> {
  areas: Generated<string[]>
  duty_phones: Generated<string[]>
  channels: Generated<string[]>
  reason: Generated<string>
  version: GeneratedAlways<number>
}

export interface UnitVersionRow extends UnitColumns {
  number: number
  reason: string
  made_by: string | null
  made_at: Generated<Date>
}
