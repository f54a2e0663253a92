import type { AreaKind, AreaRef, NamedCommune, PlaceNames } from '../domain/place.ts'
import { foldText } from '../understand/letters.ts'
import type { OldWard, Release } from './release.ts'

const TYPE_NAMES: Readonly<Record<string, string>> = {
  phuong: 'phường',
  xa: 'xã',
  'dac-khu': 'đặc khu',
  'thi-tran': 'thị trấn',
  quan: 'quận',
  huyen: 'huyện',
  'thi-xa': 'thị xã',
  'thanh-pho': 'thành phố',
  tinh: 'tỉnh',
}

interface Typed {
  name: string
  type: string
}

/** Names for the codes of one release, and communes by name. Cheap to make; the lists that searching needs come with the first search. */
export function makePlaceNames(release: Release): PlaceNames {
  const provinces = indexOf(release.provinces)
  const communes = indexOf(release.communes)
  const byKind: Record<AreaKind, ReadonlyMap<string, Typed>> = {
    province: provinces,
    'old-province': indexOf(release.oldProvinces),
    'old-district': indexOf(release.oldDistricts),
    commune: communes,
    'old-ward': indexOf(release.oldWards),
  }
  const wards = indexOf(release.oldWards)
  const districts = indexOf(release.oldDistricts)
  const wardsInto = new Map<string, OldWard[]>()
  for (const { commune, oldWard } of release.edges) {
    const ward = wards.get(oldWard)
    if (ward) wardsInto.set(commune, [...(wardsInto.get(commune) ?? []), ward])
  }

  const province = (code: string): string => titled(provinces.get(code)) ?? code

  const commune = (code: string): NamedCommune | null => {
    const one = communes.get(code)
    if (!one) return null
    const name = titled(one) ?? code
    return { code, name, province: one.province, provinceName: province(one.province) }
  }

  /** "phường 5, quận 3 cũ": a number needs its district. */
  const former = (ward: OldWard): string => {
    const district = districts.get(ward.district)
    return `${withType(ward)}${district ? `, ${withType(district)}` : ''} cũ`
  }

  /** Why a candidate is one though it is called otherwise: by the old district where the ward asked for is old itself. */
  const whyListed = (code: string, named: AreaRef | null): string => {
    const asked = named === null ? undefined : byKind[split(named)[0]].get(split(named)[1])
    const own = communes.get(code)
    if (!asked || !own) return ''
    const into = wardsInto.get(code) ?? []
    const isOld = named?.startsWith('old-ward:') === true
    if (!isOld && fold(own.name) === fold(asked.name)) return ''
    const alike = into.filter((one) => fold(one.name) === fold(asked.name))
    const ward = alike.find((one) => one === asked) ?? alike.find((one) => one.type === asked.type) ?? alike[0]
    const said = ward && isOld ? districts.get(ward.district) : ward
    return said ? ` (${withType(said)} cũ)` : ''
  }

  const choices: PlaceNames['choices'] = (codes, named) => {
    const known = codes.flatMap((code) => commune(code) ?? [])
    const areInOne = new Set(known.map((one) => one.province)).size < 2
    return known.map(({ code, name, provinceName }) => {
      const label = `${name}${areInOne ? '' : `, ${provinceName}`}${whyListed(code, named)}`
      return { code, label }
    })
  }

  const bare = (ref: AreaRef): string | null => {
    const [kind, code] = split(ref)
    return titled(byKind[kind].get(code))
  }

  const area = (ref: AreaRef): string | null => {
    const [kind, code] = split(ref)
    if (kind === 'old-ward') {
      const ward = wards.get(code)
      return ward ? capital(former(ward)) : null
    }
    const found = byKind[kind].get(code)
    if (!found) return null
    const isOver =
      kind === 'old-district' || (kind === 'old-province' && !release.provinces.some((p) => p.name === found.name))
    return capital(`${withType(found)}${isOver ? ' cũ' : ''}`)
  }

  const refOf = (code: string, words: string): AreaRef | null => {
    const said = ` ${fold(words)} `
    const kinds = (Object.keys(byKind) as AreaKind[]).filter((kind) => byKind[kind].has(code))
    const meant = kinds.filter((kind) => said.includes(` ${fold(byKind[kind].get(code)?.name ?? '')} `))
    // A commune that kept the name of its ward, and a province that kept its own, are the ones of today.
    const kind = KINDS_IN_ORDER.find((one) => meant.includes(one)) ?? (kinds.length === 1 ? kinds[0] : undefined)
    return kind === undefined ? null : `${kind}:${code}`
  }

  const search = makeSearch(release, { commune, former, province, wardsInto })
  return { release: release.id, commune, province, area, bare, choices, refOf, search }
}

