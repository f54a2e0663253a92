import type { Channel } from '../channel.ts'
import { type FetchSettings, makeFetchAddress } from '../fetch-address.ts'
import { API_ROOT } from './send.ts'

/** The documents' samples lie on `zdn.vn`, sticker pictures on `zadn.vn` (channel reference, B.4). */
const ALLOWED_HOSTS = ['zdn.vn', 'zadn.vn']

/** Zalo OA's `fetch`: a plain GET; the access token never goes to these hosts. */
export function makeFetch(settings: FetchSettings): NonNullable<Channel['fetch']> {
  return makeFetchAddress(settings, { allowedHosts: ALLOWED_HOSTS, apiRoot: API_ROOT })
}
