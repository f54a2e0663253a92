import type { Channel } from '../channel.ts'
import { parse } from './parse.ts'
import { send } from './send.ts'
import { verify } from './verify.ts'

/** The public form: nothing leaves the house, so texts are never split and the pace is only that of the database. */
export function makeWebform(): Channel {
  return {
    name: 'webform',
    botId: 'web',
    verify,
    parse,
    send,
    isCollected: true,
    pace: { perSecond: 100, perChatSecond: 10 },
    textMax: Number.MAX_SAFE_INTEGER,
  }
}
