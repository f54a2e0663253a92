import { readHidden } from '../support/hidden-field.ts'
import { until } from '../support/until.ts'
import type { Identity } from './canaries.ts'
import { type Citizen, openCitizen } from './citizen.ts'
import { GROUND_OFFICERS, type Ground, type GroundLogin } from './ground.ts'
import type { Visit } from './privacy-places.ts'

/** Platforms refuse, hang up, break and say in their words whom they mean. */
export function orderFaults({ telegram, zalo, oa }: Ground, identities: readonly Identity[]): void {
  const of = (channel: string): Identity[] => identities.filter((one) => one.channel === channel)
  for (const [platform, channel] of [
    [telegram, 'telegram'],
    [zalo, 'zalo-bot'],
    [oa, 'zalo-oa'],
  ] as const) {
    for (const [index, one] of of(channel).entries()) {
      const description = `Forbidden: ${one.name} (${one.chatId}, ${one.phone}) has blocked the bot`
      if (index % 5 === 0) platform.failNext({ kind: 'refuse', code: 500, description })
      if (index % 5 === 1) platform.failNext({ kind: 'garbage', text: `{"error":"${description}"` })
      if (index % 5 === 2) platform.failNext({ kind: 'refuse', code: 403, description })
      if (index % 5 === 3) platform.failNext({ kind: 'reset' })
      if (index % 5 === 4) platform.failNext({ kind: 'refuse', code: 429, description, retryAfterSeconds: 1 })
    }
  }
}

const TIPS_OPENED = 40
/** How many at least are to be there before officers begin; a few may still be drafts. */
const TIPS_MIN_SHARE = 0.4

/**
 * Everybody signed in opens everything that is theirs, and officers act on tips. Nothing that the desk answers may name a
 * reporter. Answers how many pages were read.
 */
export async function useDesk(ground: Ground, people: number, visit: Visit): Promise<number> {
  let count = 0
  const tips = await until(
    'tips before their unit',
    async () => {
      const rows = await ground.query<{ id: string }>(
        `select id from tips where triaged_at is not null order by received_at limit ${TIPS_OPENED}`,
      )
      return rows.length >= people * TIPS_MIN_SHARE ? rows : null
    },
    60_000,
  )
  for (const { login } of GROUND_OFFICERS) {
    const desk = await openDeskAs(ground, login)
    const read = async (path: string): Promise<string> => {
      const page = await desk.get(path)
      visit(`the desk of ${login}, ${path}`, Buffer.from(page.text))
      count += 1
      return page.text
    }
    for (const path of ['', '/hang-doi', '/tai-khoan', '/can-bo', '/nhat-ky', '?xem=da-dong'])
      await read(`/ban-truc${path}`)
    for (const { id } of tips) await read(`/ban-truc/tin/${id}`)
  }
  const desk = await openDeskAs(ground, 'benthanh')
  for (const [index, { id }] of tips.entries()) {
    const path = `/ban-truc/tin/${id}`
    const acts: [string, Record<string, string>][] = [
      ['mo', { lydo: 'assigned', ghichu: 'được giao xem' }],
      ['tiep-nhan', {}],
      ['tra-loi', { noidung: 'Đơn vị đã nhận tin.' }],
      index % 2 === 0
        ? ['chuyen', { donvi: '26740', lydo: 'đúng địa bàn' }]
        : ['dong', { ketqua: 'assisted', lydo: 'đã giải quyết' }],
    ]
    for (const [act, fields] of acts) {
      const { status, text } = await desk.get(path)
      if (status !== 200) break
      const page = await desk.post(`${path}/${act}`, formOf(text, fields))
      visit(`answer to ${act}`, Buffer.from(page.text))
      count += 1
    }
  }
  return count
}

export async function openDeskAs(ground: Ground, login: GroundLogin, purpose?: string): Promise<Citizen> {
  return openCitizen(ground.address, { cookie: `desk=${await ground.openSession(login, purpose)}` })
}

function formOf(page: string, fields: Readonly<Record<string, string>>): string {
  const hidden = ['token', 'phienban', 'daxem', 'khung', 'xem'].filter((name) => page.includes(`name="${name}"`))
  return new URLSearchParams({
    ...Object.fromEntries(hidden.map((name) => [name, readHidden(page, name)])),
    ...fields,
  }).toString()
}

/** Every command that tells something of what is there. */
const COMMANDS: readonly (readonly string[])[] = [
  ['doctor'],
  ['channel', 'status'],
  ['audit', 'checkpoint'],
  ['audit', 'verify'],
  ['audit', 'list', '--officer', 'benthanh'],
  ['officer', 'list'],
  ['retention', 'run', '--dry-run'],
  ['migrate'],
  ['help'],
]

/** Answers how many were run. */
export async function useCommands(ground: Ground, hear: (place: string, text: string) => void): Promise<number> {
  for (const args of COMMANDS) hear(`tinbao ${args.join(' ')}`, await ground.tinbao(args))
  return COMMANDS.length
}
