import { z } from 'zod'
import { Retryable } from '../domain/errors.ts'
import type { Db } from '../storage/db.ts'
import { destroyIdentities } from '../storage/identities.ts'
import { type CallerSettings, openVaultCaller } from './client.ts'

/**
 * Destroys what names the sender of a conversation. The vault sees for itself that the contact has ended, and answers
 * false where it has not: a stolen worker silences nobody without a trace.
 */
export type ForgetSender = (conversationId: string) => Promise<boolean>

/** In the vault, with its own role. */
export const makeForgetSender =
  (db: Db): ForgetSender =>
  (conversationId) =>
    destroyIdentities(db, conversationId)

export interface ForgetClient {
  /** @throws {Retryable} `vault-away`, `vault-refused`; never given up */
  forgetSender: ForgetSender
  close(): Promise<void>
}

const answer = z.strictObject({ isForgotten: z.boolean() })

/** The same as the worker knows it, over the socket. @throws {AppError} `unknown-key`, `bad-config` */
export async function openForgetClient(settings: CallerSettings, log: (line: string) => void): Promise<ForgetClient> {
  const caller = await openVaultCaller(settings, 'forget', log)
  return {
    async forgetSender(conversationId) {
      const { status, body } = await caller.ask('/forget', { conversationId })
      if (status === 200) return answer.parse(body).isForgotten
      throw new Retryable(status === 401 ? 'vault-refused' : 'vault-away', { isEndless: true })
    },
    close: () => caller.close(),
  }
}
