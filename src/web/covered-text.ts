import { COVER_SIGN } from '../domain/cover.ts'
import { splitStrangeText, type TextPiece } from './safe-text.tsx'

/** A stretch of a sender's words at the desk: as any stranger's, or one that is covered and says so. */
export type DeskPiece = TextPiece | { covered: string }

const COVERED_WORDS = 'đã che lời có thể làm lộ người báo'
const COVERED = new RegExp(`(${COVER_SIGN}+)`)

/** {@link splitStrangeText} of a text in which words may be covered: of those not even the number is told. */
export function splitCoveredText(text: string, lengthMax = 20_000): DeskPiece[] {
  if (!text.includes(COVER_SIGN)) return splitStrangeText(text, lengthMax)
  const shown = text.slice(0, lengthMax)
  const pieces = shown
    .split(COVERED)
    .filter((part) => part !== '')
    .flatMap((part): DeskPiece[] =>
      part.startsWith(COVER_SIGN) ? [{ covered: COVERED_WORDS }] : splitStrangeText(part),
    )
  const rest = text.length - shown.length
  return rest > 0 ? [...pieces, { mark: `+${rest}`, title: 'Ký tự chưa hiện' }] : pieces
}
