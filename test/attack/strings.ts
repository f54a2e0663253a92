import { until } from '../support/until.ts'
import { GROUND_OFFICERS, type Ground, openGround } from './ground.ts'
import { makeHostileStrings } from './hostile-strings.ts'
import type { Order, Outcome } from './outcome.ts'
import { attackForms, cutToAddress, readLinks } from './strings-forms.ts'
import { type Looking, openLooking, type Reader } from './strings-look.ts'
import { type Sown, sow } from './strings-plant.ts'

const STRINGS = 1_000
const STRINGS_QUICK = 40
/** Of the strings that a page shows as sent, so many must have been seen, or the pages were not those that show them. */
const SEEN_MIN_SHARE = 0.95
const TRIAGE_TIMEOUT_MS = 120_000
const PAGES_MAX = 30
/** One in so many tips is opened beside the list, which shows all the others. */
const BESIDE_LIST = 12
/** What officers wrote on them is seen once all is written. */
const TIPS_AGAIN = 30
const IN_ADDRESSES = 25

/**
 * Sends hostile strings through every text field and file name, and opens every page that shows them in Chromium: no
 * script of theirs may run, no policy be broken, no page fail, and none be pushed out of its window.
 */
export async function run(order: Order): Promise<Outcome> {
  const strings = makeHostileStrings(order.seed, order.isQuick ? STRINGS_QUICK : STRINGS)
  const ground = await openGround({ engine: 'postgres', env: { TRUSTED_PROXY: '127.0.0.1' } })
  let looking: Looking | null = null
  try {
    const sown = await sow(ground, strings)
    order.log(`  ${strings.length} strings in ${sown.messages} messages`)
    looking = await openLooking(ground.address, strings)
    await untilTriaged(ground)
    const tips = await lookAtTips(ground, looking, sown.told)
    order.log(`  ${tips.length} tips seen`)
    await lookAtThreads(ground, looking, sown)
    order.log(`  ${sown.receipts.length + sown.chats.length} threads seen`)
    const forms = new Map<string, number>()
    const onForm = (action: string): void => void forms.set(action, (forms.get(action) ?? 0) + 1)
    await usePublicForms(ground, looking, strings, onForm)
    order.log('  public forms done')
    await useDeskForms(ground, looking, strings, tips, onForm)
    const { shown, of } = looking.seen()
    const findings = [...looking.findings]
    if (shown < of * SEEN_MIN_SHARE)
      findings.push(`only ${shown} of ${of} strings were seen on any page: the run proved little`)
    const sent = [...forms.values()].reduce((sum, count) => sum + count, 0)
    return {
      tried:
        `${strings.length} strings in ${sown.messages} messages and ${sent} forms (${forms.size} kinds), ` +
        `${looking.pages()} pages seen at two widths, ${shown} of ${of} plain strings seen on them`,
      findings,
    }
  } finally {
    await looking?.close()
    await ground.close()
  }
}

/** Until nothing more is filed or triaged; a draft that is only strings is filed after a silence. */
async function untilTriaged(ground: Ground): Promise<void> {
  await until(
    'all tips triaged',
    async () => {
      const [row] = await ground.query<{ waiting: number }>(
        `select ((select count(*) from events where processed_at is null)
            + (select count(*) from tips where triaged_at is null))::int as waiting`,
      )
      return row?.waiting === 0
    },
    TRIAGE_TIMEOUT_MS,
  )
}

async function readerAs(
  ground: Ground,
  looking: Looking,
  login: (typeof GROUND_OFFICERS)[number]['login'],
  purpose?: string,
): Promise<Reader> {
  return looking.visit({ desk: await ground.openSession(login, purpose) })
}

