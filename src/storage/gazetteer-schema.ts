import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/** Releases as imported; see migration 0021. JSON goes in as text and comes out parsed. */
export interface GazetteerReleaseRow {
  id: string
  valid_from: string
  number: number
  checksum: Buffer
  is_valid: boolean
  counts: ColumnType<unknown, string, never>
  sources: ColumnType<unknown, string, never>
  findings: ColumnType<unknown, string, never>
  body: Buffer
  imported_at: Generated<Date>
}

export interface GazetteerActivationRow {
  number: GeneratedAlways<string>
  release_id: string
  is_valid: Generated<boolean>
  activated_at: Generated<Date>
}
