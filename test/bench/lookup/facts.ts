import { TAXONOMY } from '../../../src/data/taxonomy.ts'
import type { TipView } from '../../../src/understand/alike/view.ts'

/** What triage finds in a tip beside its words, invented: as often as in the reports of the training part. */
export type Facts = Pick<TipView, 'category' | 'categories'> & {
  place: Pick<TipView['place'], 'commune' | 'province' | 'candidates'>
} & Pick<TipView, 'phones' | 'plates' | 'accounts' | 'links'>

type Next = () => number

const CATEGORIES = TAXONOMY.categories.filter(({ working }) => working).map(({ code }) => code)
/** Communes of the country since 2025, in 34 provinces. */
const COMMUNES = 3_321
const PROVINCES = 34
const SHARES = { commune: 0.3, candidates: 0.3, phone: 0.07, account: 0.04, plate: 0.06, link: 0.03 }
/** Accounts and links come again: of a pool so large, the first ones most. */
const KNOWN = 20_000

export function findFacts(next: Next): Facts {
  const first = likely(next, CATEGORIES.length)
  const chance = 0.4 + 0.6 * next()
  const others = [1, 2, 3, 4].map((at) => ({
    code: CATEGORIES[(first + at * 7) % CATEGORIES.length] ?? '',
    p: (1 - chance) / 2 ** at,
  }))
  const categories = [{ code: CATEGORIES[first] ?? '', p: chance }, ...others].map(({ code, p }) => ({
    code,
    p: Math.round(p * 1_000) / 1_000,
  }))
  return {
    category: chance > 0.5 ? (categories[0]?.code ?? null) : null,
    categories,
    place: choosePlace(next),
    phones: next() < SHARES.phone ? [`+849${digits(next, 8)}`] : [],
    plates: next() < SHARES.plate ? [`${10 + likely(next, 89)}A-${digits(next, 5)}`] : [],
    accounts: next() < SHARES.account ? [`19${String(likely(next, KNOWN)).padStart(10, '0')}`] : [],
    links: next() < SHARES.link ? [`https://tin-${likely(next, KNOWN)}.example/nhan-qua`] : [],
  }
}

/** Most reports name no commune that stands alone; some leave a choice of namesakes. */
function choosePlace(next: Next): Facts['place'] {
  const commune = likely(next, COMMUNES)
  const province = String(1 + (commune % PROVINCES)).padStart(2, '0')
  const roll = next()
  if (roll < SHARES.commune) {
    const code = codeOf(commune)
    return { commune: code, province, candidates: [{ code, score: 0.9 }] }
  }
  if (roll > SHARES.commune + SHARES.candidates) return { commune: null, province: null, candidates: [] }
  const count = 2 + Math.floor(next() * 5)
  const codes = Array.from({ length: count }, (_, at) => codeOf((commune + at * PROVINCES) % COMMUNES))
  return { commune: null, province, candidates: codes.map((code, at) => ({ code, score: 0.6 - at / 20 })) }
}

const codeOf = (commune: number): string => String(commune * 10 + 3).padStart(5, '0')

/** A number below `count`, the small ones more likely: of a hundred the first ten are drawn three times in ten. */
function likely(next: Next, count: number): number {
  return Math.floor(count * next() ** 2)
}

function digits(next: Next, count: number): string {
  return String(Math.floor(next() * 10 ** count)).padStart(count, '0')
}
