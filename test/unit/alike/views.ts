import type { TipView } from '../../../src/understand/alike/view.ts'
import { makeView } from '../../../src/understand/alike/view.ts'
import { analyse } from '../../../src/understand/analyse.ts'

const NOWHERE = {
  release: 'none',
  commune: null,
  province: null,
  candidates: [],
  ambiguous: false,
  unclear: 'no-place' as const,
  evidence: [],
}

/** The view of a text by rules alone, `minutes` after a fixed evening; in `commune` where one is named. */
export function viewOf(text: string, minutes = 0, commune: string | null = null): TipView {
  const receivedAt = new Date(Date.UTC(2026, 4, 3, 13, minutes)).toISOString()
  return makeView({
    told: { text, parts: [], location: null },
    analysis: analyse(text, { receivedAt }),
    place:
      commune === null ? NOWHERE : { ...NOWHERE, commune, province: '79', candidates: [{ code: commune, score: 1 }] },
    receivedAt,
    isRestricted: false,
  })
}

export function stripped(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
}
