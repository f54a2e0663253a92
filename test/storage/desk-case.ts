import type { FlowWorld, TipLine } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

export const WORDS = 'nhà bà Năm số 12 phường Bến Thành tối qua đánh bạc ăn tiền'

export interface Case {
  chat: string
  tipId: string
  version: number
  token: string
}

export interface AuditLine {
  action: string
  officer_id: string
  unit_code: string
  object_id: string
  detail: object
}

/** Tips on the desk of Bến Thành, one after the other, and what was recorded of each. */
export function makeCases(world: FlowWorld) {
  let chats = 0
  return {
    newChat: (): string => `chat-${++chats}`,
    /** A tip that its officer has opened; what was recorded so far is swept away. */
    async openCase(): Promise<Case> {
      const chat = `chat-${++chats}`
      // The same words each time; what was found of one case is to say nothing of the next.
      await world.query('update tips set copy_key = null')
      await world.query('truncate tip_views, tip_traces')
      await world.hear(chat, WORDS)
      await world.work()
      await world.workQuiet()
      const token = await world.signIn(BEN_THANH)
      const found = await world.look.tip(token, (await world.tipsOf(chat))[0]?.id ?? '')
      if (!found.ok) throw new Error(found.reason)
      await world.query('delete from audit')
      return { chat, tipId: found.view.tip.id, version: found.view.tip.version, token }
    },
    audits: (): Promise<AuditLine[]> =>
      world.query<AuditLine & Record<string, unknown>>(
        'select action, officer_id, unit_code, object_id, detail from audit order by id',
      ),
    tipOf: async ({ chat }: Case): Promise<TipLine | undefined> => (await world.tipsOf(chat))[0],
    answersTo: async ({ chat }: Case): Promise<string[]> =>
      (await world.saidTo(chat)).filter((text) => text.startsWith('Tôi là cán bộ')),
  }
}
