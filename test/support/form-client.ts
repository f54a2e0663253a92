import { readHidden } from './hidden-field.ts'

export interface FormAnswer {
  status: number
  html: string
  headers: Headers
  /** As printed on the receipt page; null on any other. */
  receipt: string | null
}

/** A form of its own, as a browser gets by opening the page. */
export async function openForm(address: string, path = '/', headers: Record<string, string> = {}): Promise<string> {
  return readHidden(await (await fetch(`${address}${path}`, { headers })).text(), 'token')
}

/** Sends a form as a browser without scripts does. */
export async function postForm(
  address: string,
  fields: Record<string, string>,
  options: { path?: string; headers?: Record<string, string> } = {},
): Promise<FormAnswer> {
  const answer = await fetch(`${address}${options.path ?? '/'}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...options.headers,
    },
    body: new URLSearchParams(fields).toString(),
  })
  const html = await answer.text()
  const receipt = /data-receipt="([^"]+)"/.exec(html)?.[1] ?? null
  return { status: answer.status, html, headers: answer.headers, receipt }
}
