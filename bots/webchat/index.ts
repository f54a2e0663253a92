import type { Channel } from '../channel.ts'
import { parse } from './parse.ts'
import { send } from './send.ts'
import { verify } from './verify.ts'

/** The chat on our own pages: nothing leaves the house, so texts are never split and the pace is only that of the database. */
export function makeWebchat(): Channel {
  return {
    name: 'webchat',
    botId: 'web',
    verify,
    parse,
    send,
    isCollected: true,
    pace: { perSecond: 100, perChatSecond: 10 },
    textMax: Number.MAX_SAFE_INTEGER,
  }
}
