import { CUE, type Cues, TELL } from './cues.ts'
import type { Mention, Standing } from './mention.ts'
import { GAP, type Line } from './words.ts'

export interface Told {
  standing: Standing
  isNegated: boolean
  /** "quê Thái Bình", "xe biển Đồng Nai": says where somebody or something comes from, and nothing about the place. */
  isOrigin: boolean
  /** With which word the denial, or else the mention, begins. */
  from: number
}

/** How far back a cue may stand. */
const WORDS_BACK = 12
/** Words that are no cue between "vụ việc" and "ở …". */
const STRANGERS_MAX = 4

/**
 * What the words before a mention say it is named for, read backwards up to the mention before it: a word that is no cue
 * ends what "em đang ở" or "không phải" may reach, while "vụ việc" reaches over a few.
 */
export function tellStanding(line: Line, cues: Cues, mention: Mention, after: number, isStreet: Uint8Array): Told {
  const { words } = line
  const told: Told = { standing: mention.standing, isNegated: false, isOrigin: false, from: mention.from }
  let strangers = 0
  let isStaying = false
  let hasComma = false
  let isBare = true
  let hasLandmark = false
  let hasAt = false
  for (let at = mention.from; at > Math.max(after, mention.from - WORDS_BACK); ) {
    const gap = words[at]?.gap ?? GAP.stop
    if (gap === GAP.stop || (gap === GAP.dot && at !== mention.from)) break
    const bits = cues.ends[at] ?? 0
    const from = bits === 0 ? at - 1 : (cues.endsFrom[at] ?? at - 1)
    hasComma ||= gap >= GAP.comma
    if (hasComma) isBare = false
    const isNear = strangers === 0 && !hasComma
    if ((bits & CUE.not) !== 0 && isNear) return { ...told, isNegated: true, from }
    if ((bits & CUE.scene) !== 0) return { ...told, standing: 'scene' }
    // "đường vào sân bóng phường …": the way leads to what stands between
    const isAim = isNear && !hasAt && !(hasLandmark && mention.type !== null)
    // without marks "ve" before a type is về, no vé
    const isHomeward = mention.type !== null && from === at - 1 && words[from]?.word === 've'
    if ((bits & (CUE.toward | CUE.from)) !== 0 && isAim && !isHomeward) return { ...told, standing: 'toward' }
    // "xe đi Đà Lạt", but "em đi Sa Pa bị …"
    if (
      isAim &&
      from === at - 1 &&
      at === mention.from &&
      mention.type === null &&
      words[from]?.bare === GOES &&
      !isArrival(line, mention.to)
    )
      return { ...told, standing: 'toward' }
    // "chém người ở phường …": there it happened; "người Thái Bình" came from there
    const isVictim = hasAt && mention.type !== null && PEOPLE.has(words[at - 1]?.bare ?? '')
    // "dân xã Kỳ Thượng báo": they tell of where they live
    const isLocals = mention.type !== null && from === 0 && at === mention.from && PEOPLE.has(words[0]?.bare ?? '')
    if ((bits & CUE.origin) !== 0 && isBare && !isVictim && !isLocals) return { ...told, isOrigin: true }
    if ((bits & CUE.self) !== 0 && isNear && isStaying) return tellSelf(line, cues, from, told)
    if ((bits & CUE.landmark) !== 0) hasLandmark = true
    if ((bits & CUE.at) !== 0) hasAt = true
    if ((bits & (CUE.at | CUE.self)) === 0) isBare = false
    if ((bits & CUE.stay) !== 0) isStaying = true
    const isFiller =
      (bits &
        (CUE.at |
          CUE.near |
          CUE.office |
          CUE.move |
          CUE.link |
          CUE.stay |
          CUE.landmark |
          CUE.numbered |
          CUE.hamlet)) !==
        0 ||
      isStreet[at - 1] === 1 ||
      /^\d/.test(words[at - 1]?.bare ?? '')
    if (!isFiller && ++strangers > STRANGERS_MAX) break
    at = Math.min(from, at - 1)
  }
  return told
}

const PEOPLE: ReadonlySet<string> = new Set(['nguoi', 'dan'])

const GOES = 'di'
const ARRIVAL_AHEAD = 10

/** What happened there follows, in the same sentence. */
function isArrival({ words }: Line, to: number): boolean {
  for (let i = to; i < Math.min(words.length, to + ARRIVAL_AHEAD); i++) {
    if (i > to && (words[i]?.gap ?? GAP.stop) === GAP.dot) return false
    if (ARRIVES.has(words[i]?.bare ?? '')) return true
  }
  return false
}

const ARRIVAL = 4
const ARRIVES: ReadonlySet<string> = new Set(['thi', 'bi', 'gap', 'thay'])

/** "tuyến Sài Gòn - Vũng Tàu", "từ Long An lên Tây Ninh": the other end of a way is no scene either. */
export function isOtherEnd({ words }: Line, cues: Cues, last: Mention, next: Mention): boolean {
  if (last.standing !== 'toward' || next.from - last.to > 2) return false
  // "từ Sóc Trăng lên Ninh Kiều thì bị …": there it happened
  for (let i = next.to; i < Math.min(words.length, next.to + ARRIVAL); i++)
    if (ARRIVES.has(words[i]?.bare ?? '')) return false
  for (let i = last.to; i <= next.from; i++) {
    if ((words[i]?.gap ?? GAP.stop) > GAP.dash) return false
    if (i < next.from && ((cues.over[i] ?? 0) & (CUE.move | CUE.toward)) === 0) return false
  }
  return next.from > last.to || words[next.from]?.gap === GAP.dash
}

