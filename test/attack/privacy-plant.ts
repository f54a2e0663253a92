import { randomBytes } from 'node:crypto'
import { APP_ID, OA_ID } from '../support/fake-zalo-oa.ts'
import { telegramText } from '../support/updates.ts'
import type { Identity } from './canaries.ts'
import { type Citizen, openCitizen, type Page, readReceipt } from './citizen.ts'
import type { Ground } from './ground.ts'
import { type Needle, shapesOf } from './needles.ts'

export interface Planted {
  /** What the line itself gave these people: receipts, and the handles of chats in the browser. */
  needles: Needle[]
}

const PLACE = 'ở số 8 Lê Lai, phường Bến Thành'

/** Each writes in the way of their channel, with everything on it that names them, and the words by which officers find them. */
export async function plant(ground: Ground, identities: readonly Identity[]): Promise<Planted> {
  const needles: Needle[] = []
  for (const one of identities) {
    switch (one.channel) {
      case 'telegram':
        await writeTelegram(ground, one)
        break
      case 'zalo-bot':
        await writeZaloBot(ground, one)
        break
      case 'zalo-oa':
        await writeZaloOa(ground, one)
        break
      case 'webchat': {
        const session = await writeChat(ground, one)
        needles.push(...shapesOf(`webchat ${one.number}: session`, session))
        break
      }
      case 'webform': {
        const receipt = await writeForm(ground, one)
        needles.push(...shapesOf(`webform ${one.number}: receipt`, receipt))
        break
      }
    }
  }
  return { needles }
}

/** Some say danger, so that a tip is there at once; others tell something that waits, and confirm it or leave it a draft. */
function wordsOf(one: Identity): string {
  const begin = one.number % 2 === 0 ? 'cứu với nó cầm dao đuổi chém' : 'đánh bạc ăn tiền tối qua'
  return `${begin} ${PLACE}, việc số ${one.number + 4000}`
}

async function writeTelegram({ telegram }: Ground, one: Identity): Promise<void> {
  const chatId = Number(one.chatId)
  // Who has not started the bot cannot be written to: those deliveries end, parked.
  if (one.number % 4 !== 1) telegram.startedChats.add(chatId)
  const [first = '', ...rest] = one.name.split(' ')
  const who = {
    id: chatId,
    is_bot: false,
    first_name: first,
    last_name: rest.join(' '),
    username: `u${one.chatId}`,
    language_code: 'vi',
  }
  const chat = { id: chatId, type: 'private', first_name: first, last_name: rest.join(' '), username: `u${one.chatId}` }
  const say = (part: object) => {
    const update = telegramText(chatId, '')
    const { text: _, ...message } = update.message
    return { ...update, message: { ...message, from: who, chat, ...part } }
  }
  const fileId = `AgAD${randomBytes(12).toString('hex')}`
  telegram.putFile(fileId, photoOf(one))
  const document = { file_id: fileId, file_name: one.fileName, mime_type: 'image/jpeg', file_size: 900 }
  const contact = { phone_number: `+84${one.phone.slice(1)}`, first_name: one.name, user_id: chatId }
  await telegram.deliver([
    say({ text: wordsOf(one) }),
    say({ document, caption: 'ảnh hiện trường' }),
    say({ contact }),
    say({ text: 'gửi' }),
    // Read by nobody: it goes, sealed, to the dead letters.
    { update_id: say({}).update_id, message: { from: who, chat: { name: one.name }, contact, document } },
    `{"update_id": ${one.chatId}, "message": "${one.name} ${one.phone} ${one.fileName}`,
  ])
  await telegram.deliver([say({ text: wordsOf(one) })], { secret: `wrong-${one.chatId}-${one.phone}` })
}

async function writeZaloBot({ zalo }: Ground, one: Identity): Promise<void> {
  const say = (part: object, event = 'message.text.received') => ({
    event_name: event,
    message: {
      date: Date.now(),
      chat: { chat_type: 'PRIVATE', id: one.chatId },
      message_id: randomBytes(10).toString('hex'),
      from: { id: one.chatId, is_bot: false, display_name: one.name },
      ...part,
    },
  })
  const photo = zalo.files.put(`/file/${encodeURIComponent(one.fileName)}`, photoOf(one))
  await zalo.deliver([
    say({ text: wordsOf(one) }),
    say({ photo_url: photo, caption: 'ảnh hiện trường' }, 'message.image.received'),
    say({ text: 'gửi' }),
    {
      event_name: 'message.text.received',
      message: { from: { display_name: one.name, id: one.chatId }, phone: one.phone },
    },
  ])
  await zalo.deliver([say({ text: wordsOf(one) })], { secret: null })
}

