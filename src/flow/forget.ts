import { NotYet } from '../domain/errors.ts'
import { writeAudit } from '../storage/audit.ts'
import { dropSender, findEndedContact, parkAll } from '../storage/contacts.ts'
import type { Db } from '../storage/db.ts'
import { notifyThread } from '../storage/notify.ts'
import { finishOutbox } from '../storage/outbox.ts'
import { listRecorded, recordDeletions } from '../storage/retention.ts'
import type { DeletionLog } from './deletion-log.ts'

/** Destroys what names the sender of an ended conversation; false where the vault refuses because it is not ended. */
export type ForgetSender = (conversationId: string) => Promise<boolean>

export interface Forget {
  /**
   * Whoever ended the contact can no longer be found or named. What was said with the end goes out first, for a while;
   * then what waits is parked as `withdrawn`. A second call changes nothing. @throws {NotYet}, {Retryable}
   */
  forget(conversationId: string): Promise<void>
}

/** What is not sent by then is not sent. */
const TELL_MS = 10 * 60_000
const LOOK_AGAIN_MS = 2_000
/** A chat in the browser is read by the very name that is to be dropped: so long its reader sees the answer. */
const READ_MS = 15 * 60_000

export function makeForget(parts: { db: Db; log: DeletionLog; forgetSender: ForgetSender; now: () => Date }): Forget {
  const { db, log, now } = parts
  return {
    async forget(conversationId) {
      const contact = await findEndedContact(db, conversationId)
      if (contact === null) return finishOutbox(db, 'forget', [conversationId])
      const sinceMs = now().getTime() - contact.endedAt.getTime()
      if (contact.isBeingTold && sinceMs < TELL_MS) throw new NotYet(LOOK_AGAIN_MS)
      if (contact.isBeingTold) await stopTelling(db, conversationId)
      const isWebChat = contact.channel === 'webchat'
      // Before the identities go: a message that came in between would bring a new one.
      if (!isWebChat) await dropSender(db, conversationId)
      const known = await listRecorded(db, 'identity', [conversationId])
      if (!known.has(conversationId)) {
        const rule = contact.reason === 'withdrawn' ? 'withdrawal' : 'identity-period'
        const deletion = { kind: 'identity', ref: conversationId, rule, basis: contact.reason, by: 'worker' } as const
        await log.append(deletion)
        if (!(await parts.forgetSender(conversationId))) throw new NotYet(LOOK_AGAIN_MS)
        await db.transaction().execute(async (tx) => {
          await recordDeletions(tx, [deletion], now())
          await writeAudit(tx, {
            action: 'identity.destroyed',
            officerId: null,
            unitCode: null,
            objectId: conversationId,
            detail: { rule },
          })
        })
      }
      if (isWebChat && sinceMs < READ_MS) throw new NotYet(READ_MS - sinceMs)
      if (isWebChat) await dropSender(db, conversationId)
      await finishOutbox(db, 'forget', [conversationId])
    },
  }
}

async function stopTelling(db: Db, conversationId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const parked = await parkAll(tx, conversationId, 'withdrawn')
    await finishOutbox(tx, 'delivery', parked)
    await notifyThread(tx, [conversationId])
  })
}
