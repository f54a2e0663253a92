import { randomBytes } from 'node:crypto'
import { APP_ID, OA_ID } from '../support/fake-zalo-oa.ts'
import { nextTelegramChat, nextZaloChat, telegramText } from '../support/updates.ts'
import { openCitizen, readReceipt } from './citizen.ts'
import type { Ground } from './ground.ts'
import { packFor } from './packs.ts'

export interface Sown {
  receipts: string[]
  /** How many of the reports say anything; in the others strings are where officers see nothing of them. */
  told: number
  /** Session cookies of chats in the browser. */
  chats: string[]
  messages: number
}

/** Files at once, so that officers see it: what follows goes to the same tip. */
const DANGER = 'cứu với nó cầm dao đuổi chém ở số 8 Lê Lai, phường Bến Thành\n'
/** Restricted: violence at home. */
const HOME = 'chồng đang bạo hành đánh vợ con ở số 8 Lê Lai, phường Bến Thành\n'
const RESTRICTED_ONE_IN = 6
/** Who it was is for the vault alone. */
const UNSHOWN = new Set(['name', 'phone'])
/** More in one, and one string could hide another's harm; fewer, and the pages to look at take more than the run has. */
const PER_MESSAGE = 24
const PER_CHAT = 6

/** Sends every string through every text field and file name that a citizen has, in each channel. */
export async function sow(ground: Ground, strings: readonly string[]): Promise<Sown> {
  const forms = await sowForms(ground, strings)
  const chats = await sowChats(ground, strings)
  const messages =
    (await sowTelegram(ground, strings)) + (await sowZaloBot(ground, strings)) + (await sowZaloOa(ground, strings))
  return { ...forms, chats: chats.sessions, messages: forms.messages + chats.messages + messages }
}

/** More tips for officers to act on: each begins with words that lead to the first unit, one in six with hidden ones. */
export async function sowHosts({ address }: Ground, strings: readonly string[], count: number): Promise<void> {
  for (let host = 0; host < count; host++) {
    // The last two say the same, so that there is an incident of several voices.
    const told = host === count - 1 ? host - 1 : host
    const citizen = openCitizen(address, nextAddress())
    const begin = told % RESTRICTED_ONE_IN === 0 ? HOME : DANGER
    const string = strings[told % strings.length] ?? ''
    const what = `${begin}${string.slice(0, 5_000)}\nsố nhà ${told + 1}, phường Bến Thành`
    const name = (strings[(host + 1) % strings.length] ?? '').slice(0, 200)
    const answer = await citizen.submit('/', { what, where: 'phường Bến Thành', name, phone: name.slice(0, 100) })
    if (readReceipt(answer) === null) throw new Error(`a report was answered ${answer.status}`)
  }
}

/** An address of its own for each, or the limits of one network would answer in the place of the form. */
let networks = 0
function nextAddress(): { socketAddress: string } {
  networks += 1
  return { socketAddress: `127.${10 + Math.floor(networks / 200)}.${1 + (networks % 200)}.1` }
}

async function sowForms(
  { address }: Ground,
  strings: readonly string[],
): Promise<{ receipts: string[]; told: number; messages: number }> {
  const packs = (lengthMax: number, countMax = PER_MESSAGE) => packFor(strings, { lengthMax, countMax })
  const fields = {
    what: packs(9_900),
    where: packs(2_000),
    'when-text': packs(500),
    people: packs(10_000),
    name: packs(200),
    phone: packs(100),
  }
  const replies = packs(10_000)
  const receipts: string[] = []
  let told = 0
  let messages = 0
  for (;;) {
    const entries = Object.entries(fields).map(([name, pack]) => [name, pack.next()] as const)
    const reply = replies.next()
    if (reply === null && entries.every(([, text]) => text === null)) return { receipts, told, messages }
    const citizen = openCitizen(address, nextAddress())
    const texts = Object.fromEntries(entries.map(([name, text]) => [name, text ?? '']))
    // The address alone leads to a unit, whatever is said; some reports begin with the string itself.
    const what = `${messages % 2 === 0 ? DANGER : ''}${texts.what}\nphường Bến Thành`
    const answer = await citizen.submit('/', { ...texts, when: 'other', what })
    const receipt = readReceipt(answer)
    if (receipt === null) throw new Error(`a report was answered ${answer.status}`)
    messages += 1
    const isShown = reply !== null || entries.some(([name, text]) => text !== null && !UNSHOWN.has(name))
    if (!isShown) continue
    told += 1
    receipts.push(receipt)
    if (reply === null) continue
    const thread = await citizen.submit('/bien-nhan', { code: receipt })
    const token = /action="\/bien-nhan\/tra-loi"[\s\S]*?name="token" value="([^"]+)"/.exec(thread.text)?.[1] ?? ''
    const { status } = await citizen.post(
      '/bien-nhan/tra-loi',
      new URLSearchParams({ token, code: receipt, text: reply }).toString(),
    )
    if (status !== 200) throw new Error(`an addition was answered ${status}`)
    messages += 1
  }
}

