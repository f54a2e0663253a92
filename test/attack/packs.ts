/** Strings on their way through one field: given out in packs that fit it, until each was given once. */
export interface Packs {
  /** The next strings, a line each; null when all were given. */
  next(): string | null
  /** Those that are too long for this field by themselves. */
  tooLong: readonly string[]
}

export function packFor(strings: readonly string[], options: { lengthMax: number; countMax: number }): Packs {
  const { lengthMax, countMax } = options
  const waiting = strings.filter(({ length }) => length <= lengthMax)
  return {
    tooLong: strings.filter(({ length }) => length > lengthMax),
    next() {
      const pack: string[] = []
      let length = 0
      for (let one = waiting[0]; one !== undefined; one = waiting[0]) {
        if (pack.length === countMax || (pack.length > 0 && length + 1 + one.length > lengthMax)) break
        length += one.length + 1
        pack.push(one)
        waiting.shift()
      }
      return pack.length === 0 ? null : pack.join('\n')
    },
  }
}
