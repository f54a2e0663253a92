/** Syllables of Vietnamese without diacritics: an onset, or none, and a rime. */
const ONSETS = ['', ...'b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ')]
const RIMES =
  'a ac ach ai am an ang anh ao ap at au ay e ec em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oat oay oc oe oen oeo oet oi om on ong ooc oong op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu'.split(
    ' ',
  )
const SYLLABLES: ReadonlySet<string> = new Set(ONSETS.flatMap((onset) => RIMES.map((rime) => onset + rime)))
const LENGTH_MAX = 7
/** Nobody spreads more than a phrase. */
const LETTERS_MAX = 60

/** True if bare letters can be one syllable of Vietnamese ("cuu", "nghieng"). */
export function isSyllable(bare: string): boolean {
  return SYLLABLES.has(bare)
}

interface Way {
  cost: number
  cuts: number[]
}

/**
 * Where letters run together are best cut into syllables of two letters or more: the indexes at which all but the first
 * begin. The fewest syllables win, and those that begin with a consonant. Null if they make none.
 */
export function cutSyllables(bare: string): number[] | null {
  if (bare.length > LETTERS_MAX) return null
  const ways: (Way | null)[] = [{ cost: 0, cuts: [] }]
  for (let end = 1; end <= bare.length; end++) {
    let best: Way | null = null
    for (let start = Math.max(0, end - LENGTH_MAX); start <= end - 2; start++) {
      const before = ways[start] ?? null
      const syllable = bare.slice(start, end)
      if (before === null || !SYLLABLES.has(syllable)) continue
      const cost = before.cost + (/^[aeiouy]/.test(syllable) ? 1.5 : 1)
      if (best === null || cost < best.cost) best = { cost, cuts: start === 0 ? [] : [...before.cuts, start] }
    }
    ways[end] = best
  }
  return ways[bare.length]?.cuts ?? null
}
