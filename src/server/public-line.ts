import type { Channel } from '../../bots/channel.ts'
import { findNumber } from '../data/emergency-numbers.ts'
import { fillText, isTextId } from '../data/texts.ts'
import { wordsOf } from '../domain/compose.ts'
import type { FormReport, InboundContent } from '../domain/message.ts'
import { makeReceipt } from '../domain/receipt.ts'
import type { Collect } from '../flow/collect.ts'
import type { Receive } from '../flow/receive.ts'
import type { Analysis } from '../understand/analysis.ts'
import { mayBeUrgent } from '../understand/may-be-urgent.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { isPassing } from '../web/faults.ts'
import type { MapGround } from '../web/map-ground.ts'
import type { PublicDeps, ReportContact } from '../web/public-deps.ts'
import { addressOf } from './client-address.ts'
import type { Notices } from './notices.ts'

/** What the public pages do, made of the flows: form and web chat enter through `receive` like any platform. */
export function makePublicLine(parts: {
  webform: Channel
  webchat: Channel
  receive: Receive
  collect: Collect
  pseudonyms: Pseudonyms
  notices: Notices
  analyse(text: string, context: { receivedAt: string }): Analysis
  trustedProxy: string | null
  ground: () => MapGround | null
  now: () => Date
}): PublicDeps {
  const { webform, webchat, receive, collect, pseudonyms, now } = parts
  const sessionAccess = (session: string): Buffer => pseudonyms.sender(webchat.name, webchat.botId, session)
  const newcomers = new Map<string, Set<() => void>>()

  return {
    async fileReport(report, contact, key) {
      const receivedAt = now()
      const receipt = makeReceipt(pseudonyms.receiptBytes(`form:${key}`))
      const messages = webform.parse({
        updateId: key,
        sentAt: receivedAt.toISOString(),
        sender: { chatId: receipt, ...contactOf(contact) },
        report: contact ? { ...report, hasContact: true } : report,
      })
      try {
        await receive.accept(webform, messages, { receipt })
      } catch (error) {
        if (isPassing(error)) return { ok: false, reason: 'unavailable' }
        throw error
      }
      return { ok: true, receipt, receivedAt, call: findCall(report, parts.analyse, receivedAt) }
    },

    openThread: (receipt, place) => collect.thread(pseudonyms.receipt(receipt), place),

    async addToThread(receipt, text, key) {
      try {
        const conversation = await collect.conversation(pseudonyms.receipt(receipt))
        if (!conversation) return { ok: false, reason: 'unknown' }
        const content: InboundContent = { type: 'text', text }
        await receive.acceptInto(conversation, { updateId: `receipt:${key}`, sentAt: now().toISOString(), content })
        return { ok: true }
      } catch (error) {
        if (isPassing(error)) return { ok: false, reason: 'unavailable' }
        throw error
      }
    },

    readWithdrawal: (receipt) => collect.withdrawal(pseudonyms.receipt(receipt)),

    async withdraw(receipt, key) {
      try {
        const conversation = await collect.conversation(pseudonyms.receipt(receipt))
        if (!conversation) return { ok: false, reason: 'unknown' }
        const content: InboundContent = { type: 'withdrawn' }
        await receive.acceptInto(conversation, { updateId: `withdraw:${key}`, sentAt: now().toISOString(), content })
        return { ok: true }
      } catch (error) {
        if (isPassing(error)) return { ok: false, reason: 'unavailable' }
        throw error
      }
    },

    async sendChat(session, content, key) {
      const messages = webchat.parse({
        updateId: key,
        sentAt: now().toISOString(),
        sender: { chatId: session },
        content,
      })
      try {
        await receive.accept(webchat, messages)
      } catch (error) {
        if (isPassing(error)) return { ok: false, reason: 'unavailable' }
        throw error
      }
      for (const begin of newcomers.get(session) ?? []) begin()
      return { ok: true }
    },

    readChat: (session, place) => collect.thread(sessionAccess(session), place),

    watchChat(session, onChange) {
      let unwatch: (() => void) | null = null
      let isOver = false
      // A chat has no conversation before its first message: then its own send calls again.
      const begin = (): void => {
        if (unwatch) return
        void collect.conversation(sessionAccess(session)).then(
          (conversation) => {
            if (!conversation || isOver || unwatch) return
            unwatch = parts.notices.onThread(conversation.id, onChange)
            onChange()
          },
          () => {},
        )
      }
      begin()
      const waiting = newcomers.get(session) ?? new Set()
      waiting.add(begin)
      newcomers.set(session, waiting)
      return () => {
        isOver = true
        unwatch?.()
        waiting.delete(begin)
        if (waiting.size === 0 && newcomers.get(session) === waiting) newcomers.delete(session)
      }
    },

    mayBeDanger: (content) => isDangerAnswer(content) || mayBeUrgent(wordsOf(content)),
    ground: parts.ground,
    clientAddress: (c) => addressOf(c, parts.trustedProxy),
    now,
  }
}

function contactOf(contact: ReportContact | null): { contactName?: string; contactPhone?: string } {
  return {
    ...(contact?.name ? { contactName: contact.name } : {}),
    ...(contact?.phone ? { contactPhone: contact.phone } : {}),
  }
}

/** UTF-16 units read for the call text at each end of a report; 2,000 take about 10 ms. */
const CALL_READ = 1_000

/** Who writes of danger is told to call before anything else, in the same answer. */
function findCall(
  report: FormReport,
  analyse: (text: string, context: { receivedAt: string }) => Analysis,
  at: Date,
): { text: string; numbers: string[] } | null {
  // Beginning and end: this runs while everybody else waits, and triage reads the whole.
  const words = wordsOf({ type: 'form', report })
  const shown = words.length > 2 * CALL_READ ? `${words.slice(0, CALL_READ)}\n${words.slice(-CALL_READ)}` : words
  const analysis = analyse(shown, { receivedAt: at.toISOString() })
  if (!analysis.callText || !isTextId(analysis.callText)) return null
  const text = fillText(analysis.callText)
  const numbers = new Set(text.match(/\b\d{3}\b/g) ?? [])
  return { text, numbers: [...numbers].filter((number) => findNumber(number)?.isEmergency === true) }
}

/** A pin and "it is happening now" are short answers that belong to words of danger, and hold none themselves. */
function isDangerAnswer(content: InboundContent): boolean {
  return content.type === 'location' || (content.type === 'button' && content.data.startsWith('now:'))
}