/** Each tip beside the list or alone, in turns, and the list by pages. Answers the tips of this unit. */
async function lookAtTips(ground: Ground, looking: Looking, told: number): Promise<string[]> {
  const rows = await ground.query<{ id: string; restricted: boolean }>(
    `select * from (
        select t.id, t.restricted, t.channel, row_number() over (partition by t.channel order by t.received_at) as number
          from tips t join assignments a on a.tip_id = t.id and a.ended_at is null
         where a.unit_code = '26743') t
      where channel <> 'webform' or number <= $1`,
    [told],
  )
  const reader = await readerAs(ground, looking, 'benthanh')
  for (const [index, { id, restricted }] of rows.entries()) {
    const page = await reader.open(index % BESIDE_LIST === 0 ? `/ban-truc?tin=${id}` : `/ban-truc/tin/${id}`)
    if (!restricted) continue
    const token = await page.locator('form[action$="/mo"] input[name=token]').first().getAttribute('value')
    await reader.post(`/ban-truc/tin/${id}/mo`, { token: token ?? '', lydo: 'assigned', ghichu: 'được giao xem' })
  }
  return rows.map(({ id }) => id)
}

async function lookAtThreads(ground: Ground, looking: Looking, sown: Sown): Promise<void> {
  const reader = await looking.visit({})
  for (const code of sown.receipts) {
    const page = await reader.page.goto(`${ground.address}/bien-nhan`).then(() => reader.page)
    const token = await page.locator('input[name=token]').first().getAttribute('value')
    await reader.post('/bien-nhan', { token: token ?? '', code })
  }
  for (const chat of sown.chats) await (await looking.visit({ chat })).open('/chat')
}

async function usePublicForms(
  ground: Ground,
  looking: Looking,
  strings: readonly string[],
  onForm: (action: string) => void,
): Promise<void> {
  const reader = await looking.visit({})
  const open = (path: string): Promise<Page> => reader.page.goto(`${ground.address}${path}`).then(() => reader.page)
  for (const path of ['/', '/en', '/bien-nhan', '/chat', '/ban-truc/dang-nhap']) {
    await attackForms(reader, strings, () => open(path), { onForm })
  }
  await openAddresses(reader, strings, (asked) => [`/?noi=${asked}`, `/chat?truoc=${asked}`, `/${asked}`])
}

/** Every form that somebody of each role is led to, and those of a tip. */
async function useDeskForms(
  ground: Ground,
  looking: Looking,
  strings: readonly string[],
  tips: readonly string[],
  onForm: (action: string) => void,
): Promise<void> {
  const done = new Set<string>()
  for (const { login, role } of GROUND_OFFICERS) {
    const reader = await readerAs(ground, looking, login, role === 'administrator' ? 'officers' : 'account')
    const open = (path: string): Promise<Page> => reader.page.goto(`${ground.address}${path}`).then(() => reader.page)
    const known = new Set<string>(['/ban-truc'])
    for (const path of known) {
      if (known.size > PAGES_MAX) break
      for (const link of await readLinks(await open(path))) known.add(link.replace(/\?.*$/, ''))
    }
    for (const path of known) {
      // What everybody has is done once.
      if (done.has(path)) continue
      done.add(path)
      await attackForms(reader, strings, () => open(path), { onForm })
    }
    if (login !== 'benthanh' || tips.length === 0) continue
    // Acts end what a tip is open for: another for each round.
    const tipOf = (round: number): string => `/ban-truc/tin/${tips.at(-1 - (round % tips.length))}`
    await attackForms(reader, strings, (round) => open(tipOf(round)), { isMoving: true, onForm })
    for (const id of tips.slice(-TIPS_AGAIN)) await reader.open(`/ban-truc/tin/${id}`)
    for (const path of ['', '?xem=da-dong']) await reader.open(`/ban-truc${path}`)
    await openAddresses(reader, strings, (asked) =>
      [`?tin=${asked}`, `?xong=${asked}&xem=${asked}`, `/tin/${asked}`, `/dang-nhap?ve=${asked}`].map(
        (path) => `/ban-truc${path}`,
      ),
    )
  }
}

/** Strings in the place of what addresses hold. */
async function openAddresses(
  reader: Reader,
  strings: readonly string[],
  paths: (asked: string) => string[],
): Promise<void> {
  for (const string of strings.slice(0, Math.min(IN_ADDRESSES, Math.ceil(strings.length / 6)))) {
    for (const path of paths(encodeURIComponent(cutToAddress(string)))) await reader.open(path)
  }
}

type Page = Reader['page']
