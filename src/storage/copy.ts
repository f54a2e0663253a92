import { once } from 'node:events'
import type pg from 'pg'

/** What node-postgres calls while a statement of ours has the connection; its types name only `submit`. */
interface Submitted {
  submit(connection: pg.Connection): void
  handleError(fault: Error): void
  handleReadyForQuery(): void
  handleCommandComplete(): void
}

/** Methods of the driver's connection that its types leave out. */
interface CopyConnection {
  stream: { readonly writableNeedDrain: boolean }
  query(text: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** Above so much unread the connection is paused, below it goes on. */
const UNREAD_MAX_BYTES = 4_000_000

/**
 * `copy … to stdout`, chunk by chunk and never much of it in memory. A reader that breaks off leaves the connection of
 * no more use: it is ended. @throws what the server says
 */
export async function* copyOut(client: pg.ClientBase, statement: string): AsyncGenerator<Buffer> {
  const unread: Buffer[] = []
  let unreadBytes = 0
  const over: { state: 'open' | 'done' | Error } = { state: 'open' }
  let wake = (): void => {}
  let source: pg.Connection | undefined
  const query: Submitted & { handleCopyData(message: { chunk: Buffer }): void } = {
    submit(connection) {
      source = connection
      asCopy(connection).query(statement)
    },
    handleCopyData({ chunk }) {
      // The driver reads the next message into the same memory.
      unread.push(Buffer.from(chunk))
      unreadBytes += chunk.length
      if (unreadBytes > UNREAD_MAX_BYTES) source?.stream.pause()
      wake()
    },
    handleError(fault) {
      over.state = fault
      wake()
    },
    handleCommandComplete() {},
    handleReadyForQuery() {
      if (over.state === 'open') over.state = 'done'
      wake()
    },
  }
  client.query(query)
  try {
    for (;;) {
      const chunk = unread.shift()
      if (chunk) {
        unreadBytes -= chunk.length
        yield chunk
        continue
      }
      if (over.state instanceof Error) throw over.state
      if (over.state === 'done') return
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      source?.stream.resume()
      await woken
    }
  } finally {
    if (over.state === 'open') source?.stream.destroy()
  }
}

export interface CopyIn {
  /** Waits while the server does not read. @throws what the server says, at the latest from `end` */
  write(chunk: Uint8Array): Promise<void>
  /** Resolves when the server has taken all of it. */
  end(): Promise<void>
}

/** `copy … from stdin`; the connection has nothing else to do until `end`. */
export async function copyIn(client: pg.ClientBase, statement: string): Promise<CopyIn> {
  let connection: pg.Connection | undefined
  let fault: Error | undefined
  let ready = (): void => {}
  const isOpen = new Promise<void>((resolve) => {
    ready = resolve
  })
  let finish = (): void => {}
  const isOver = new Promise<void>((resolve) => {
    finish = resolve
  })
  const query: Submitted & { handleCopyInResponse(): void } = {
    submit(given) {
      connection = given
      asCopy(given).query(statement)
    },
    handleCopyInResponse: () => ready(),
    handleError(given) {
      fault = given
      ready()
      finish()
    },
    handleCommandComplete() {},
    handleReadyForQuery: () => finish(),
  }
  client.query(query)
  await isOpen
  const source = connection
  if (fault || !source) throw fault ?? new Error('the connection is gone')
  return {
    async write(chunk) {
      if (fault) throw fault
      asCopy(source).sendCopyFromChunk(chunk)
      if (!source.stream.writableNeedDrain) return
      await Promise.race([once(source.stream, 'drain'), isOver])
    },
    async end() {
      if (!fault) asCopy(source).endCopyFrom()
      await isOver
      if (fault) throw fault
    },
  }
}

/** The driver has these methods in every version of 8; pg-copy-streams lives on them. */
function asCopy(connection: pg.Connection): CopyConnection {
  return connection as unknown as CopyConnection
}
