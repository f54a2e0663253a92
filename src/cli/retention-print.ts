import type { LoggedDeletion } from '../flow/deletion-log.ts'
import type { RetentionReport } from '../flow/retain.ts'
import type { DeletionLine } from '../storage/retention.ts'

/** The deletion certificate: what, when, by whom, by which rule, and its line in the signed log. */
export interface Certificate {
  unit: string
  entries: {
    id: string
    at: string
    what: 'content of a tip' | 'identity of a sender' | 'encryption key'
    ref: string
    code: string | null
    rule: string
    basis: string
    by: string
    /** Line of the signed log of deletions that announced it; null where it holds none. */
    logLine: number | null
  }[]
}

const WHAT = { tip: 'content of a tip', identity: 'identity of a sender', key: 'encryption key' } as const

/** `logged`: the proved lines of the signed log, from the first. */
export function makeCertificate(
  lines: readonly DeletionLine[],
  logged: readonly LoggedDeletion[],
  unit: string,
): Certificate {
  return {
    unit,
    entries: lines.map((line) => {
      const found = logged.findLastIndex(({ kind, ref }) => kind === line.kind && ref === line.ref)
      return {
        id: line.id,
        at: line.at.toISOString(),
        what: WHAT[line.kind],
        ref: line.ref,
        code: line.code,
        rule: line.rule,
        basis: line.basis,
        by: line.by,
        logLine: found < 0 ? null : found + 1,
      }
    }),
  }
}

/** In Vietnamese, as it is handed out. */
export function describeCertificate({ unit, entries }: Certificate): string {
  const words = {
    'content of a tip': 'nội dung tin',
    'identity of a sender': 'danh tính người báo tin',
    'encryption key': 'khóa mã hóa',
  }
  const blocks = entries.map((entry) =>
    [
      `Số: ${entry.id}`,
      `Đã hủy: ${words[entry.what]} ${entry.ref}${entry.code === null ? '' : ` (mã tin ${entry.code})`}`,
      `Lúc: ${localTime(entry.at)} (giờ Việt Nam)`,
      `Theo quy tắc: ${entry.rule}; căn cứ: ${entry.basis}`,
      `Thực hiện: ${entry.by}`,
      entry.logLine === null
        ? 'Nhật ký hủy có chữ ký: KHÔNG có dòng này'
        : `Nhật ký hủy có chữ ký: dòng ${entry.logLine}`,
    ].join('\n'),
  )
  return [`GIẤY CHỨNG NHẬN HỦY DỮ LIỆU\n${unit}`, ...blocks].join('\n\n')
}

/** One line of `retention list`. */
export function describeLine(line: DeletionLine): string {
  const code = line.code === null ? '' : ` (${line.code})`
  return `${line.at.toISOString()}  ${line.id}  ${line.kind.padEnd(8)}  ${line.ref}${code}  ${line.rule}  by ${line.by}`
}

/** What a run did or would do, and why. */
export function describeRun(report: RetentionReport): string {
  const verb = report.isDry ? 'Would ' : ''
  const does = (dry: string, done: string): string => (report.isDry ? `${verb}${dry}` : done)
  const lines = [
    `${does('erase', 'Erased')} the content of ${report.tips.length} tips.`,
    ...report.tips.map(
      ({ id, code, retention, rule, since }) =>
        `  ${id}${code === null ? '' : ` ${code}`}: class ${retention}, rule ${rule}, due since ${localTime(since.toISOString())}`,
    ),
    `${does('destroy', 'Destroyed')} ${report.keys.length} keys.`,
    ...report.keys.map((id) => `  ${id}: its period is over`),
    `${does('end', 'Ended')} the contact of ${report.contacts.length} conversations.`,
    ...report.contacts.map((id) => `  ${id}: nobody needs to reach its sender any more`),
    `${does('move', 'Moved')} ${report.moved} tips under the keys of their classes.`,
    `${does('empty', 'Emptied')} ${report.strays} lines that belong to no tip.`,
  ]
  if (report.closed > 0) lines.push(`${report.closed} values open with no key there is; they were lost before.`)
  return lines.join('\n')
}

function localTime(iso: string): string {
  return Temporal.Instant.from(iso)
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
}
