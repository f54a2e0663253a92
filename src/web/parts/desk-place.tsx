import { type PlaceNames, readPlaceChoice, type Unclear } from '../../domain/place.ts'
import type { Span } from '../../domain/tip.ts'
import type { TipView } from '../../flow/tip-view.ts'
import type { FoundEvidence, FoundPlace } from '../desk-findings.ts'
import type { DeskNames } from '../desk-names.ts'
import { spansOf } from '../desk-tip-view.ts'
import { hasQuotes, Quotes } from './desk-told.tsx'

/** An officer compares some; the rest of forty parts of a district tells nothing. */
const LISTED_MAX = 8

/** Where it happened, how sure that is, and the words it rests on. What an officer said of it stands first. */
export function DeskPlace(props: { view: TipView; found: FoundPlace; names: DeskNames }) {
  const { view, found, names } = props
  const text = view.told.text
  const places = names.places()
  const spans = spansOf(found.evidence)
  const decided = view.decisions.findLast(({ kind }) => kind === 'place')?.after ?? null
  const isSure = found.commune !== null && !found.ambiguous
  // Of a sure place its words are shown already; what rests on no words is said in any case.
  const reasons = found.evidence.filter((one) => reasonOf(one) !== null && (!isSure || one.span === undefined))
  return (
    <>
      {decided === null ? null : <span class="desk-line">Cán bộ đã xác định: {placeWords(decided, names)}.</span>}
      {isSure && found.commune !== null
        ? `${placeWords(found.commune, names)}${formerWords(found, text, places)}`
        : doubtWords(found, places)}
      {hasQuotes(text, spans) ? (
        <>
          {' vì '}
          <Quotes text={text} spans={spans} />
        </>
      ) : null}
      {isSure || found.candidates.length === 0 ? null : <Candidates found={found} names={names} />}
      {reasons.length === 0 ? null : (
        <span class="desk-aside">
          {reasons.map((one) => (
            <Reason evidence={one} text={text} places={places} />
          ))}
        </span>
      )}
      {found.release === null ? null : <span class="desk-aside">Theo danh mục địa danh {found.release}.</span>}
    </>
  )
}

/** What a button picked that was tapped when the place was asked; null for other buttons. */
export function pickWords(data: string, names: DeskNames): string | null {
  const picked = readPlaceChoice(data)
  if (picked === null) return null
  if (picked === 'pin') return 'Nơi ghim trên bản đồ'
  return picked === 'words' ? 'Nơi đã viết' : placeWords(picked.commune, names)
}

/** "Phường Bến Thành, Thành phố Hồ Chí Minh"; where no gazetteer knows it, the unit of that code. */
export function placeWords(code: string, names: DeskNames): string {
  const found = names.places()?.commune(code)
  if (found) return `${found.name}, ${found.provinceName}`
  const unit = names.unit(code)
  return unit === code ? `mã ${code}` : `Địa bàn ${unit}`
}

function Candidates(props: { found: FoundPlace; names: DeskNames }) {
  const { found, names } = props
  const more = found.candidates.length - LISTED_MAX
  return (
    <ol class="desk-candidates">
      {found.candidates.slice(0, LISTED_MAX).map(({ code }) => (
        <li>{placeWords(code, names)}</li>
      ))}
      {more > 0 ? <li class="desk-aside">và {more} nơi khác</li> : null}
    </ol>
  )
}

/** Old names that the words gave, in brackets: " (phường 5, quận 3 cũ)". */
function formerWords(found: FoundPlace, text: string, places: PlaceNames | null): string {
  const former = new Set(
    found.evidence.flatMap((one) => {
      const ref = refOf(one, text, places)
      if (!ref?.startsWith('old-ward:')) return []
      const name = places?.area(ref)
      return name ? [name.charAt(0).toLowerCase() + name.slice(1)] : []
    }),
  )
  return former.size === 0 ? '' : ` (${[...former].slice(0, 2).join('; ')})`
}

const UNCLEAR_WORDS: Readonly<Record<Unclear, string>> = {
  'no-place': 'Chưa rõ nơi xảy ra',
  namesakes: 'Chưa chắc nơi xảy ra: có nhiều nơi cùng tên',
  district: 'Mới rõ tới quận, huyện cũ, chưa rõ phường, xã',
  'split-ward': 'Chưa chắc nơi xảy ra: phường, xã cũ này đã chia về nhiều nơi',
  province: 'Mới rõ tới tỉnh, thành phố',
  'several-places': 'Chưa chắc nơi xảy ra: lời kể nhắc nhiều nơi',
  unsure: 'Chưa chắc nơi xảy ra: tên này có thể chỉ nơi khác',
  'pin-disagrees': 'Chưa chắc nơi xảy ra: vị trí ghim và lời kể không cùng một chỗ',
  'pin-wide': 'Chưa chắc nơi xảy ra: vị trí ghim gần ranh giới',
}

function doubtWords({ unclear, province, candidates }: FoundPlace, places: PlaceNames | null): string {
  const words = UNCLEAR_WORDS[unclear ?? (candidates.length === 0 ? 'no-place' : 'unsure')]
  return province === null || places === null ? words : `${words} (${places.province(province)})`
}

/** How a place was told, behind the rule that found it; rules not listed here show their words and no more. */
const TOLD_AS: Readonly<Record<string, string>> = {
  scene: 'được kể là nơi xảy ra',
  plain: 'được nhắc tới',
  landmark: 'là tên trong tên chợ, cầu hay công trình',
  sender: 'là nơi người báo ở',
  toward: 'là nơi đi tới hoặc đi qua',
}

function reasonOf({ rule }: FoundEvidence): string | null {
  if (rule === 'place-chosen') return 'người báo tin chọn khi được hỏi'
  if (rule === 'place-street') return 'là tên đường, chỉ dùng để xếp thứ tự'
  if (rule.startsWith('place-pin') || rule.startsWith('pin')) return 'theo vị trí ghim'
  const told = /^place-(?:name|typed):([a-z]+)$/.exec(rule)?.[1]
  return told === undefined ? null : (TOLD_AS[told] ?? null)
}

function Reason(props: { evidence: FoundEvidence; text: string; places: PlaceNames | null }) {
  const { evidence, text, places } = props
  const why = reasonOf(evidence)
  if (why === null) return null
  const spans: Span[] = evidence.span ? [evidence.span] : []
  const ref = refOf(evidence, text, places)
  const area = ref ? places?.area(ref) : null
  const commune = spans.length === 0 && evidence.note ? places?.commune(evidence.note) : null
  return (
    <span class="desk-line">
      {hasQuotes(text, spans) ? <Quotes text={text} spans={spans} /> : (commune?.name ?? 'Vị trí')} {why}
      {area ? `: ${area}` : ''}.
    </span>
  )
}

function refOf({ note, span }: FoundEvidence, text: string, places: PlaceNames | null) {
  return note && span ? (places?.refOf(note, text.slice(span.start, span.end)) ?? null) : null
}
