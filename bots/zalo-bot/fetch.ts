import type { Channel } from '../channel.ts'
import { type FetchSettings, makeFetchAddress } from '../fetch-address.ts'
import { API_ROOT } from './send.ts'

/** Where pictures, voices and stickers were seen to lie (channel reference, A.4). */
const ALLOWED_HOSTS = ['zdn.vn', 'zadn.vn']

/** Zalo Bot's `fetch`: a plain GET without credentials. */
export function makeFetch(settings: FetchSettings): NonNullable<Channel['fetch']> {
  return makeFetchAddress(settings, { allowedHosts: ALLOWED_HOSTS, apiRoot: API_ROOT })
}
