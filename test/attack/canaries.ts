import type { Dice } from '../chaos/dice.ts'
import { type Needle, shapesOf } from './needles.ts'

export const CHANNELS = ['telegram', 'zalo-bot', 'zalo-oa', 'webchat', 'webform'] as const
export type ChannelName = (typeof CHANNELS)[number]

/** An invented person, and everything that would lead to them. */
export interface Identity {
  number: number
  channel: ChannelName
  name: string
  /** Ten digits, as written in Viet Nam. */
  phone: string
  /** Empty where the line makes it itself. */
  chatId: string
  /** Where the request comes from: told by the proxy, or the socket's own. */
  forwardedFor: string
  socketAddress: string
  /** With a position and a name in it, as cameras and people call files. */
  fileName: string
  position: string
}

const ONSETS = ['Khuỷ', 'Ngoắ', 'Thoẳ', 'Quẫ', 'Trưở', 'Nghiễ', 'Giuộ', 'Phệ', 'Chuẩ', 'Xoạ'] as const
const CODAS = ['ngz', 'chw', 'mpf', 'nhj', 'tzq', 'cwf', 'pjx', 'nfw'] as const

/** The same seed, the same people. Names and files are such as stand nowhere else. */
export function makeIdentities(dice: Dice, count: number): Identity[] {
  return Array.from({ length: count }, (_, index) => makeIdentity(dice, index))
}

function makeIdentity(dice: Dice, index: number): Identity {
  const channel = CHANNELS[index % CHANNELS.length] ?? 'webform'
  const digits = (length: number): string => Array.from({ length }, () => dice.between(0, 9)).join('')
  const syllable = (): string => `${dice.pick(ONSETS)}${dice.pick(CODAS)}`
  const chatIds: Record<ChannelName, string> = {
    // At most 52 bits (Bot API, "Chat").
    telegram: `7${digits(12)}`,
    'zalo-bot': `6b${digits(6)}c${digits(11)}`,
    'zalo-oa': `8${digits(18)}`,
    webchat: '',
    webform: '',
  }
  const position = `10.7${digits(7)}, 106.6${digits(7)}`
  const isOfSix = index % 3 === 2
  return {
    number: index,
    channel,
    name: `${syllable()} ${syllable()} ${syllable()}`,
    phone: `09${digits(8)}`,
    chatId: chatIds[channel],
    forwardedFor: isOfSix
      ? `2001:db8:${[1, 2, 3, 4, 5, 6].map(() => dice.between(4096, 65535).toString(16)).join(':')}`
      : `203.0.113.${101 + index}`,
    socketAddress: `127.${dice.between(101, 250)}.${dice.between(101, 250)}.${101 + index}`,
    fileName: `IMG_${digits(8)} (${position}) ${syllable()} ${syllable()}.jpg`,
    position,
  }
}

/** Every shape of everything that leads to these people. */
export function needlesOf(identities: readonly Identity[]): Needle[] {
  return identities.flatMap((one) => {
    const of = (what: string): string => `${one.channel} ${one.number}: ${what}`
    return [
      ...shapesOf(of('name'), one.name),
      // However it is written, with 0, 84 or +84 before it.
      ...shapesOf(of('phone'), one.phone.slice(1)),
      ...(one.chatId === '' ? [] : shapesOf(of('chat id'), one.chatId)),
      ...shapesOf(of('address told by the proxy'), one.forwardedFor),
      ...shapesOf(of('address of the socket'), one.socketAddress),
      ...shapesOf(of('file name'), one.fileName),
      ...shapesOf(of('position'), one.position),
    ]
  })
}
