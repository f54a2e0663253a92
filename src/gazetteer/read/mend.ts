import { MOVED_DISTRICTS } from '../../data/gazetteer-faults.ts'
import { squash } from '../../tables/table.ts'
import type { Findings } from '../findings.ts'
import type { Draft } from './draft.ts'
import { readType } from './types.ts'

/**
 * Puts right what is known to be wrong and fills in what follows from the rest: the province of two old cities, the province
 * of wards by their district, which old provinces a new one was made of. Before aliases are read, which are judged by it.
 */
export function mendDraft(draft: Draft, findings: Findings): void {
  for (const known of MOVED_DISTRICTS) {
    const district = draft.oldDistricts.get(known.code)
    const isMeant = district !== undefined && squash(district.name) === squash(known.name)
    if (!isMeant || district.province === known.province) continue
    const words = `${known.code} ${known.name} from ${district.province} to ${known.province}: ${known.reason}`
    findings.add('moved-province', words, draft.places.get(`old district ${known.code}`) ?? null)
    district.province = known.province
    for (const ward of draft.oldWards.values()) if (ward.district === known.code) ward.province = known.province
  }
  for (const ward of draft.oldWards.values()) {
    if (ward.province === '') ward.province = draft.oldDistricts.get(ward.district)?.province ?? ''
  }
  deriveMergers(draft)
}

/** Where no list says it: every old province went whole into one new, that into which most of its wards went. */
function deriveMergers(draft: Draft): void {
  const unknown = [...draft.provinces.values()].filter(({ mergedFrom }) => mergedFrom.length === 0)
  if (unknown.length === 0) return
  const counts = new Map<string, Map<string, number>>()
  for (const { oldWard, commune } of draft.edges.values()) {
    const from = draft.oldWards.get(oldWard)?.province
    const to = draft.communes.get(commune)?.province
    if (!from || !to) continue
    const into = counts.get(from) ?? new Map<string, number>()
    counts.set(from, into.set(to, (into.get(to) ?? 0) + 1))
  }
  const made = new Map<string, string[]>()
  for (const [from, into] of counts) {
    const [to] = [...into].toSorted((a, b) => b[1] - a[1])[0] ?? []
    if (to !== undefined) made.set(to, [...(made.get(to) ?? []), from])
  }
  for (const province of unknown) province.mergedFrom = (made.get(province.code) ?? []).toSorted()
}

/**
 * Gives areas the type they have on the day a release is valid from: a change after that day has not happened yet, one before
 * it leaves the former type beside the new one.
 */
export function applyTypeChanges(draft: Draft, validFrom: string, findings: Findings): void {
  // Of several changes of one area the latest that has happened counts.
  for (const { level, code, day, before } of draft.typeChanges.toSorted((a, b) => (a.day < b.day ? 1 : -1))) {
    const has = validFrom >= day ? 'formerType' : 'type'
    if (level === 'province') {
      const area = draft.provinces.get(code)
      const type = readType('province', before)
      if (area && type && (has === 'type' || area.formerType === null)) area[has] = type
    } else {
      const area = draft.communes.get(code)
      const type = readType('commune', before)
      if (area && type && (has === 'type' || area.formerType === null)) area[has] = type
    }
    const name = (level === 'province' ? draft.provinces : draft.communes).get(code)?.name ?? ''
    findings.add(
      'type-changed',
      `${code} ${name} was ${before} before ${day}`,
      draft.places.get(`${level} ${code}`) ?? null,
    )
  }
}
