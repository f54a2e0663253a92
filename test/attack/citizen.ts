import { request } from 'node:http'
import { readHidden } from '../support/hidden-field.ts'

export interface Page {
  status: number
  text: string
}

/** A browser without scripts: cookies, forms, and an address that the line sees. */
export interface Citizen {
  get(path: string): Promise<Page>
  /** Opens `page` for its token, and posts the form to `path`. */
  submit(path: string, fields: Readonly<Record<string, string>>, page?: string): Promise<Page>
  /** A body as it stands. */
  post(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Page>
  /** What the line has set under a name that ends so. */
  cookie(name: string): string | null
}

/**
 * `socketAddress`: a loopback address to come from (all of 127.0.0.0/8 is ours on Linux). `forwardedFor`: what a proxy
 * in between would say. `cookie`: held from the beginning.
 */
export function openCitizen(
  address: string,
  from: { socketAddress?: string; forwardedFor?: string; cookie?: string } = {},
): Citizen {
  const { hostname, port } = new URL(address)
  const jar = new Map<string, string>()
  const call = (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) =>
    new Promise<Page>((resolve, reject) => {
      const cookies = [...jar].map(([name, value]) => `${name}=${value}`)
      const cookie = [from.cookie, ...cookies].filter(Boolean).join('; ')
      const sent = request(
        {
          hostname,
          port,
          method,
          path,
          ...(from.socketAddress ? { localAddress: from.socketAddress } : {}),
          headers: {
            ...(cookie ? { cookie } : {}),
            ...(from.forwardedFor ? { 'x-forwarded-for': from.forwardedFor } : {}),
            ...headers,
          },
        },
        (answer) => {
          for (const line of answer.headers['set-cookie'] ?? []) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
            jar.set(name, value)
          }
          let text = ''
          answer.setEncoding('utf8')
          answer.on('data', (piece: string) => {
            text += piece
          })
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
          answer.on('error', reject)
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  const post: Citizen['post'] = (path, body, headers = {}) =>
    call(
      'POST',
      path,
      {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body,
    )
  return {
    get: (path) => call('GET', path, {}),
    post,
    cookie: (name) => [...jar].find(([key]) => key.endsWith(name))?.[1] ?? null,
    async submit(path, fields, page = path) {
      const { text } = await call('GET', page, {})
      return post(path, new URLSearchParams({ ...fields, token: readHidden(text, 'token') }).toString())
    },
  }
}

/** Of the page that a sent report is answered with; null on any other. */
export function readReceipt({ text }: Page): string | null {
  return /data-receipt="([^"]+)"/.exec(text)?.[1] ?? null
}
