import { analyse } from '../../../src/understand/analyse.ts'
import type { Analysis } from '../../../src/understand/analysis.ts'
import { foldText } from '../../../src/understand/letters.ts'

/** Saturday evening, 21 November 2026, in Viet Nam. */
export const RECEIVED_AT = '2026-11-21T20:00:00+07:00'

export function say(text: string): Analysis {
  return analyse(text, { receivedAt: RECEIVED_AT })
}

export function strip(text: string): string {
  return foldText(text.normalize('NFC').toLowerCase())
}
