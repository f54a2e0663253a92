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