/** No name with its district and province is longer. UTF-16 units. */
const TYPED_MAX = 100

const KINDS_IN_ORDER: readonly AreaKind[] = ['province', 'commune', 'old-district', 'old-province', 'old-ward']

function makeSearch(
  release: Release,
  parts: {
    commune: (code: string) => NamedCommune | null
    former: (ward: OldWard) => string
    province: (code: string) => string
    wardsInto: ReadonlyMap<string, readonly OldWard[]>
  },
): PlaceNames['search'] {
  interface Line {
    code: string
    /** Folded: the name alone, and all that may be typed with it. */
    name: string
    all: string
    former: string | null
  }
  let lines: Line[] | null = null
  const list = (): Line[] =>
    release.communes.flatMap((one) => {
      const province = fold(parts.province(one.province))
      const own = { code: one.code, name: fold(one.name), all: ` ${fold(withType(one))} ${province} `, former: null }
      const old = (parts.wardsInto.get(one.code) ?? []).map((ward) => {
        const former = parts.former(ward)
        return { code: one.code, name: fold(ward.name), all: ` ${fold(former)} ${province} `, former }
      })
      return [own, ...old]
    })

  return (sent, limit) => {
    const typed = sent.slice(0, TYPED_MAX)
    const exact = parts.commune(typed.trim())
    if (exact) return [exact]
    const words = fold(typed).split(' ').filter(Boolean)
    if (words.length === 0) return []
    const whole = words.join(' ')
    lines ??= list()
    const hits = lines.flatMap((line) => {
      if (!words.every((word) => line.all.includes(` ${word}`))) return []
      const isOwn = words.some((word) => ` ${line.name}`.includes(` ${word}`))
      const isWhole = line.all.includes(` ${whole} `)
      const rank = (line.name === whole ? 0 : isWhole ? 1 : 2) + (line.former === null ? 0 : 3) + (isOwn ? 0 : 6)
      return [{ line, rank }]
    })
    hits.sort((a, b) => a.rank - b.rank)
    const found = new Map<string, NamedCommune>()
    for (const { line } of hits) {
      if (found.size >= limit) break
      const one = parts.commune(line.code)
      if (one && !found.has(line.code))
        found.set(line.code, line.former === null ? one : { ...one, former: line.former })
    }
    return [...found.values()]
  }
}

function indexOf<T extends { code: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.code, row]))
}

/** The code of a ref holds no colon. */
function split(ref: AreaRef): [AreaKind, string] {
  const at = ref.indexOf(':')
  // What stands before the colon of a ref is its kind.
  return [ref.slice(0, at) as AreaKind, ref.slice(at + 1)]
}

function withType({ type, name }: Typed): string {
  const word = TYPE_NAMES[type]
  return word === undefined || fold(name).startsWith(`${fold(word)} `) ? name : `${word} ${name}`
}

function titled(one: Typed | undefined): string | null {
  return one ? capital(withType(one)) : null
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Lower case without marks, words apart by one space, numbers without leading zeros. */
function fold(text: string): string {
  const words = foldText(text.normalize('NFC').toLowerCase()).match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map((word) => word.replace(/^0+(?=\d)/, '')).join(' ')
}
