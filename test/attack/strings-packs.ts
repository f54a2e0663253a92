/** Strings that go together, one a line, and the same as text. */
export interface Pack {
  text: string
  strings: readonly string[]
}

/** In letters as they are sent: Node reads no more than 16 KiB of a request's head. */
const ADDRESS_MAX = 14_000
/** For pages that show a string at a time, or few: so many are shown whole, and the rest goes with them in the end. */
const SHOWN_MAX = 16
/** As much of a string as goes with the rest, which is cut away where it is read. */
const UNSHOWN_LENGTH = 60
const TOGETHER_MAX = 100

/** All strings in packs; what is too long for one by itself is cut. `space`: what stands between two of a pack. */
export function packsOf(
  strings: readonly string[],
  size: { lengthMax: number; countMax: number; space?: string; measure?: (text: string) => number },
): Pack[] {
  const { lengthMax, countMax, space = '\n', measure = (text) => text.length } = size
  const packs: { text: string; strings: string[] }[] = []
  for (const string of strings) {
    const part = string.length > lengthMax ? string.slice(0, lengthMax).toWellFormed() : string
    const last = packs.at(-1)
    if (last && last.strings.length < countMax && measure(last.text + space + part) <= lengthMax) {
      last.text += space + part
      last.strings.push(string)
    } else packs.push({ text: part, strings: [string] })
  }
  return packs
}

/** For what is cut to `shown` letters where it is read: some packs that are not, then all the others, much at a time. */
export function packsToBeCut(
  strings: readonly string[],
  shown: number,
  rest: { lengthMax: number; measure?: (text: string) => number },
): Pack[] {
  // Two that are the same once they are cut go together.
  const sourcesOf = Map.groupBy(strings, (string) => string.slice(0, shown).toWellFormed())
  const parts = [...sourcesOf.keys()]
  const whole = packsOf(parts, { lengthMax: shown, countMax: TOGETHER_MAX }).slice(0, SHOWN_MAX)
  const left = parts.slice(whole.reduce((sum, pack) => sum + pack.strings.length, 0))
  const shortOf = Map.groupBy(left, (part) => part.slice(0, UNSHOWN_LENGTH).toWellFormed())
  const others = packsOf([...shortOf.keys()], { ...rest, countMax: TOGETHER_MAX }).map((pack) => ({
    text: pack.text,
    strings: pack.strings.flatMap((short) => shortOf.get(short) ?? []),
  }))
  return [...whole, ...others].map((pack) => ({
    text: pack.text,
    strings: pack.strings.flatMap((part) => sourcesOf.get(part) ?? []),
  }))
}

/** As {@link packsToBeCut}, for so many fields of one address. */
export function packsForAddress(strings: readonly string[], shown: number, fields: number): Pack[] {
  const measure = (text: string): number => encodeURIComponent(text.toWellFormed()).length
  return packsToBeCut(strings, shown, { lengthMax: Math.floor(ADDRESS_MAX / fields), measure })
}

/** As much of a text as an address holds beside others. */
export function cutToAddress(text: string): string {
  let cut = text.toWellFormed()
  while (encodeURIComponent(cut).length > ADDRESS_MAX / 8)
    cut = cut.slice(0, Math.floor(cut.length * 0.8)).toWellFormed()
  return cut
}
