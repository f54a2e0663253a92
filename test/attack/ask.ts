import { Agent, request } from 'node:http'

export interface Question {
  method: string
  /** As it goes over the wire: nothing is normalised or encoded here. */
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Answer {
  status: number
  body: string
  /** Without the date, which differs of itself. */
  headers: string
}

/** A bounded number of connections: the server under attack is ours, and on this machine. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** Sends a request as it stands. Of an event stream the first piece is read, and then it is hung up. */
export function ask(address: string, question: Question): Promise<Answer> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, hostname, port, method: question.method, path: question.path, headers: question.headers ?? {} },
      (answer) => {
        const chunks: Buffer[] = []
        const headers = Object.entries(answer.headers)
          .filter(([name]) => name !== 'date')
          .sort(([a], [b]) => (a < b ? -1 : 1))
        const finish = (): void =>
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
            headers: JSON.stringify(headers),
          })
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          if (!String(answer.headers['content-type']).startsWith('text/event-stream')) return
          finish()
          sent.destroy()
        })
        answer.on('end', finish)
        answer.on('error', finish)
      },
    )
    sent.on('error', reject)
    sent.end(question.body)
  })
}

/** A form's body and the headers that go with it. */
export function formOf(fields: Readonly<Record<string, string>>): { headers: Record<string, string>; body: string } {
  const body = new URLSearchParams(fields).toString()
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'sec-fetch-site': 'same-origin',
    },
    body,
  }
}
