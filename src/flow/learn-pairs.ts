import { UNPROVEN } from '../data/dispositions.ts'
import type { Db } from '../storage/db.ts'
import { listPairAnswers } from '../storage/pair-answers.ts'
import type { PairExample } from '../understand/alike/train-pairs.ts'
import { readView, type TipView } from '../understand/alike/view.ts'
import { makeCopyFinder } from '../understand/copies.ts'
import type { ContentSealer } from '../vault/content.ts'
import { tipViewRecord } from '../vault/records.ts'
import { capPerDay, PER_DAY_MAX } from './learn-from.ts'

/** What officers answered of suggestions, to learn from, and what was left out, in numbers. */
export interface PairLessons {
  /** Oldest first. */
  answers: PairExample[]
  officers: number
  leftOut: { overCap: number; closed: number; copies: number }
}

/**
 * The answers of officers as examples, with the views as they are now, opened with their keys. Of one officer's day so many
 * count; what is nearly the same as an answer before it counts once, or a forwarded message would teach two thousand times.
 */
export async function gatherPairLessons(db: Db, content: ContentSealer): Promise<PairLessons> {
  const all = await listPairAnswers(db, UNPROVEN)
  const capped = capPerDay(all, PER_DAY_MAX)
  const copies = makeCopyFinder()
  const answers: PairExample[] = []
  let [closed, copied] = [0, 0]
  for (const said of capped) {
    const [one, other] = [open(content, said.tipId, said.body), open(content, said.otherTipId, said.otherBody)]
    if (one === null || other === null) {
      closed += 1
      continue
    }
    if (!copies.isNew([...one.words, ...other.words].join(' '))) {
      copied += 1
      continue
    }
    const { isSame, isSameSender } = said
    const tipsBetween = Math.max(0, Math.abs(said.number - said.otherNumber) - 1)
    answers.push({ one, other, isSame, isSameSender, tipsBetween, weight: 1 })
  }
  return {
    answers,
    officers: new Set(capped.map(({ officerId }) => officerId)).size,
    leftOut: { overCap: all.length - capped.length, closed, copies: copied },
  }
}

/** Null where its key is destroyed. */
function open(content: ContentSealer, tipId: string, body: Buffer): TipView | null {
  try {
    return readView(content.open(tipViewRecord(tipId), body))
  } catch {
    return null
  }
}
