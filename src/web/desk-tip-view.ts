import { wordsOf } from '../domain/compose.ts'
import type { Evidence, Span, Urgency } from '../domain/tip.ts'
import type { ThreadLine, TipView } from '../flow/tip-view.ts'
import { type DeskFindings, type FoundEvidence, readDeskFindings } from './desk-findings.ts'
import type { TextMark } from './parts/desk-told.tsx'
import { OPENING_TARGET_MS, SILENT_SITUATION, SURRENDER_RULE } from './parts/desk-words.ts'

/** One line of the thread, with the words of it that findings rest on. */
export type MarkedLine = { line: ThreadLine; marks: TextMark[] }

type Tense = 'now' | 'unclear' | 'past'
const TENSES: readonly Tense[] = ['now', 'unclear', 'past']

/** A situation of danger that the words tell of. */
export interface Danger {
  id: string
  tense: Tense
  spans: Span[]
}

/** A tip as its page tells it. */
export interface TipReading {
  findings: DeskFindings
  /** Each danger once, the pressing tense first, with all the words it rests on. */
  dangers: Danger[]
  /** Where the sender gives themselves up; null where they do not. */
  surrenderSpans: Span[] | null
  /** Where the category rests on the words. */
  categorySpans: Span[]
  thread: MarkedLine[]
  /** True if the assistant told the sender to call. */
  wasToldToCall: boolean
  isSilent: boolean
}

/** Puts together what the page says; pure, and never fails on a finding it does not know. */
export function readTip(view: TipView): TipReading {
  const findings = dropOutdated(readDeskFindings(view.findings), view)
  const { classified, located } = findings
  const surrender = (classified?.evidence ?? []).filter(({ rule }) => rule === SURRENDER_RULE)
  const own = (classified?.evidence ?? []).filter(
    (one) => one.rule === `trigger:${classified?.category}` || one.rule === `model:${classified?.category}`,
  )
  const others = (classified?.evidence ?? []).filter(({ rule }) => rule !== SURRENDER_RULE)
  const category = byWeight(own.length > 0 ? own : others)
  const marks: TextMark[] = [
    ...(classified?.situations ?? []).map(({ span }) => ({ span, why: 'Căn cứ về mức khẩn' })),
    ...spansOf(surrender).map((span) => ({ span, why: 'Có thể là lời tự thú, đầu thú' })),
    ...spansOf(category).map((span) => ({ span, why: 'Căn cứ phân loại' })),
    ...spansOf(located?.evidence ?? []).map((span) => ({ span, why: 'Căn cứ về nơi xảy ra' })),
    ...spansOf(classified?.aboutPolice ?? []).map((span) => ({ span, why: 'Có thể nói về cán bộ công an' })),
  ]
  return {
    findings,
    dangers: gatherDangers(classified?.situations ?? []),
    surrenderSpans: surrender.length > 0 ? spansOf(surrender) : null,
    categorySpans: spansOf(category),
    thread: markThread(view, marks),
    wasToldToCall: view.thread.some((line) => line.from === 'assistant' && line.bubble?.isEmergency === true),
    isSilent: (classified?.situations ?? []).some(({ id }) => id === SILENT_SITUATION),
  }
}

/** After a correction of the words, older findings point at letters that may have moved: they keep what they say, not where. */
function dropOutdated(findings: DeskFindings, view: TipView): DeskFindings {
  const edits = view.thread.filter((line) => line.from === 'citizen' && line.content?.type === 'edit')
  const editedAtMs = Math.max(...edits.map((line) => line.at.getTime()), 0)
  const isOld = (finding: { at: Date } | null) => finding !== null && finding.at.getTime() < editedAtMs
  const blank = (evidence: FoundEvidence[]): FoundEvidence[] => evidence.map(({ rule }) => ({ rule }))
  const { classified, located, routed } = findings
  return {
    ...findings,
    classified:
      classified && isOld(classified)
        ? {
            ...classified,
            evidence: blank(classified.evidence),
            aboutPolice: blank(classified.aboutPolice),
            situations: classified.situations.map((one) => ({ ...one, span: { start: 0, end: 0 } })),
          }
        : classified,
    routed:
      routed && isOld(routed) ? { ...routed, signs: routed.signs?.map((one) => ({ sign: one.sign })) ?? null } : routed,
    located: located && isOld(located) ? { ...located, evidence: blank(located.evidence) } : located,
  }
}

function byWeight(evidence: readonly FoundEvidence[]): FoundEvidence[] {
  return evidence.toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0))
}

/** The spans of findings, heaviest first, of those that have one. */
export function spansOf(evidence: readonly (FoundEvidence | Evidence)[]): Span[] {
  return evidence.flatMap((one) => (one.span ? [one.span] : []))
}

function gatherDangers(situations: readonly { id: string; tense: Tense; span: Span }[]): Danger[] {
  return [...Map.groupBy(situations, ({ id }) => id)].map(([id, found]) => ({
    id,
    tense: TENSES.find((tense) => found.some((one) => one.tense === tense)) ?? 'unclear',
    spans: found.map(({ span }) => span),
  }))
}

/** Lines and parts of the told text both come in the order of the messages, so each line takes the next part that is its words. */
function markThread(view: TipView, marks: readonly TextMark[]): MarkedLine[] {
  const parts = [...view.told.parts]
  return view.thread.map((line) => {
    if (line.from !== 'citizen' || line.content === null) return { line, marks: [] }
    const words = wordsOf(line.content)
    const index = parts.findIndex(({ span }) => words !== '' && view.told.text.slice(span.start, span.end) === words)
    const part = parts[index]
    if (part === undefined) return { line, marks: [] }
    parts.splice(index, 1)
    const { start, end } = part.span
    const own = marks.filter(({ span }) => span.start >= start && span.end <= end)
    return {
      line,
      marks: own.map(({ span, why }) => ({ span: { start: span.start - start, end: span.end - start }, why })),
    }
  })
}

/** Whether a person opened the tip in time; a level's target counts from receipt. */
export function readOpening(
  tip: { urgency: Urgency; receivedAt: Date; openedAt: Date | null },
  now: Date,
): { targetMs: number; tookMs: number; isLate: boolean } {
  const targetMs = OPENING_TARGET_MS[tip.urgency]
  const tookMs = Math.max(0, (tip.openedAt ?? now).getTime() - tip.receivedAt.getTime())
  return { targetMs, tookMs, isLate: tookMs > targetMs }
}
