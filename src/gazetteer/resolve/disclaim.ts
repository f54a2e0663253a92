import { CUE, type Cues, TELL } from './cues.ts'
import type { Mention } from './mention.ts'
import { GAP, type Line } from './words.ts'

/*
 * Places that a text names without anything having happened there: where a swindler says that he is from, what was said in
 * quotation marks, where somebody was long ago or wants to go.
 */

/** Words of office and place that a claim may run over: "xưng là cán bộ tư pháp phường Ba Đình, Hà Nội". */
const CLAIMED_MAX = 9
const LINKS: ReadonlySet<string> = new Set(
  'la cua o tai dang ben phia tren duoi trong ngoai from of the a an in'.split(' '),
)
const TYPES: ReadonlySet<string> = new Set('phuong quan huyen tinh xa thanh pho tp thi tran tx'.split(' '))
const ENGLISH: ReadonlySet<string> = new Set(
  'said says claims claimed claiming pretending pretended calling posing impersonating'.split(' '),
)
const PLACED: ReadonlySet<string> = new Set(['o', 'tai', 'chi'])

/** The mentions by which somebody else says who he is, or that stand in what he said. */
export function findDisclaimed(line: Line, cues: Cues, mentions: readonly Mention[]): ReadonlySet<Mention> {
  const disclaimed = new Set<Mention>()
  if ((cues.told & TELL.claim) !== 0) {
    const startsAt = new Map(mentions.map((mention) => [mention.from, mention]))
    for (let at = 0; at < line.words.length; at++) {
      if (((cues.tells[at] ?? 0) & TELL.claim) !== 0) followClaim(line, cues, at, startsAt, disclaimed)
    }
  }
  for (const [from, to] of quotesOf(line)) {
    for (const mention of mentions) if (mention.from >= from && mention.to <= to) disclaimed.add(mention)
  }
  if ((cues.told & (TELL.past | TELL.soon)) === 0) return disclaimed
  const isName = new Uint8Array(line.words.length)
  for (const { from, to } of mentions) isName.fill(1, from, to)
  for (const mention of mentions) if (isOfAnotherTime(line, cues, mention, isName)) disclaimed.add(mention)
  return disclaimed
}

function followClaim(
  line: Line,
  cues: Cues,
  claim: number,
  startsAt: ReadonlyMap<number, Mention>,
  into: Set<Mention>,
): void {
  const { words } = line
  const start = cues.tellsTo[claim] ?? claim + 1
  const saysWhere = PLACED.has(words[start - 1]?.bare ?? '')
  // in English the claim itself says that a role follows: "said he was Hanoi police"
  let hasRole = saysWhere || ENGLISH.has(words[claim]?.bare ?? '')
  for (let at = start; at < Math.min(words.length, start + CLAIMED_MAX); ) {
    const word = words[at]
    if (word === undefined || word.gap > GAP.dot) return
    const mention = startsAt.get(at)
    if (mention !== undefined) {
      // "giả danh công an ở phường 5": there they did so
      const isScene = mention.type !== null && PLACED.has(words[at - 1]?.bare ?? '') && !saysWhere
      if (!hasRole || isScene) return
      into.add(mention)
      at = mention.to
    } else if (((cues.tells[at] ?? 0) & TELL.role) !== 0) {
      hasRole = true
      at = cues.tellsTo[at] ?? at + 1
    } else if (LINKS.has(word.bare) || TYPES.has(word.bare)) at++
    else return
  }
}

const QUOTE = /["“”«»]/g
/** How far before a quotation mark somebody says something. */
const SAYING_BACK = 6
const SAYS: ReadonlySet<string> = new Set('noi bao keu nhan xung goi hoi viet ghi rao says said told saying'.split(' '))

/** Words between quotation marks behind somebody's saying so: from and up to before. */
function quotesOf({ text, words }: Line): [number, number][] {
  const marks = [...text.marked.matchAll(QUOTE)].map(({ index }) => index)
  const found: [number, number][] = []
  for (let i = 0; i + 1 < marks.length; i += 2) {
    const open = marks[i] ?? 0
    const close = marks[i + 1] ?? 0
    const from = words.findIndex(({ start }) => start > open)
    const end = words.findIndex(({ start }) => start > close)
    const isSaid = words.slice(Math.max(0, from - SAYING_BACK), Math.max(0, from)).some(({ bare }) => SAYS.has(bare))
    if (from >= 0 && isSaid) found.push([from, end < 0 ? words.length : end])
  }
  return found
}

const PAST_BACK = 8
const SOON_BACK = 6

/** "Hồi trẻ tôi lái xe ở Khe Sanh", "tuần sau em mới đi Sa Pa". */
function isOfAnotherTime({ words, hasCase }: Line, cues: Cues, { from }: Mention, isName: Uint8Array): boolean {
  const isMoving = ((cues.ends[from] ?? 0) & (CUE.move | CUE.toward)) !== 0
  for (let at = from; at > Math.max(0, from - PAST_BACK); at--) {
    if ((words[at]?.gap ?? GAP.stop) >= GAP.dot) return false
    const isNamed =
      isName[at - 1] === 1 ||
      (hasCase && words[at - 1]?.isCapital === true && (words[at - 1]?.gap ?? GAP.stop) < GAP.dot)
    const told = isNamed ? 0 : (cues.tells[at - 1] ?? 0)
    if ((told & TELL.past) !== 0 || ((told & TELL.soon) !== 0 && isMoving && from - at < SOON_BACK)) return true
  }
  return false
}

/** "4tr", "300k", "5cu". */
const SUM = /^\d+(?:tr|k|trieu|cu|ty|usd|vnd)\d*$/

/** True of a text that tells of nothing but what went over telephone and net, for money: it has no scene. */
export function isRemote({ words }: Line, { told }: Cues): boolean {
  if ((told & TELL.remote) === 0 || (told & TELL.present) !== 0) return false
  return (told & TELL.loss) !== 0 || words.some(({ bare }) => SUM.test(bare))
}
