import type { ConversationState } from './state.ts'

/** What a short message or a pressed button asks of the dialogue itself. */
export type Intent =
  | 'send'
  | 'more'
  | 'cancel'
  | 'receipt'
  | 'new'
  | 'now'
  | 'past'
  | 'hurt'
  | 'unhurt'
  | 'place'
  | 'yes'
  | 'no'
  | 'thanks'
  | 'withdraw'
  | 'data'

const BUTTONS: Record<string, Intent> = {
  'confirm:send': 'send',
  'confirm:change': 'more',
  'confirm:cancel': 'cancel',
  'receipt:yes': 'yes',
  'withdraw:yes': 'yes',
  'withdraw:no': 'no',
  'kind:report': 'new',
  'now:yes': 'now',
  'now:no': 'past',
  'hurt:yes': 'hurt',
  'hurt:no': 'unhurt',
  location: 'place',
  yes: 'yes',
  no: 'no',
}

/** Words as people type them, folded: no marks, no punctuation, lower case. */
const WORDS: Record<string, Intent> = {
  gui: 'send',
  'gui di': 'send',
  'gui tin': 'send',
  'gui luon': 'send',
  'dong y': 'send',
  ok: 'send',
  oke: 'send',
  'xac nhan': 'send',
  dung: 'send',
  'dung roi': 'send',
  xong: 'send',
  'het roi': 'send',
  'gui a': 'send',
  'gui giup em': 'send',
  'dung vay': 'send',
  'dung a': 'send',
  vang: 'send',
  'vang a': 'send',
  'da vang': 'send',
  duoc: 'send',
  uh: 'send',
  send: 'send',
  'bo sung': 'more',
  them: 'more',
  huy: 'cancel',
  'huy bo': 'cancel',
  'khong gui': 'cancel',
  'thoi khong gui': 'cancel',
  cancel: 'cancel',
  change: 'more',
  'cam on': 'thanks',
  'cam on ban': 'thanks',
  'cam on nhieu': 'thanks',
  'cam on a': 'thanks',
  'da cam on': 'thanks',
  'ok cam on': 'thanks',
  'em cam on': 'thanks',
  thanks: 'thanks',
  'thank you': 'thanks',
  co: 'yes',
  khong: 'no',
  code: 'receipt',
  ma: 'receipt',
  'ma bien nhan': 'receipt',
  'lay ma': 'receipt',
  'cho xin ma': 'receipt',
  'bao tin moi': 'new',
  'tin moi': 'new',
  'dang xay ra': 'now',
  'da xay ra': 'past',
  'sua lai': 'more',
  'nhan ma': 'yes',
  'get the code': 'yes',
  yes: 'yes',
  no: 'no',
  'bao tin': 'new',
  report: 'new',
  'happening now': 'now',
  'already over': 'past',
  'rut tin': 'withdraw',
  'rut lai tin': 'withdraw',
  'rut tin bao': 'withdraw',
  'toi muon rut tin': 'withdraw',
  'toi muon rut lai tin': 'withdraw',
  'em muon rut tin': 'withdraw',
  'xin rut tin': 'withdraw',
  'cho rut tin': 'withdraw',
  'cho toi rut tin': 'withdraw',
  'xoa tin': 'withdraw',
  'xoa tin cua toi': 'withdraw',
  'xoa tin bao cua toi': 'withdraw',
  'xoa tin cua em': 'withdraw',
  'thoi khong bao nua': 'withdraw',
  'khong bao nua': 'withdraw',
  'toi khong bao nua': 'withdraw',
  'toi khong muon bao nua': 'withdraw',
  'thoi toi khong bao nua': 'withdraw',
  'cham dut lien he': 'withdraw',
  'dung lien he nua': 'withdraw',
  'dung lien he voi toi nua': 'withdraw',
  withdraw: 'withdraw',
  'withdraw my report': 'withdraw',
  'delete my report': 'withdraw',
  'stop contacting me': 'withdraw',
  'xoa du lieu': 'data',
  'xoa du lieu cua toi': 'data',
  'xoa thong tin cua toi': 'data',
  'xoa du lieu ca nhan cua toi': 'data',
  'du lieu cua toi': 'data',
  'du lieu ve toi': 'data',
  'yeu cau du lieu': 'data',
  'ai to cao toi': 'data',
  'ai bao tin ve toi': 'data',
  'ai to giac toi': 'data',
  'co ai to cao toi khong': 'data',
  'co ai bao ve toi khong': 'data',
  'cong an co du lieu gi ve toi': 'data',
  'cong an co du lieu gi ve toi khong': 'data',
  'xoa du lieu cua toi di': 'data',
  'ai phan anh toi': 'data',
  'my data': 'data',
  'delete my data': 'data',
  'who reported me': 'data',
  'gui vi tri': 'place',
  'send location': 'place',
}

/** Said to "end the contact?": none of the words for sending something. */
const AGREES: ReadonlySet<string> = new Set([
  'dong y',
  'xac nhan',
  'vang',
  'vang a',
  'da vang',
  'dung',
  'dung vay',
  'ok',
])

/**
 * Reads a button's data, a number that picks one of the last buttons, or a short command in words. Null for anything
 * longer: what a citizen tells is never taken for a command.
 */
export function readIntent(text: string, state: ConversationState): Intent | null {
  const picked = /^\s*([1-9])\s*[.)]?\s*$/.exec(text)
  const data = picked ? state.buttons[Number(picked[1]) - 1] : text.trim()
  const tapped = data !== undefined && Object.hasOwn(BUTTONS, data) ? (BUTTONS[data] ?? null) : null
  const folded = fold(text)
  if (state.pending === 'hurt' && (tapped === 'yes' || folded === 'co' || AGREES.has(folded))) return 'hurt'
  if (state.pending === 'hurt' && (tapped === 'no' || folded === 'khong')) return 'unhurt'
  if (tapped !== null) return tapped
  if (!Object.hasOwn(WORDS, folded)) return null
  const intent = WORDS[folded] ?? null
  // "đúng", "ok", "thêm" answer our question; said out of the blue they ask for nothing.
  if (state.pending === 'withdraw' && AGREES.has(folded)) return 'yes'
  if (intent === 'send' || intent === 'more') return state.pending === 'confirm' ? intent : null
  return intent
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
