import type { Dispatcher } from 'undici'
import { z } from 'zod'
import { Permanent } from '../../src/domain/errors.ts'
import type { Channel } from '../channel.ts'
import { findOwnRoot, makeDownload } from '../download.ts'
import { API_ROOT, type Call, makeCall, type TelegramSendSettings } from './send.ts'

/** Telegram hands out no larger ones (channel reference, C.2 and C.5). */
const TELEGRAM_FILE_MAX_BYTES = 20 * 1024 * 1024

const ALLOWED_HOSTS = ['api.telegram.org']

/** As Telegram names files: folders and a name. A server of one's own in local mode gives places on its disk instead. */
const FILE_PATH = /^(?!.*\.\.)[\w-][\w.-]*(?:\/[\w.-]+)*$/

const fileSchema = z.object({ file_path: z.string().regex(FILE_PATH), file_size: z.number().optional() })

export interface TelegramFetchSettings extends TelegramSendSettings {
  /** Way out through a proxy for files; `agent` serves the calls of the Bot API alone. */
  fileDispatcher?: Dispatcher
  downloadTimeoutMs?: number
  downloadStallMs?: number
}

/**
 * Telegram's `fetch`: asks for the file's path anew each time, for its address lives an hour, and reads it. That address
 * holds the token: it stays in here.
 */
export function makeFetch(settings: TelegramFetchSettings): NonNullable<Channel['fetch']> {
  const { token, apiRoot = API_ROOT } = settings
  const call = makeCall(settings)
  const download = makeDownload({
    allowedHosts: ALLOWED_HOSTS,
    sizeMaxBytes: TELEGRAM_FILE_MAX_BYTES,
    ownRoot: findOwnRoot(apiRoot, API_ROOT),
    dispatcher: settings.fileDispatcher,
    timeoutMs: settings.downloadTimeoutMs,
    stallMs: settings.downloadStallMs,
  })
  return async function* fetch({ fileId, sizeBytes }, signal) {
    if (fileId === undefined) throw new Permanent('no-address')
    if (isTooLarge(sizeBytes)) throw new Permanent('too-large')
    const path = await findPath(call, fileId, signal)
    yield* download(`${apiRoot.replace(/\/+$/, '')}/file/bot${token}/${path}`, signal)
  }
}

async function findPath(call: Call, fileId: string, signal: AbortSignal): Promise<string> {
  const file = fileSchema.safeParse(await call('getFile', { file_id: fileId }, signal)).data
  if (file === undefined) throw new Permanent('refused')
  if (isTooLarge(file.file_size)) throw new Permanent('too-large')
  return file.file_path
}

function isTooLarge(sizeBytes: number | undefined): boolean {
  return sizeBytes !== undefined && sizeBytes > TELEGRAM_FILE_MAX_BYTES
}
