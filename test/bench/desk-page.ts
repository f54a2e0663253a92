import { z } from 'zod'
import { nextCode } from '../support/codes.ts'
import { readHidden } from '../support/hidden-field.ts'

/** An officer's open inbox, without a browser: it hears the stream and fetches rows as `static/desk-live.js` does. */
export interface DeskPage {
  /** When a tip was first named by the stream, and when it was first among fetched rows: milliseconds since the epoch. */
  readonly noticedMs: ReadonlyMap<string, number>
  readonly visibleMs: ReadonlyMap<string, number>
  close(): Promise<void>
}

const change = z.object({ tip: z.string() })
const list = z.object({ rows: z.array(z.object({ id: z.string() })) })

/**
 * Signs in and opens the stream. A notice is followed by a fetch, one at a time and none sooner than `gapMs` after the
 * last; what comes meanwhile is fetched once more after. @throws {Error} if the desk refuses
 */
export async function openDesk(
  address: string,
  officer: { login: string; password: string },
  gapMs: number,
): Promise<DeskPage> {
  const cookie = await signIn(address, officer)
  const noticedMs = new Map<string, number>()
  const visibleMs = new Map<string, number>()
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let fetchedAtMs = Number.NEGATIVE_INFINITY
  let isFetching = false
  let isFetchWanted = false

  /** No sooner than `gapMs` after the last fetch began; asked again meanwhile, it is the same one. */
  const wantRows = (): void => {
    timer ??= setTimeout(
      () => {
        timer = undefined
        void fetchRows().catch(() => {})
      },
      Math.max(0, fetchedAtMs + gapMs - performance.now()),
    )
  }
  const fetchRows = async (): Promise<void> => {
    if (isFetching) {
      isFetchWanted = true
      return
    }
    isFetching = true
    fetchedAtMs = performance.now()
    const answer = await fetch(`${address}/ban-truc/hang-doi`, {
      headers: { cookie, accept: 'application/json' },
      signal: closing.signal,
    })
    const { rows } = list.parse(await answer.json())
    const nowMs = performance.timeOrigin + performance.now()
    for (const { id } of rows) if (!visibleMs.has(id)) visibleMs.set(id, nowMs)
    isFetching = false
    if (isFetchWanted) {
      isFetchWanted = false
      wantRows()
    }
  }
  const hear = (data: string): void => {
    const { data: told } = change.safeParse(JSON.parse(data))
    if (!told) return
    if (!noticedMs.has(told.tip)) noticedMs.set(told.tip, performance.timeOrigin + performance.now())
    wantRows()
  }

  const stream = await fetch(`${address}/ban-truc/dong`, { headers: { cookie }, signal: closing.signal })
  if (stream.status !== 200 || !stream.body) throw new Error(`the desk's stream answered ${stream.status}`)
  const reading = readEvents(stream.body, hear).catch(() => {})
  return {
    noticedMs,
    visibleMs,
    async close() {
      clearTimeout(timer)
      closing.abort()
      await reading
    },
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, hear: (data: string) => void): Promise<void> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data: ')) hear(line.slice('data: '.length))
  }
}

async function signIn(address: string, { login, password }: { login: string; password: string }): Promise<string> {
  const url = `${address}/ban-truc/dang-nhap`
  const page = await fetch(url)
  const cookies = cookiesOf(page)
  const token = /<input[^>]*name="token"[^>]*?value="([^"]*)"/.exec(await page.text())?.[1] ?? ''
  const send = (to: string, fields: Record<string, string>): Promise<Response> =>
    fetch(to, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookies.join('; ') },
      body: new URLSearchParams(fields),
    })
  const codePage = await (await send(url, { token, login, password })).text()
  const answer = await send(`${url}/ma`, {
    token: readHidden(codePage, 'token'),
    buoc: readHidden(codePage, 'buoc'),
    ma: await nextCode(`${address} ${login}`),
  })
  if (answer.status !== 303) throw new Error(`the desk let nobody in: ${answer.status}`)
  return [...cookies, ...cookiesOf(answer)].join('; ')
}

function cookiesOf(answer: Response): string[] {
  return answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
}
