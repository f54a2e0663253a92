import { type Normalised, normalise } from './normalise.ts'
import { tokenise, type Views } from './tokens.ts'

/** A text made ready once, for all who look into it. */
export interface Reading {
  text: Normalised
  views: Views
}

/** Reads at most 20,000 UTF-16 units, as `normalise` does. Never throws. */
export function read(sent: string): Reading {
  const text = normalise(sent)
  return { text, views: tokenise(text) }
}
