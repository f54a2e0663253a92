import { createInterface } from 'node:readline/promises'
import { makeZaloOa } from '../../bots/zalo-oa/index.ts'
import { type Config, openChannelSettings } from '../config.ts'
import { Permanent } from '../domain/errors.ts'
import { type Authorisation, makeAuthorisation } from '../flow/refresh-token.ts'
import { deleteTokens, findTokens, type TokenOwner } from '../storage/channel-tokens.ts'
import { type Db, openPool } from '../storage/db.ts'
import { urlForRole } from '../storage/roles.ts'
import { makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import { readRolePasswords } from '../vault/keys.ts'
import { checkZaloOa } from './check-channels.ts'
import { withDatabase } from './database.ts'

/** What to say, and the exit code. */
export interface Outcome {
  code: 0 | 1 | 2
  text: string
}

const OFF: Outcome = { code: 2, text: 'off: ZALO_OA_APP_ID is not set' }
const AUTHORISE =
  'Authorise the app in the Zalo console and give the new refresh token to: tinbao channel connect zalo-oa'

/** Trades a refresh token from standard input, so that it stands in no shell history, for the first pair. */
export async function connectZaloOa(config: Config): Promise<Outcome> {
  if (!openChannelSettings(config).zaloOa) return OFF
  if (process.stdin.isTTY) process.stderr.write('Refresh token of the Official Account: ')
  const refreshToken = (await readLine()).trim()
  if (refreshToken === '') return { code: 2, text: 'no refresh token was given on standard input' }
  return withTokens(config, async ({ authorisation }) => {
    const outcome = await authorisation.authorise(refreshToken)
    if (!outcome.ok) return { code: 1, text: `Zalo refuses the refresh token (${outcome.reason}). ${AUTHORISE}` }
    return { code: 0, text: 'connected; tokens are stored sealed and renew themselves' }
  })
}

/** Says whether the stored tokens work; renews them where that is due, as a worker would. */
export async function showZaloOa(config: Config): Promise<Outcome> {
  const { zaloOa } = openChannelSettings(config)
  if (!zaloOa) return { ...OFF, code: 0 }
  return withTokens(config, async ({ db, owner, authorisation }) => {
    const stored = await findTokens(db, owner)
    if (stored === null) return { code: 1, text: `not connected. ${AUTHORISE}` }
    if (stored.isRefused) return { code: 1, text: `needs re-authorisation. ${AUTHORISE}` }
    try {
      const accessToken = await authorisation.current()
      return { code: 0, text: await checkZaloOa({ apiRoot: zaloOa.apiRoot, accessToken }) }
    } catch (fault) {
      if (fault instanceof Permanent) return { code: 1, text: `needs re-authorisation. ${AUTHORISE}` }
      throw fault
    }
  })
}

/** Forgets the tokens; what has to be sent waits. The webhook is removed in Zalo's console. */
export async function disconnectZaloOa(config: Config): Promise<Outcome> {
  if (!openChannelSettings(config).zaloOa) return OFF
  return withTokens(config, async ({ db, owner }) => {
    const had = await deleteTokens(db, owner)
    return {
      code: 0,
      text: had ? 'tokens forgotten; take the webhook address out of the Zalo console' : 'no tokens were stored',
    }
  })
}

async function withTokens(
  config: Config,
  work: (parts: { db: Db; owner: TokenOwner; authorisation: Authorisation }) => Promise<Outcome>,
): Promise<Outcome> {
  const { zaloOa } = openChannelSettings(config)
  if (!zaloOa) return OFF
  return withDatabase(config, async (ownerUrl) => {
    // The owner reads no token; the worker's role does.
    const url = urlForRole(ownerUrl, 'worker', await readRolePasswords(config.keysFolder))
    const pool = openPool(url, { size: 2, name: 'channel' })
    const { name, botId, signIn } = makeZaloOa(zaloOa)
    if (!signIn) return OFF
    const owner = { channel: name, botId }
    const content = makeContentSealer(await readContentKeys(config.keysFolder))
    const log = (line: string): void => void process.stderr.write(`${line}\n`)
    const parts = { db: pool.db, content, owner, exchange: signIn.exchange, now: () => new Date(), log }
    try {
      return await work({ db: pool.db, owner, authorisation: makeAuthorisation(parts) })
    } finally {
      await pool.close()
    }
  })
}

async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) return line
  return ''
}
