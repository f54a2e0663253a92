import { endCommuneAssignments } from '../storage/assignments.ts'
import { writeAudit } from '../storage/audit.ts'
import { endContacts } from '../storage/contacts.ts'
import { saveConversations } from '../storage/conversations.ts'
import type { Tx } from '../storage/db.ts'
import { destroyContents, listReceived, rewordEvents, settleEvents } from '../storage/events.ts'
import { destroyMedia } from '../storage/media.ts'
import {
  ANY_LANE,
  finishOutbox,
  hastenOutbox,
  postponeOutbox,
  reviveOutbox,
  URGENT_LANE,
  writeOutbox,
} from '../storage/outbox.ts'
import { doubtPolice, restrictTips } from '../storage/restricted.ts'
import { countSpam, dropOutOfScope } from '../storage/scope.ts'
import { createTips, reviseTips } from '../storage/tips.ts'
import type { ContentSealer } from '../vault/content.ts'
import { stateRecord } from '../vault/records.ts'
import { say } from './say.ts'
import type { Turn } from './turn.ts'

/**
 * Writes what turns come to, in the caller's transaction, which holds their conversations: one statement for each kind
 * of thing, however many the turns. The work that asked for them goes in the same commit. `quietAt`: when drafts that
 * now wait are filed.
 */
export async function carryOut(
  tx: Tx,
  content: ContentSealer,
  turns: readonly Turn[],
  { quietAt, now }: { quietAt: Date; now: Date },
): Promise<void> {
  await fileTips(tx, turns)
  await settleEvents(tx, new Map(turns.flatMap((turn) => [...turn.settled])))
  await rewordEvents(tx, new Map(turns.flatMap((turn) => [...turn.reworded])))
  const discarded = turns.flatMap((turn) => turn.discarded)
  await destroyContents(tx, discarded)
  await destroyMedia(tx, discarded)
  await supplementTips(tx, turns)
  await say(tx, content, ...turns.flatMap((turn) => turn.sayings))
  await saveConversations(
    tx,
    turns.map(({ conversation: { id }, state, receiptMac }) => ({
      id,
      state: content.seal(stateRecord(id), state),
      receiptMac,
    })),
  )
  await setTimers(tx, turns, quietAt)
  await finishOutbox(
    tx,
    'event',
    turns.flatMap((turn) => [...turn.settled.keys()]),
  )
  // Late: the day's number is one row for all, and whoever has raised it keeps the others waiting.
  await dropOutOfScope(
    tx,
    turns.flatMap(({ dropped }) => dropped),
  )
  await countSpam(
    tx,
    turns.flatMap(({ spam }) => spam),
  )
  await endTheirContacts(tx, turns, now)
}

async function fileTips(tx: Tx, turns: readonly Turn[]): Promise<void> {
  const filed = turns.flatMap((turn) => turn.filed)
  const receivedAt = await listReceived(
    tx,
    filed.flatMap(({ eventIds }) => eventIds),
  )
  // Clocks run from the first word, not from the "Gửi tin" at the end (domain reference 1.4).
  const first = (eventIds: readonly string[], otherwise: Date): Date =>
    new Date(
      Math.min(...eventIds.map((id) => receivedAt.get(id)?.getTime() ?? otherwise.getTime()), otherwise.getTime()),
    )
  await createTips(
    tx,
    filed.map(({ tip, eventIds }) => ({ ...tip, receivedAt: first(eventIds, tip.receivedAt) })),
  )
  const hastened = new Set(turns.flatMap((turn) => [...turn.hastened]))
  await writeOutbox(
    tx,
    filed.map(({ tip }) => ({
      topic: 'tip',
      lane: tip.urgency !== 'normal' || hastened.has(tip.id) ? URGENT_LANE : tip.channel,
      ref: tip.id,
    })),
  )
}

async function supplementTips(tx: Tx, turns: readonly Turn[]): Promise<void> {
  const supplemented = turns.flatMap(({ conversation, supplemented: tipIds, hastened, filed }) =>
    [...tipIds]
      .filter((tipId) => !filed.some(({ tip }) => tip.id === tipId))
      .map((ref) => ({ topic: 'tip' as const, lane: hastened.has(ref) ? URGENT_LANE : conversation.channel, ref })),
  )
  const tipIds = supplemented.map(({ ref }) => ref)
  await reviseTips(tx, tipIds)
  await writeOutbox(tx, supplemented)
  await hastenOutbox(
    tx,
    'tip',
    supplemented.filter(({ lane }) => lane === URGENT_LANE).map(({ ref }) => ref),
  )
  // Triage once given up is tried again: what is new may say what the old did not.
  await reviveOutbox(tx, 'tip', tipIds)
  // In the same commit as the words themselves: the commune complained about, and officers not named for restricted
  // tips, must not read them before triage runs.
  await endCommuneAssignments(
    tx,
    turns.flatMap(({ doubted }) => [...doubted]),
  )
  await doubtPolice(
    tx,
    turns.flatMap(({ doubted }) => [...doubted]),
  )
  await restrictTips(
    tx,
    turns.flatMap(({ restricted }) => [...restricted]),
  )
}

/** The vault destroys who they are once this has committed and the answer has gone out (flow/forget). */
async function endTheirContacts(tx: Tx, turns: readonly Turn[], now: Date): Promise<void> {
  const leaving = turns.filter((turn) => turn.isContactOver).map((turn) => turn.conversation.id)
  if (leaving.length === 0) return
  const ended = await endContacts(tx, leaving, 'withdrawn', now)
  await writeOutbox(
    tx,
    ended.map((ref) => ({ topic: 'forget', lane: ANY_LANE, ref })),
  )
  const entries = ended.map((objectId) => ({ officerId: null, unitCode: null, objectId }))
  await writeAudit(tx, ...entries.map((entry) => ({ ...entry, action: 'contact.ended' as const })))
}

async function setTimers(tx: Tx, turns: readonly Turn[], quietAt: Date): Promise<void> {
  const idsWhere = (isDraftWaiting: boolean): string[] =>
    turns.filter((turn) => turn.isDraftWaiting === isDraftWaiting).map((turn) => turn.conversation.id)
  await postponeOutbox(
    tx,
    idsWhere(true).map((ref) => ({ topic: 'quiet', lane: ANY_LANE, ref })),
    quietAt,
  )
  await finishOutbox(tx, 'quiet', idsWhere(false))
}