async function sowChats(
  { address }: Ground,
  strings: readonly string[],
): Promise<{ sessions: string[]; messages: number }> {
  const packs = packFor(strings, { lengthMax: 9_000, countMax: PER_MESSAGE })
  const sessions: string[] = []
  let messages = 0
  for (let text = packs.next(); text !== null; ) {
    const citizen = openCitizen(address, nextAddress())
    for (let said = 0; said < PER_CHAT && text !== null; said++) {
      const { status } = await citizen.submit('/chat', { text: said === 0 ? `${DANGER}${text}` : text })
      // What shows nothing at all is asked for again.
      if (status !== 303 && status !== 400) throw new Error(`a message was answered ${status}`)
      messages += 1
      text = packs.next()
    }
    sessions.push(citizen.cookie('chat') ?? '')
  }
  return { sessions, messages }
}

async function sowTelegram({ telegram }: Ground, strings: readonly string[]): Promise<number> {
  const texts = packFor(strings, { lengthMax: 20_000, countMax: PER_MESSAGE })
  const updates: unknown[] = []
  let chat = 0
  for (let text = texts.next(); text !== null; text = texts.next()) {
    const isFirst = updates.length % (2 * PER_CHAT) === 0
    if (isFirst) {
      chat = nextTelegramChat()
      telegram.startedChats.add(chat)
    }
    const of = (number: number): string => strings[(updates.length * PER_MESSAGE + number) % strings.length] ?? ''
    const say = (part: object) => {
      const { update_id, message } = telegramText(chat, '')
      const who = { id: chat, is_bot: false, first_name: of(0), last_name: of(1), username: of(2) }
      const { text: _, ...rest } = message
      return {
        update_id,
        message: { ...rest, from: who, chat: { id: chat, type: 'private', first_name: of(0) }, ...part },
      }
    }
    updates.push(say({ text: isFirst ? `${DANGER}${text}` : text }))
    const file = { file_id: `AgAD${randomBytes(8).toString('hex')}`, file_size: 10, file_name: text, mime_type: of(3) }
    updates.push(say({ document: file, caption: text }))
  }
  return deliver(telegram, updates)
}

async function sowZaloBot({ zalo }: Ground, strings: readonly string[]): Promise<number> {
  const texts = packFor(strings, { lengthMax: 20_000, countMax: PER_MESSAGE })
  const updates: unknown[] = []
  let chat = ''
  for (let text = texts.next(); text !== null; text = texts.next()) {
    const isFirst = updates.length % (2 * PER_CHAT) === 0
    if (isFirst) chat = nextZaloChat()
    const name = strings[updates.length % strings.length] ?? ''
    const say = (event: string, part: object) => ({
      event_name: `message.${event}.received`,
      message: {
        date: Date.now(),
        chat: { chat_type: 'PRIVATE', id: chat },
        message_id: randomBytes(10).toString('hex'),
        from: { id: chat, is_bot: false, display_name: name },
        ...part,
      },
    })
    updates.push(say('text', { text: isFirst ? `${DANGER}${text}` : text }))
    updates.push(say('image', { photo_url: text, caption: text }))
  }
  return deliver(zalo, updates)
}

async function sowZaloOa({ oa }: Ground, strings: readonly string[]): Promise<number> {
  const texts = packFor(strings, { lengthMax: 20_000, countMax: PER_MESSAGE })
  const updates: unknown[] = []
  let person = ''
  for (let text = texts.next(); text !== null; text = texts.next()) {
    const isFirst = updates.length % (3 * PER_CHAT) === 0
    if (isFirst) person = `88${randomBytes(6).readUIntBE(0, 6)}`
    const base = { app_id: APP_ID, sender: { id: person }, recipient: { id: OA_ID }, timestamp: String(Date.now()) }
    const id = (): string => randomBytes(10).toString('hex')
    updates.push({
      ...base,
      event_name: 'user_send_text',
      message: { msg_id: id(), text: isFirst ? `${DANGER}${text}` : text },
    })
    const file = { type: 'file', payload: { url: text, name: text, size: text, type: text } }
    const link = { type: 'link', payload: { url: text, description: text } }
    updates.push({ ...base, event_name: 'user_send_file', message: { msg_id: id(), attachments: [file, link] } })
    updates.push({ ...base, event_name: 'user_submit_info', info: { name: text, phone: text, address: text } })
  }
  return deliver(oa, updates)
}

/** Whatever is in it, an authentic update is taken. */
async function deliver(
  platform: { deliver(updates: unknown[]): Promise<number[]> },
  updates: unknown[],
): Promise<number> {
  const refused = (await platform.deliver(updates)).filter((status) => status !== 200)
  if (refused.length > 0) throw new Error(`${refused.length} authentic updates were answered ${refused[0]}`)
  return updates.length
}
