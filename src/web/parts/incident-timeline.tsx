import { wordsOf } from '../../domain/compose.ts'
import type { TimelineLine } from '../../flow/incident-view.ts'
import type { ThreadLine } from '../../flow/tip-view.ts'
import type { DeskNames } from '../desk-names.ts'
import { SafeText } from '../safe-text.tsx'
import { formatExact } from './ago.tsx'
import { decisionWords } from './desk-decisions.tsx'
import { formatShort } from './desk-time.ts'
import { RECEIPT_SENT_WORDS } from './desk-words.ts'
import { actWords } from './incident-words.ts'

/** A line of the course of things is short: the whole stands with its voice. UTF-16 units. */
const SHOWN_MAX = 240

/** What all citizens and officers said and what officers did, in one order of time. */
export function IncidentTimeline(props: {
  lines: readonly TimelineLine[]
  names: DeskNames
  codes: ReadonlyMap<string, string>
  now: Date
}) {
  return (
    <ol class="desk-decisions">
      {props.lines.map((line) => (
        <li>
          <time datetime={line.at.toISOString()} title={formatExact(line.at)}>
            {formatShort(line.at, props.now)}
          </time>
          <span>
            <Told line={line} names={props.names} codes={props.codes} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Told(props: { line: TimelineLine; names: DeskNames; codes: ReadonlyMap<string, string> }) {
  const { line, names, codes } = props
  const codeOf = (id: string): string => codes.get(id) ?? 'đã rời vụ'
  switch (line.what) {
    case 'said':
      return <Said line={line.line} voice={line.voice} />
    case 'decided':
      return (
        <>
          Tin {line.voice}: {decisionWords(line.decision, names)}
        </>
      )
    case 'act': {
      const { kind, tipId, otherTipId } = line.act
      return <>{actWords(kind, codeOf(tipId), otherTipId === null ? null : codeOf(otherTipId))}</>
    }
  }
}

function Said(props: { line: ThreadLine; voice: number }) {
  const { line, voice } = props
  if (line.from === 'citizen') {
    const words = line.content === null ? '' : wordsOf(line.content)
    return (
      <>
        Người báo {voice}:{' '}
        {words === '' ? 'gửi tệp, vị trí hoặc nút bấm' : <SafeText text={words} lengthMax={SHOWN_MAX} />}
      </>
    )
  }
  const who = line.from === 'assistant' ? 'Trợ lý tự động' : 'Cán bộ trực ban'
  const text = line.isReceipt ? RECEIPT_SENT_WORDS : (line.bubble?.text ?? '')
  return (
    <>
      {who} trả lời người báo {voice}: <SafeText text={text} lengthMax={SHOWN_MAX} />
    </>
  )
}
