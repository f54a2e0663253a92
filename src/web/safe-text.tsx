/** A stretch of a stranger's text: ordinary, or a sign that would be invisible or harmful and is named instead. */
export type TextPiece = { text: string } | { mark: string; title: string }

/** As many marks on one letter as written Vietnamese in NFD can need (two), doubled; more are named, not drawn. */
const MARKS_MAX = 4

// Controls but tab and line feed; soft hyphen; Arabic letter mark; fillers that show nothing; bidi and zero-width
// signs; line and paragraph separators; invisible operators; interlinear and tag characters; lone surrogates.
const STRANGE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}\p{Cs}]/u

const STACK = new RegExp(`((?:\\p{M}){${MARKS_MAX}})(\\p{M}+)`, 'u')

// A zero-width joiner between two pictures is how one picture is written; there it hides nothing.
const JOINED_PICTURE =
  /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)+/u

const PIECE = new RegExp(
  `(?<picture>${JOINED_PICTURE.source})|(?<strange>${STRANGE.source})|(?<stack>${STACK.source})`,
  'gu',
)

function nameOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/**
 * Cuts a text into pieces that may be shown: control, bidirectional and zero-width signs and lone surrogates become
 * marks such as `U+202E`, a letter keeps at most four combining marks, and only the first `lengthMax` UTF-16 units are
 * kept. For display alone: what is stored is what was sent.
 */
export function splitStrangeText(text: string, lengthMax = 20_000): TextPiece[] {
  const shown = text.slice(0, lengthMax).replaceAll('\r\n', '\n')
  const pieces: TextPiece[] = []
  let from = 0
  const keep = (until: number) => {
    if (until > from) pieces.push({ text: shown.slice(from, until) })
  }
  for (const match of shown.matchAll(PIECE)) {
    const { strange, stack } = match.groups ?? {}
    if (strange !== undefined) {
      keep(match.index)
      pieces.push({ mark: nameOf(strange), title: 'Ký tự ẩn' })
      from = match.index + strange.length
    } else if (stack !== undefined) {
      const kept = stack.match(STACK)?.[1]?.length ?? 0
      keep(match.index + kept)
      pieces.push({ mark: `+${[...stack.slice(kept)].length}`, title: 'Dấu chồng đã lược bớt' })
      from = match.index + stack.length
    }
  }
  keep(shown.length)
  if (text.length > lengthMax) pieces.push({ mark: `+${text.length - lengthMax}`, title: 'Ký tự chưa hiện' })
  return pieces
}

/**
 * A stranger's text, for both rooms: escaped, isolated from the direction of its surroundings, without live links, with
 * hidden signs made visible, and unable to reach out of its box (class `told` in base.css). `lengthMax` in UTF-16 units.
 */
export function SafeText(props: { text: string; lengthMax?: number }) {
  return <TextPieces pieces={splitStrangeText(props.text, props.lengthMax)} />
}

/** {@link SafeText} for a text that is cut already. */
export function TextPieces(props: { pieces: readonly TextPiece[] }) {
  return (
    <bdi class="told">
      {props.pieces.map((piece) =>
        'mark' in piece ? (
          <span class="mark" title={piece.title}>
            {piece.mark}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  )
}
