import type { AuditQuery } from '../flow/audit-look.ts'
import { AUDIT_PATH, isTipId } from './desk-address.ts'
import type { DeskNames } from './desk-names.ts'
import { KNOWN_ACTIONS } from './parts/audit-words.ts'

/** The fields of the filter, as typed. Their names stand in addresses. */
export const FILTER_FIELDS = ['donvi', 'sohieu', 'viec', 'tin', 'ngay'] as const
export type FilterField = (typeof FILTER_FIELDS)[number]
export type TypedFilter = Readonly<Record<FilterField, string>>

const SYSTEM = 'system'
export const SYSTEM_WORDS = 'Hệ thống'

const PROBLEMS: Record<FilterField, string> = {
  donvi: 'Không có đơn vị này. Gõ một phần tên rồi chọn trong danh sách gợi ý.',
  sohieu: 'Số hiệu gồm 2 đến 20 chữ số, chữ cái hoặc gạch nối.',
  viec: 'Chọn một việc trong danh sách.',
  tin: 'Mã tin có dạng TB-79-261122-0042, hoặc là định danh bắt đầu bằng tip_.',
  ngay: 'Ngày có dạng 2026-11-22.',
}

const MAX_TYPED = 200

export function readTypedFilter(read: (name: string) => string | undefined): TypedFilter {
  const typed = (name: FilterField): string => (read(name) ?? '').trim().slice(0, MAX_TYPED)
  return { donvi: typed('donvi'), sohieu: typed('sohieu'), viec: typed('viec'), tin: typed('tin'), ngay: typed('ngay') }
}

/** What can be looked for of what was typed, and why the rest cannot. Nothing but proper shapes reaches the database. */
export function readFilter(
  typed: TypedFilter,
  before: string | undefined,
  names: DeskNames,
): { query: AuditQuery; problems: { field: FilterField; text: string }[] } {
  const parts: Record<FilterField, AuditQuery | null> = {
    donvi: readUnit(typed.donvi, names),
    sohieu: /^[0-9A-Za-z-]{2,20}$/.test(typed.sohieu) ? { officerNumber: typed.sohieu } : null,
    viec: KNOWN_ACTIONS.some(([id]) => id === typed.viec) ? { action: typed.viec } : null,
    tin: readTip(typed.tin),
    ngay: isDay(typed.ngay) ? { day: typed.ngay } : null,
  }
  const given = FILTER_FIELDS.filter((field) => typed[field] !== '')
  return {
    query: Object.assign(
      {},
      ...given.map((field) => parts[field] ?? {}),
      before !== undefined && /^\d{1,18}$/.test(before) ? { beforeId: before } : {},
    ),
    problems: given.filter((field) => parts[field] === null).map((field) => ({ field, text: PROBLEMS[field] })),
  }
}

/** The same view, from another row on. */
export function auditHref(typed: TypedFilter, before?: string): string {
  const query = new URLSearchParams(FILTER_FIELDS.flatMap((field) => (typed[field] ? [[field, typed[field]]] : [])))
  if (before !== undefined) query.set('truoc', before)
  return query.size === 0 ? AUDIT_PATH : `${AUDIT_PATH}?${query}`
}

function readUnit(text: string, names: DeskNames): AuditQuery | null {
  if (text === SYSTEM || text === SYSTEM_WORDS) return { unitCode: SYSTEM }
  const found = names.findUnit(text)
  return found.ok ? { unitCode: found.code } : null
}

function readTip(text: string): AuditQuery | null {
  if (isTipId(text)) return { tipId: text }
  const code = text.toUpperCase()
  return /^TB-\d{2}-\d{6}-\d{4,9}$/.test(code) ? { tipCode: code } : null
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text).year > 0
  } catch {
    return false
  }
}
