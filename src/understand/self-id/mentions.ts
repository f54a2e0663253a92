import type { Clause } from './clauses.ts'
import type { Word } from './words.ts'

/** A name as its capitals show, or a number: words that belong together and are judged by what stands before them. */
export interface Mention extends Clause {
  /** `name`, or what kind of number it is: `<phone>`, `<plate>`, `<account>`, `<link>`, `<handle>`. */
  kind: string
}

/** For each word the mention it belongs to. Who writes everything in capitals names nobody by them. */
export function findMentions(words: readonly Word[]): (Mention | null)[] {
  const hasCapitals = words.filter(({ isCapital }) => isCapital).length * 2 < words.length
  let run: Mention | null = null
  return words.map((word, at) => {
    const isNumber = word.word.startsWith('<')
    const isFirst = words[at - 1]?.clause !== word.clause
    // the first word of a clause has its capital from there
    const isName = hasCapitals && word.isCapital && !(isFirst && words[at + 1]?.isCapital !== true)
    if (isNumber) run = { kind: word.word, from: at, to: at + 1 }
    else if (isName && !isFirst && run?.kind === 'name') run.to = at + 1
    else run = isName ? { kind: 'name', from: at, to: at + 1 } : null
    return run
  })
}
