import { parse } from 'tldts'
import { isPublicNumber } from '../data/public-numbers.ts'
import { SHARED_SITES, TRUSTED_ENDINGS, TRUSTED_SITES } from '../data/shared-sites.ts'
import { type Mark, maskMark, mayBind } from '../domain/series.ts'
import type { Span } from '../domain/tip.ts'
import { toE164 } from './entities/phones.ts'
import { foldText } from './letters.ts'
import { findMethodMarks } from './series-methods.ts'
import { findNight, findRoadMarks } from './series-roads.ts'
import type { Traced } from './series-traced.ts'

/** A text that names more is a list, and would bind everything to everything. */
export const MARKS_MAX = 12
/** Account numbers shorter than this are told apart by their bank alone. */
const ACCOUNT_ALONE = 9
/** Shorter last parts of an address lead to no page of somebody's. */
const PAGE_LENGTH_MIN = 4
/** How far before a number the words stand that say whose it is. UTF-16 units. */
const OWNER_REACH = 45

/**
 * The traces by which this tip may be bound to others, each once, all spellings of a thing in one form. Never a name, never
 * what leads to the sender, to an office or to a site that everybody uses. Pure; the same tip gives the same traces.
 */
export function findMarks(traced: Traced): Mark[] {
  const { topic, entities } = traced
  const isForeign = ({ span }: { span: Span }): boolean => !isOwn(traced, span)
  const accounts = entities.accounts.filter(isForeign)
  // Each night of racing is an event of its own.
  const heldOn = topic === 'racing' ? (findNight(traced)?.day ?? null) : null
  const told: (Omit<Mark, 'heldOn' | 'shown'> | null)[] = [
    ...accounts.map(({ value }) => accountMark(value)),
    ...entities.phones.filter(isForeign).map(({ value }) => phoneMark(value)),
    ...entities.urls.map(({ value }) => linkMark(value)),
    ...entities.handles.filter(isForeign).map(({ value }) => handleMark(value)),
    ...entities.plates.filter(isForeign).map(({ value }) => ({ kind: 'plate' as const, value: plateKey(value) })),
  ]
  const marks = [
    ...told.flatMap((mark) => (mark === null ? [] : [{ ...mark, shown: maskMark(mark.value), heldOn }])),
    ...(topic === 'fraud' ? findMethodMarks({ ...traced, entities: { ...entities, accounts } }) : []),
    ...(topic === 'racing' ? findRoadMarks(traced) : []),
  ].filter(({ kind }) => mayBind(topic, kind))
  const own = new Map(marks.map((mark) => [`${mark.kind}:${mark.value}`, mark]))
  return [...own.values()].slice(0, MARKS_MAX)
}

type Bare = Pick<Mark, 'kind' | 'value'>

/** The bank is left out where the number is long enough: one says it and the other does not. */
function accountMark({ bank, number }: { bank: string | null; number: string }): Bare | null {
  if (number.length >= ACCOUNT_ALONE) return { kind: 'account', value: number }
  return bank === null ? null : { kind: 'account', value: `${bank} ${number}` }
}

function phoneMark(phone: string): Bare | null {
  return isPublicNumber(phone) ? null : { kind: 'phone', value: phone }
}

/** A profile that is called by a phone number is that number. */
function handleMark(handle: string): Bare | null {
  const id = handle.slice(handle.indexOf(':') + 1)
  const phone = /^\+?\d{9,12}$/.test(id) ? toE164(id.replace(/^\+84/, '0')) : null
  return phone !== null && handle.startsWith('zalo:') ? phoneMark(phone) : { kind: 'handle', value: handle }
}

function plateKey(plate: string): string {
  return plate.replace(/[^0-9A-Za-zĐđ]/g, '').toUpperCase()
}

/** The whole site, for each victim gets another page of it; on a site of everybody's the page. */
function linkMark(url: string): Bare | null {
  const at = url.indexOf('/')
  const host = (at < 0 ? url : url.slice(0, at)).replace(/:\d+$/, '').toLowerCase()
  const page = at < 0 ? '' : url.slice(at).replace(/[/#?]{1,3}$/, '')
  const site = parse(host).domain ?? host
  if (TRUSTED_SITES.has(site) || TRUSTED_ENDINGS.some((ending) => site === ending || host.endsWith(`.${ending}`))) {
    return null
  }
  if (!SHARED_SITES.has(site)) {
    // On a service where everybody gets a name of their own, that name is the site.
    return { kind: 'link', value: parse(host, { allowPrivateDomains: true }).domain ?? host }
  }
  const last = page.split('/').at(-1) ?? ''
  return last.length < PAGE_LENGTH_MIN ? null : { kind: 'link', value: `${host.replace(/^(?:www|m)\./, '')}${page}` }
}

const OWNER =
  /(?:cua|tu|qua|goi|lien he|lien lac|lh|gap)\s+(?:toi|em|minh|chau|con|tui|chung toi|me toi|bo toi|vo toi|chong toi)(?![\p{L}\p{N}])[^.;\n]{0,24}$/u

/** What the sender says is their own, or a way to reach them. */
function isOwn({ text, selfWords }: Traced, span: Span): boolean {
  if (selfWords.some(({ start, end }) => start < span.end && span.start < end)) return true
  const before = text.slice(Math.max(0, span.start - OWNER_REACH), span.start)
  return OWNER.test(foldText(before.normalize('NFC').toLowerCase()))
}
