import { z } from 'zod'
import { type Listener, listen } from '../storage/notify.ts'

/** Who hears what: desks by unit, chats by conversation. Payloads are ids and versions. */
export interface Notices {
  onDesk(unitCode: string, listener: (change: Change) => void, onGap: () => void): () => void
  onThread(conversationId: string, listener: () => void): () => void
  /** The list of units, or the rules of routing, may be another one. */
  onStanding(what: Standing, listener: () => void): void
  close(): Promise<void>
}

const deskPayload = z.object({ unit: z.string(), tip: z.string(), version: z.number(), isRestricted: z.boolean() })
type Change = Omit<z.output<typeof deskPayload>, 'unit'>

type Standing = 'units' | 'routing'

interface DeskHearer {
  listener: (change: Change) => void
  onGap: () => void
}

/** One listening connection for the whole process. After a gap everyone is told to look for themselves. */
export function startNotices(url: string): Notices {
  const desks = new Map<string, Set<DeskHearer>>()
  const threads = new Map<string, Set<() => void>>()
  const standing: { what: Standing; listener: () => void }[] = []

  const hear = (channel: string, payload: string): void => {
    if (channel === 'thread') for (const listener of threads.get(payload) ?? []) listener()
    for (const { what, listener } of standing) if (what === channel) listener()
    if (channel !== 'desk') return
    const { data } = deskPayload.safeParse(parseJson(payload))
    if (!data) return
    const { unit, ...change } = data
    for (const hearer of desks.get(unit) ?? []) hearer.listener(change)
  }
  const afterGap = (): void => {
    for (const hearers of desks.values()) for (const hearer of hearers) hearer.onGap()
    for (const listeners of threads.values()) for (const listener of listeners) listener()
    for (const { listener } of standing) listener()
  }
  const listener: Listener = listen(url, ['desk', 'thread', 'units', 'routing'], hear, afterGap)

  return {
    onDesk: (unitCode, onChange, onGap) => add(desks, unitCode, { listener: onChange, onGap }),
    onThread: (conversationId, onChange) => add(threads, conversationId, onChange),
    onStanding: (what, onChange) => void standing.push({ what, listener: onChange }),
    close: () => listener.close(),
  }
}

function add<T>(table: Map<string, Set<T>>, key: string, hearer: T): () => void {
  const hearers = table.get(key) ?? new Set<T>()
  hearers.add(hearer)
  table.set(key, hearers)
  return () => {
    hearers.delete(hearer)
    if (hearers.size === 0 && table.get(key) === hearers) table.delete(key)
  }
}

/** Any role of the database may notify: what is no JSON is no notice, and ends no process. */
function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}
