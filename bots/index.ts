import { Permanent } from '../src/domain/errors.ts'
import type { Attachment } from '../src/domain/message.ts'
import type { Channel } from './channel.ts'
import { makeTelegram, type TelegramSettings } from './telegram/index.ts'
import { makeWebchat } from './webchat/index.ts'
import { makeWebform } from './webform/index.ts'
import { makeZaloBot, type ZaloBotSettings } from './zalo-bot/index.ts'
import { makeZaloOa, type ZaloOaSettings } from './zalo-oa/index.ts'

/** A platform's part is left out, or its token or app id empty, where the installation does not use it. */
export interface ChannelSettings {
  telegram?: TelegramSettings | undefined
  zaloBot?: ZaloBotSettings | undefined
  zaloOa?: ZaloOaSettings | undefined
}

/** Every channel there is, spoken here or not: what came in while one was on is answered for when it is off. */
export const CHANNEL_NAMES = ['webform', 'webchat', 'telegram', 'zalo-bot', 'zalo-oa'] as const

/** Every channel this installation speaks, by name. The web's own two need no token and are always there. */
export function makeChannels({ telegram, zaloBot, zaloOa }: ChannelSettings): ReadonlyMap<string, Channel> {
  const channels: Channel[] = [
    makeWebform(),
    makeWebchat(),
    ...(telegram?.token ? [makeTelegram(telegram)] : []),
    ...(zaloBot?.token ? [makeZaloBot(zaloBot)] : []),
    ...(zaloOa?.appId ? [makeZaloOa(zaloOa)] : []),
  ]
  return new Map(channels.map((channel) => [channel.name, channel]))
}

/**
 * The bytes of a file by the name of its channel; throws as `Channel.fetch` does. A channel that is switched off is one
 * that is down: its files wait for it as long as they are tried.
 */
export function makeFetchFile(
  channels: ReadonlyMap<string, Channel>,
): (name: string, attachment: Attachment, signal: AbortSignal) => AsyncIterable<Uint8Array> {
  return (name, attachment, signal) => {
    const channel = channels.get(name)
    if (!channel) throw new Permanent('channel-off', { isChannelDown: true })
    if (!channel.fetch) throw new Permanent('no-address')
    return channel.fetch(attachment, signal)
  }
}
