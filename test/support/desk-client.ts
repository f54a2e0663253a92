import { nextCode } from './codes.ts'
import { readHidden } from './hidden-field.ts'
import { PASSWORD } from './line.ts'

export interface Answered {
  status: number
  text: string
  headers: Headers
}

/** An officer's session over plain HTTP: for what is judged by status and bytes, without a browser. */
export interface DeskClient {
  cookie: string
  get(path: string): Promise<Answered>
  /** Posts a form; redirects are not followed. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answered>
  /** Opens the tip's own page and gives the hidden fields of an act's form. */
  fieldsOf(tipId: string): Promise<Record<string, string>>
  /** Opens the tip and performs an act on it as its page would. */
  act(tipId: string, act: string, fields?: Record<string, string>): Promise<Answered>
}

/** Signs in as one of the line's officers. @throws {Error} if the desk refuses. */
export async function openDesk(address: string, login: string): Promise<DeskClient> {
  const jar = new Map<string, string>()
  const call = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...(cookie ? { cookie } : {}) }
    const answer = await fetch(`${address}${path}`, { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    return { status: answer.status, text: await answer.text(), headers: answer.headers }
  }
  const post = (
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answered> =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    })
  const signIn = await call('/ban-truc/dang-nhap')
  const asked = await post('/ban-truc/dang-nhap', {
    token: readHidden(signIn.text, 'token'),
    login,
    password: PASSWORD,
  })
  const { status } = await post('/ban-truc/dang-nhap/ma', {
    token: readHidden(asked.text, 'token'),
    buoc: readHidden(asked.text, 'buoc'),
    ma: await nextCode(`${address} ${login}`),
  })
  if (status !== 303) throw new Error(`${login} was not let in: ${status}`)
  const fieldsOf = async (tipId: string): Promise<Record<string, string>> => {
    const page = await call(`/ban-truc/tin/${tipId}`)
    if (page.status !== 200) throw new Error(`the tip's page answered ${page.status}`)
    return Object.fromEntries(
      ['token', 'phienban', 'daxem', 'khung', 'xem'].map((name) => [name, readHidden(page.text, name)]),
    )
  }
  return {
    get cookie() {
      return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    get: (path) => call(path),
    post,
    fieldsOf,
    act: async (tipId, act, fields = {}) =>
      post(`/ban-truc/tin/${tipId}/${act}`, { ...(await fieldsOf(tipId)), ...fields }),
  }
}

/** A page's text as a reader sees it: no tags, entities resolved, spaces joined. */
export function readWords(html: string): string {
  return html
    .replace(/<(script|style|title)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
}