/**
 * "Em ở …" opens what is said; in "căn hộ em ở …", "xe em để ở …" something of the sender's is there, and that may be all
 * there is to the scene.
 */
function tellSelf({ words }: Line, cues: Cues, from: number, told: Told): Told {
  const first = words[from]
  const isOpening =
    from === 0 || first === undefined || first.gap > GAP.dash || OPENERS.has(words[from - 1]?.bare ?? '')
  // "nhà trọ của tôi ở …" is of a thing, not of them
  if (words[from - 1]?.bare === 'cua') return told
  const isPerson = ((cues.ends[from] ?? 0) & (CUE.self | CUE.contrast | CUE.link | CUE.person)) !== 0
  return isOpening || isPerson ? { ...told, standing: 'sender' } : told
}

/** Words that address somebody or join sentences. */
const OPENERS: ReadonlySet<string> = new Set(
  'da thua alo chao anh chi vi do hien nhung ma la va thi vang xin hom gio ban nay so bao gio nha con co chu bac oi a'.split(
    ' ',
  ),
)

const CLAUSE_BACK = 12
const BEING: ReadonlySet<string> = new Set(['dang', 'hien'])
const NOW: ReadonlySet<string> = new Set(['hien', 'dang', 'gio', 'nay'])
const OFTEN: ReadonlySet<string> = new Set('hay cung van moi thuong dang hien phai'.split(' '))
const LIVES: ReadonlySet<string> = new Set(
  'lam hoc o song tro thue day ban buon live work study teach rent stay living working'.split(' '),
)
/** "Quê em ở …". */
const OWN: ReadonlySet<string> = new Set(['que', 'nha', 'phong', 'tro'])
/** "Ra Đà Nẵng công tác". */
const PURPOSES: ReadonlySet<string> = new Set(['cong', 'du', 'choi', 'tham', 'nghi', 'hoc', 'lam'])
const REPORT_AHEAD = 3

/**
 * Where the sender is while writing ("hiện đang ở Đồng Nai", "em về tới Hà Nội rồi mới dám nhắn"), or lives, works and
 * studies ("tôi làm bảo vệ bên phường Dĩ An"): all that the clause says before the place. Null where it says neither.
 */
export function tellWhereSenderIs(line: Line, cues: Cues, mention: Mention): 'here' | 'home' | null {
  const { words } = line
  let start = mention.from
  while (start > Math.max(0, mention.from - CLAUSE_BACK) && (words[start]?.gap ?? GAP.stop) < GAP.dot) start--
  if (OWN.has(words[start]?.bare ?? '') && ((cues.starts[start + 1] ?? 0) & CUE.self) !== 0) start++
  const first = ((cues.starts[start] ?? 0) & CUE.self) !== 0 ? (cues.startsTo[start] ?? start) : start
  const isSelf = first > start
  if (first >= mention.from) return null
  let verb = first
  while (verb < mention.from && OFTEN.has(words[verb]?.bare ?? '')) verb++
  const opensText = start === 0
  if (
    (isSelf || opensText) &&
    verb < mention.from &&
    LIVES.has(words[verb]?.bare ?? '') &&
    !isPlaced(words[verb]?.bare, isSelf)
  )
    return 'home'
  if (isSelf && PURPOSES.has(words[mention.to]?.bare ?? '') && (words[mention.to]?.gap ?? GAP.stop) === GAP.space)
    return 'home'
  const opening = words[first]?.bare ?? ''
  const next = words[first + 1]?.bare ?? ''
  if (isSelf && BEING.has(opening)) return 'here'
  if (!isSelf && NOW.has(opening) && (BEING.has(next) || next === 'o')) return 'here'
  if ((cues.told & TELL.report) === 0) return null
  for (let at = mention.to; at <= mention.to + REPORT_AHEAD; at++) {
    if ((words[at]?.gap ?? GAP.stop) >= GAP.dot) return null
    if (((cues.tells[at] ?? 0) & TELL.report) !== 0) return 'here'
  }
  return null
}

/** "Ở Tân Tiến có bãi …" and "bán …" open a text with the scene, unless somebody says of themselves that they do. */
function isPlaced(verb: string | undefined, isSelf: boolean): boolean {
  return !isSelf && verb !== 'lam' && verb !== 'hoc'
}

/** "phường 5 cũ", "quận 9 (cũ)", "trước đây là xã …". */
export function isToldFormer({ words }: Line, cues: Cues, mention: Mention): boolean {
  const next = words[mention.to]
  const isBehind =
    next !== undefined &&
    next.gap !== GAP.comma &&
    next.gap < GAP.line &&
    ((cues.starts[mention.to] ?? 0) & CUE.former) !== 0
  const isBefore =
    ((cues.ends[mention.from] ?? 0) & CUE.former) !== 0 && (words[mention.from]?.gap ?? GAP.stop) <= GAP.dash
  // "cứ" without marks
  return (
    (isBehind && (next.isMarked || next.bare !== 'cu' || (words[mention.to + 1]?.gap ?? GAP.stop) > GAP.slash)) ||
    isBefore
  )
}
