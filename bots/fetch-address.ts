import type { Dispatcher } from 'undici'
import { Permanent } from '../src/domain/errors.ts'
import type { Channel } from './channel.ts'
import { findOwnRoot, makeDownload } from './download.ts'

export interface FetchSettings {
  apiRoot?: string
  dispatcher?: Dispatcher
  /** Longest download, and longest wait for a piece of it; tests set them. */
  downloadTimeoutMs?: number
  downloadStallMs?: number
}

/** `fetch` for a platform that names the address of each file and asks for no credentials there. */
export function makeFetchAddress(
  settings: FetchSettings,
  platform: { allowedHosts: readonly string[]; apiRoot: string },
): NonNullable<Channel['fetch']> {
  const download = makeDownload({
    allowedHosts: platform.allowedHosts,
    ownRoot: findOwnRoot(settings.apiRoot, platform.apiRoot),
    dispatcher: settings.dispatcher,
    timeoutMs: settings.downloadTimeoutMs,
    stallMs: settings.downloadStallMs,
  })
  return async function* fetch({ url }, signal) {
    if (url === undefined) throw new Permanent('no-address')
    yield* download(url, signal)
  }
}
