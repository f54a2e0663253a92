import type { Lang } from './lang.ts'
import { wordsEn } from './words-en.ts'
import { type Words, wordsVi } from './words-vi.ts'

/** The sentences of the public pages in one language. */
export function wordsOf(lang: Lang): Words {
  return lang === 'vi' ? wordsVi : wordsEn
}