async function writeZaloOa({ oa }: Ground, one: Identity): Promise<void> {
  let number = 0
  const base = () => ({
    app_id: APP_ID,
    sender: { id: one.chatId },
    recipient: { id: OA_ID },
    user_id_by_app: one.chatId,
    timestamp: String(Date.now()),
  })
  const say = (event_name: string, message: object) => {
    number += 1
    return { ...base(), event_name, message: { msg_id: `m${one.chatId}${number}`, ...message } }
  }
  const url = oa.files.put(`/file/${encodeURIComponent(one.fileName)}`, photoOf(one))
  const card = { type: 'link', payload: { description: JSON.stringify({ phone: one.phone, name: one.name }), url } }
  await oa.deliver([
    say('user_send_text', { text: wordsOf(one) }),
    say('user_send_file', {
      attachments: [{ type: 'file', payload: { url, name: one.fileName, size: '900', type: 'jpg' } }],
    }),
    say('user_send_business_card', { attachments: [card] }),
    {
      ...base(),
      event_name: 'user_submit_info',
      info: { name: one.name, phone: `84${one.phone.slice(1)}`, address: one.position },
    },
    say('user_send_text', { text: 'gửi' }),
    { ...base(), app_id: 'another', event_name: 'user_send_text', message: { text: one.name, phone: one.phone } },
  ])
  await oa.deliver([say('user_send_text', { text: one.name })], { secret: one.phone })
}

async function writeChat({ address }: Ground, one: Identity): Promise<string> {
  const citizen = openCitizen(address, addressOf(one))
  await citizen.submit('/chat', { text: wordsOf(one) })
  await citizen.submit('/chat', { text: 'gửi' })
  await citizen.get('/chat/messages')
  await strayFrom(citizen, one)
  const session = citizen.cookie('chat')
  if (session === null) throw new Error('a chat began without a session')
  return session
}

async function writeForm({ address }: Ground, one: Identity): Promise<string> {
  const citizen = openCitizen(address, addressOf(one))
  const told = await citizen.submit('/', {
    what: wordsOf(one),
    where: 'phường Bến Thành',
    name: one.name,
    phone: spaced(one),
  })
  const receipt = readReceipt(told)
  if (receipt === null) throw new Error(`a report was answered ${told.status}`)
  await citizen.submit('/bien-nhan', { code: receipt })
  await citizen.submit('/bien-nhan/tra-loi', { code: receipt, text: 'bổ sung' }, '/bien-nhan').catch(() => null)
  await strayFrom(citizen, one)
  return receipt
}

/** Every second comes straight to the socket, the others as through the proxy that is believed. */
function addressOf(one: Identity): { socketAddress?: string; forwardedFor: string } {
  const { forwardedFor, socketAddress } = one
  return one.number % 4 < 2 ? { forwardedFor, socketAddress } : { forwardedFor }
}

function spaced({ phone, number }: Identity): string {
  if (number % 3 === 0) return `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`
  return number % 3 === 1 ? `${phone.slice(0, 4)}.${phone.slice(4, 7)}.${phone.slice(7)}` : `+84${phone.slice(1)}`
}

/** Requests that are refused, with everything in them. What comes back is read by the caller of `strays`. */
async function strayFrom(citizen: Citizen, one: Identity): Promise<void> {
  for (const page of await strays(citizen, one)) {
    if (page.status < 300) throw new Error(`a request for nothing was answered ${page.status}`)
  }
}

/** Wrong addresses, tokens and codes that carry a person's name and number; their answers must not. */
export async function strays(citizen: Citizen, one: Identity): Promise<Page[]> {
  const named = encodeURIComponent(one.name)
  const body = new URLSearchParams({
    token: 'none',
    what: one.name,
    name: one.name,
    phone: one.phone,
    code: one.phone,
    login: one.name,
  })
  return [
    await citizen.get(`/${named}`),
    await citizen.get(`/bien-nhan/${one.phone}?ten=${named}&dt=${one.phone}`),
    await citizen.get(`/static/${named}.js`),
    await citizen.get(`/ban-truc/tin/${one.phone}?ten=${named}`),
    await citizen.post('/', body.toString()),
    await citizen.post('/chat', body.toString()),
    await citizen.post('/bien-nhan', body.toString()),
    await citizen.post('/ban-truc/dang-nhap', body.toString()),
    await citizen.post(`/webhooks/${named}`, JSON.stringify({ name: one.name, phone: one.phone }), {
      'content-type': 'application/json',
    }),
    await citizen.post('/webhooks/telegram', `{"${one.name}":`, { 'content-type': 'application/json' }),
  ]
}

/** The head of a JPEG, and in its EXIF what cameras write. */
function photoOf(one: Identity): Buffer {
  const note = `Exif\0\0GPS ${one.position} ${one.name} ${one.phone}`
  return Buffer.concat([
    Buffer.from('ffd8ffe1', 'hex'),
    Buffer.from([0, note.length + 2]),
    Buffer.from(note),
    Buffer.from('ffd9', 'hex'),
  ])
}
