import { z } from 'zod'
import { ALLOWED_UPDATES } from '../../bots/telegram/poll.ts'
import { type Config, loadConfig, openChannelSettings } from '../config.ts'
import { connectZaloOa, disconnectZaloOa, type Outcome, showZaloOa } from './channel-oa.ts'
import { askBot, type BotAddress, checkBot } from './check-channels.ts'
import type { Command } from './command.ts'

const NAMES = ['telegram', 'zalo-bot', 'zalo-oa'] as const
type Name = (typeof NAMES)[number]

const VERBS: Readonly<Record<string, (config: Config, name: Name) => Promise<Outcome>>> = {
  connect,
  status,
  disconnect,
}

export const channel: Command = {
  usage: 'channel connect|status|disconnect telegram|zalo-bot|zalo-oa   tell a platform where to deliver, or to stop',
  async run([verb = '', given, ...rest], env) {
    const act = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
    const name = NAMES.find((known) => known === given)
    const isAll = verb === 'status' && given === undefined
    if (!act || rest.length > 0 || !(name || isAll)) {
      process.stderr.write(`Usage: tinbao ${channel.usage}\n`)
      return 2
    }
    const config = loadConfig(env)
    let worst = 0
    for (const one of name ? [name] : NAMES) {
      const { code, text } = await act(config, one).catch(
        (fault: unknown): Outcome => ({ code: 1, text: fault instanceof Error ? fault.message : 'fault' }),
      )
      const out = code === 0 ? process.stdout : process.stderr
      out.write(`${one}: ${text}\n`)
      worst = Math.max(worst, code)
    }
    return worst
  },
}

async function connect(config: Config, name: Name): Promise<Outcome> {
  if (name === 'zalo-oa') return connectZaloOa(config)
  const bot = findBot(config, name)
  if (bot === null) return off(name)
  const { publicUrl } = config.web
  if (config.worker.isPolling) {
    return { code: 2, text: 'POLLING is set: a platform with a webhook refuses to be polled. Choose one way.' }
  }
  if (!publicUrl?.startsWith('https:')) {
    return { code: 2, text: 'PUBLIC_URL: needed, with https. A machine without a public address sets POLLING=true.' }
  }
  if (bot.secret === '') return { code: 2, text: 'the webhook secret is not set' }
  const url = `${publicUrl.replace(/\/+$/, '')}/webhooks/${name}`
  const answer = await askBot(bot, 'setWebhook', {
    url,
    secret_token: bot.secret,
    ...(name === 'telegram' ? { allowed_updates: ALLOWED_UPDATES } : {}),
  })
  if (!answer.ok) return { code: 1, text: `refused (${answer.code})` }
  const failure = name === 'zalo-bot' ? findFailure(answer.result) : null
  if (failure !== null) {
    return {
      code: 1,
      text: `set, but Zalo's probe of ${url} failed (${failure}): can it be reached from outside?`,
    }
  }
  return { code: 0, text: `delivers to ${url}` }
}

async function status(config: Config, name: Name): Promise<Outcome> {
  if (name === 'zalo-oa') return showZaloOa(config)
  const bot = findBot(config, name)
  if (bot === null) return { ...off(name), code: 0 }
  const { detail } = await checkBot(bot)
  return { code: 0, text: config.worker.isPolling ? `${detail}; workers poll` : detail }
}

async function disconnect(config: Config, name: Name): Promise<Outcome> {
  if (name === 'zalo-oa') return disconnectZaloOa(config)
  const bot = findBot(config, name)
  if (bot === null) return off(name)
  const answer = await askBot(bot, 'deleteWebhook')
  if (!answer.ok) return { code: 1, text: `refused (${answer.code})` }
  return { code: 0, text: 'delivers nowhere; what comes waits with the platform for a day at most, or is lost' }
}

function findBot(config: Config, name: 'telegram' | 'zalo-bot'): (BotAddress & { secret: string }) | null {
  const { telegram, zaloBot } = openChannelSettings(config)
  return (name === 'telegram' ? telegram : zaloBot) ?? null
}

function off(name: Name): Outcome {
  return { code: 2, text: `off: ${name === 'telegram' ? 'TELEGRAM_BOT_TOKEN' : 'ZALO_BOT_TOKEN'} is not set` }
}

const probed = z.object({ verification: z.object({ ok: z.boolean(), outcome: z.string().optional() }) })

/** The address is stored even when Zalo's probe of it fails, so `ok` alone says little (channel reference, A.3). */
function findFailure(result: unknown): string | null {
  const verification = probed.safeParse(result).data?.verification
  if (!verification || verification.ok) return null
  return /^[a-z0-9.]{1,40}$/.exec(verification.outcome ?? '')?.[0] ?? 'no reason given'
}
