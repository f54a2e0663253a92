import type { Urgency } from '../domain/tip.ts'
import type { CurrentOfficer } from '../flow/desk.ts'
import type { InboxRow } from '../flow/inbox-rows.ts'
import type { RowIncident } from '../flow/incident-lines.ts'
import { type DeskPiece, splitCoveredText } from './covered-text.ts'
import type { DeskNames } from './desk-names.ts'
import { formatExact } from './parts/ago.tsx'
import { formatAge } from './parts/desk-time.ts'
import { channelWord, STATUS_WORDS, URGENCY_WORDS } from './parts/desk-words.ts'
import { WORSENING_WORDS } from './parts/incident-words.ts'

/** One line of the inbox as it is drawn, by the server as HTML or by desk-rows.js from JSON: nothing is judged again. */
export interface RowView {
  id: string
  version: number
  urgency: Urgency
  urgencyWord: string
  iso: string
  age: string
  exact: string
  essence: DeskPiece[]
  /** True where the essence is our own sentence, not the citizen's. */
  isEssenceOurs: boolean
  channel: string
  status: string
  /** What else must be known at a glance: a copy, another unit in charge. */
  notes: string[]
  isUnread: boolean
  /** It tells of a danger that is going on: news even of a tip that was opened before. */
  isCalling: boolean
}

/** Longer never fits a line on any screen; the tip page shows all. UTF-16 units. */
const ESSENCE_MAX = 220

export function viewRows(rows: readonly InboxRow[], officer: CurrentOfficer, names: DeskNames, now: Date): RowView[] {
  const codes = new Map(rows.map(({ tip }) => [tip.id, tip.code]))
  return rows.map(({ tip, essence, isAskedFirst, incident }) => {
    const notes: string[] = []
    if (incident !== undefined) notes.push(...incidentNotes(incident))
    else if (tip.duplicateOf !== null) notes.push(`trùng ${codes.get(tip.duplicateOf) ?? 'tin trước'}`)
    if (tip.unitCode !== null && tip.unitCode !== officer.unitCode)
      notes.push(`chủ trì: ${shorten(names.unit(tip.unitCode))}`)
    const untold = isAskedFirst ? 'Chờ Anh/Chị phân loại, mở để đọc' : 'Chưa có lời kể, mở để xem'
    const ours = tip.restricted ? 'Tin hạn chế, mở để đọc' : essence === '' ? untold : null
    return {
      id: tip.id,
      version: tip.version,
      urgency: tip.urgency,
      urgencyWord: URGENCY_WORDS[tip.urgency],
      iso: tip.receivedAt.toISOString(),
      age: formatAge(tip.receivedAt, now),
      exact: formatExact(tip.receivedAt),
      essence: ours === null ? splitCoveredText(essence, ESSENCE_MAX) : [{ text: ours }],
      isEssenceOurs: ours !== null,
      channel: channelWord(tip.channel),
      status: STATUS_WORDS[tip.status],
      notes,
      isUnread: tip.openedAt === null,
      isCalling: tip.callNow,
    }
  })
}

/** What became worse stands first: it is why the row is where it is. */
function incidentNotes({ worsened, voiceCount, copyCount, isRaised }: RowIncident): string[] {
  const notes = worsened === null ? [] : [`nặng thêm: ${WORSENING_WORDS[worsened.worsening]}`]
  if (isRaised) return notes
  const others = voiceCount - copyCount - 1
  if (others > 0) notes.push(`+${others} tin cùng vụ`)
  if (copyCount > 0) notes.push(`${copyCount} bản chuyển tiếp`)
  return notes
}

/** Among police the place is name enough. */
function shorten(unitName: string): string {
  return unitName.replace(/^Công an /, '')
}
