import { normalise } from './normalise.ts'

/** What exact copies share: letters and digits of the bare view. Case, marks, spaces and punctuation do not count. */
export function foldForCopies(text: string): string {
  return normalise(text).bare.replace(/[^\p{L}\p{N}]+/gu, '')
}
