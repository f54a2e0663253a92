import type { Channel } from '../bots/channel.ts'
import { makeAuthorisation } from '../src/flow/refresh-token.ts'
import type { Db } from '../src/storage/db.ts'
import type { ContentSealer } from '../src/vault/content.ts'

export interface SignedIn {
  /** The same channels; those that need tokens have them. */
  channels: ReadonlyMap<string, Channel>
  close(): void
}

/** A pair lives 25 hours, and its refresh token dies unused after three months: a silent line keeps both alive. */
const LOOK_MS = 30 * 60_000

/** Gives each channel whose tokens change the ones stored for it, and renews them in time although nobody is written to. */
export function signInChannels(
  channels: ReadonlyMap<string, Channel>,
  parts: { db: Db; content: ContentSealer; now: () => Date; log: (line: string) => void },
): SignedIn {
  const looks: (() => void)[] = []
  const signedIn = [...channels].map(([name, channel]): [string, Channel] => {
    const { signIn, botId } = channel
    if (!signIn) return [name, channel]
    const tokens = makeAuthorisation({ ...parts, owner: { channel: name, botId }, exchange: signIn.exchange })
    looks.push(() => void tokens.current().catch(() => {}))
    return [name, signIn.with(tokens)]
  })
  const lookAtAll = (): void => {
    for (const look of looks) look()
  }
  lookAtAll()
  const timer = setInterval(lookAtAll, LOOK_MS)
  return { channels: new Map(signedIn), close: () => clearInterval(timer) }
}
