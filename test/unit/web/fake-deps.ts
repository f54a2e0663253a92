import type { Hono } from 'hono'
import type { FormReport, InboundContent } from '../../../src/domain/message.ts'
import { makeReceipt } from '../../../src/domain/receipt.ts'
import type { MapGround } from '../../../src/web/map-ground.ts'
import { makePublicPages } from '../../../src/web/public.ts'
import type {
  PublicDeps,
  PublicSettings,
  ReportContact,
  Thread,
  ThreadPlace,
  WithdrawalState,
} from '../../../src/web/public-deps.ts'

export const RECEIPT = makeReceipt(new Uint8Array(15).fill(77))

/** What the pages asked for, and a world that can be changed between requests. */
export interface World {
  app: Hono
  now: Date
  isDown: boolean
  /** As when the pool throws instead of answering. */
  fault: Error | null
  call: { text: string; numbers: string[] } | null
  /** What `mayBeDanger` says of everything. */
  isDanger: boolean
  /** What the picker of a place is drawn on. */
  ground: MapGround | null
  thread: Thread
  /** Which lines were asked for. */
  places: ThreadPlace[]
  address: string
  filed: Map<string, { report: FormReport; contact: ReportContact | null; receipt: string }>
  added: Map<string, string>
  /** When an addition has been stored. */
  onAdded: () => void
  chats: Map<string, { content: InboundContent; key: string }[]>
  opened: string[]
  listeners: Set<() => void>
  faults: unknown[]
  withdrawal: WithdrawalState
  /** Keys of the requests to end the contact. */
  withdrawn: Set<string>
}

/** The public pages over a world in memory that keeps the contract of `PublicDeps`: same key, same answer. */
export function makeWorld(settings: Partial<PublicSettings> = {}): World {
  const world: Omit<World, 'app'> = {
    now: new Date('2026-07-31T16:41:20Z'),
    isDown: false,
    fault: null,
    call: null,
    isDanger: false,
    ground: null,
    places: [],
    thread: {
      status: 'in-progress',
      receivedAt: new Date('2026-07-30T02:00:00Z'),
      entries: [],
      since: '',
      older: null,
    },
    address: '203.0.113.9',
    filed: new Map(),
    added: new Map(),
    withdrawal: 'possible',
    withdrawn: new Set(),
    onAdded: () => {},
    chats: new Map(),
    opened: [],
    listeners: new Set(),
    faults: [],
  }
  const deps: PublicDeps = {
    now: () => world.now,
    clientAddress: () => world.address,
    ground: () => world.ground,
    mayBeDanger: () => world.isDanger,
    async fileReport(report, contact, key) {
      if (world.fault) throw world.fault
      if (world.isDown) return { ok: false, reason: 'unavailable' }
      const filed = world.filed.get(key) ?? { report, contact, receipt: receiptNumber(world.filed.size) }
      world.filed.set(key, filed)
      return { ok: true, receipt: filed.receipt, receivedAt: world.now, call: world.call }
    },
    async openThread(receipt, place) {
      if (world.fault) throw world.fault
      world.places.push(place ?? {})
      world.opened.push(receipt)
      return receipt === RECEIPT ? world.thread : null
    },
    async addToThread(receipt, text, key) {
      if (world.isDown) return { ok: false, reason: 'unavailable' }
      if (receipt !== RECEIPT) return { ok: false, reason: 'unknown' }
      world.added.set(key, text)
      world.onAdded()
      return { ok: true }
    },
    async readWithdrawal(receipt) {
      return receipt === RECEIPT ? world.withdrawal : null
    },
    async withdraw(receipt, key) {
      if (world.isDown) return { ok: false, reason: 'unavailable' }
      if (receipt !== RECEIPT) return { ok: false, reason: 'unknown' }
      world.withdrawn.add(key)
      return { ok: true }
    },
    async sendChat(session, content, key) {
      if (world.isDown) return { ok: false, reason: 'unavailable' }
      const said = world.chats.get(session) ?? []
      if (!said.some((one) => one.key === key)) said.push({ content, key })
      world.chats.set(session, said)
      return { ok: true }
    },
    async readChat(session, place) {
      if (world.fault) throw world.fault
      world.places.push(place ?? {})
      return world.chats.has(session) ? world.thread : null
    },
    watchChat(_session, onChange) {
      world.listeners.add(onChange)
      return () => world.listeners.delete(onChange)
    },
  }
  const app = makePublicPages(deps, {
    formKey: new Uint8Array(32).fill(9),
    isSecure: true,
    unitName: 'Công an phường Vĩnh Yên',
    onFault: (fault) => world.faults.push(fault),
    ...settings,
  })
  return Object.assign(world, { app })
}

function receiptNumber(index: number): string {
  return makeReceipt(new Uint8Array(15).fill(index + 1))
}

/** The form token of a page, the first unless `nth` says otherwise. */
export async function readToken(app: Hono, path: string, headers: Record<string, string> = {}): Promise<string> {
  return tokenIn(await (await app.request(path, { headers })).text())
}

export function tokenIn(html: string): string {
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? ''
}

/** Posts as a browser does. */
export function post(app: Hono, path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
  })
}
