/** Files as a platform serves them to whoever has the address, and as a hostile or broken one would. */
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface ServedFile {
  bytes: Uint8Array
  /** Instead of 200. */
  status?: number
  headers?: Record<string, string>
  /** After so many bytes nothing more comes, or the connection is cut. */
  stallAfterBytes?: number
  cutAfterBytes?: number
  /** Goes on for ever, without saying how long it is. */
  isEndless?: boolean
  /** The answer waits for it. */
  until?: Promise<void>
}

export interface FakeFiles {
  /** Serves a file at this path from now on, and answers its address. */
  put(path: string, file: Uint8Array | ServedFile): string
  /** Paths asked for, in order, also unknown ones. */
  asked: { path: string; headers: IncomingMessage['headers'] }[]
}

const PIECE = new Uint8Array(64 * 1024).fill(7)

/** `serve` answers what is below `/file/`, and leaves all else. `url` is the server's own address, known later. */
export function makeFakeFiles(url: () => string): FakeFiles & {
  serve(request: IncomingMessage, response: ServerResponse): Promise<boolean>
} {
  const known = new Map<string, ServedFile>()
  const asked: FakeFiles['asked'] = []
  return {
    asked,
    put(path, file) {
      known.set(path, file instanceof Uint8Array ? { bytes: file } : file)
      return `${url()}${path}`
    },
    async serve(request, response) {
      const path = request.url ?? ''
      if (!path.startsWith('/file/')) return false
      asked.push({ path, headers: request.headers })
      const file = known.get(path)
      await file?.until
      if (file === undefined) response.writeHead(404).end('{"ok":false}')
      else answerWith(file, response)
      return true
    },
  }
}

function answerWith(file: ServedFile, response: ServerResponse): void {
  const { bytes, status = 200, headers = {}, stallAfterBytes, cutAfterBytes } = file
  if (file.isEndless) {
    response.writeHead(status, headers)
    const pour = (): void => {
      while (!response.destroyed && response.write(PIECE));
    }
    response.on('drain', pour)
    pour()
    return
  }
  response.writeHead(status, { 'content-length': String(bytes.byteLength), ...headers })
  const stopAfterBytes = stallAfterBytes ?? cutAfterBytes
  if (stopAfterBytes === undefined) response.end(bytes)
  else {
    response.write(bytes.subarray(0, stopAfterBytes), () => {
      if (cutAfterBytes !== undefined) response.destroy()
    })
  }
}
