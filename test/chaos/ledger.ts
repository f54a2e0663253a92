import { open, readFile } from 'node:fs/promises'
import { z } from 'zod'

/** The record outside the system: what was sent, and what was answered. One JSON object a line, only ever appended. */
export interface Ledger {
  /** Resolves when the disk has it (fsync): only then may the message leave. */
  sending(id: string): Promise<void>
  /** HTTP status of an attempt, or a word for why there was none. */
  answered(id: string, status: number | string): Promise<void>
  /** Resolves when everything is on the disk. */
  close(): Promise<void>
}

const line = z.union([
  z.strictObject({ id: z.string(), sending: z.literal(true) }),
  z.strictObject({ id: z.string(), status: z.union([z.int(), z.string()]) }),
])
type Line = z.output<typeof line>

interface Waiting {
  text: string
  resolve: () => void
  reject: (fault: unknown) => void
}

/** Lines that come while the disk is busy share the next fsync, which would otherwise set the pace. */
export async function openLedger(file: string): Promise<Ledger> {
  const handle = await open(file, 'ax')
  const waiting: Waiting[] = []
  let writing: Promise<void> | null = null

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0)
      try {
        await handle.appendFile(batch.map(({ text }) => text).join(''))
        await handle.sync()
        for (const one of batch) one.resolve()
      } catch (fault) {
        for (const one of batch) one.reject(fault)
      }
    }
    writing = null
  }
  const write = (entry: Line): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ text: `${JSON.stringify(entry)}\n`, resolve, reject })
      writing ??= flush()
    })

  return {
    sending: (id) => write({ id, sending: true }),
    answered: (id, status) => write({ id, status }),
    async close() {
      await writing
      await handle.close()
    },
  }
}

/** What the ledger proves of its messages. */
export interface Told {
  /** Ids that left, or may have left. */
  sent: Set<string>
  /** Ids that got a 200 at least once: these were promised to be kept. */
  acknowledged: Set<string>
  /** Attempts by their status. */
  statuses: Map<string, number>
}

export async function readLedger(file: string): Promise<Told> {
  const told: Told = { sent: new Set(), acknowledged: new Set(), statuses: new Map() }
  for (const text of (await readFile(file, 'utf8')).split('\n')) {
    if (text === '') continue
    const entry = line.parse(JSON.parse(text))
    if ('sending' in entry) told.sent.add(entry.id)
    else {
      const word = String(entry.status)
      told.statuses.set(word, (told.statuses.get(word) ?? 0) + 1)
      if (entry.status === 200) told.acknowledged.add(entry.id)
    }
  }
  return told
}
