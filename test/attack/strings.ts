import { until } from '../support/until.ts'
import { type Ground, openGround } from './ground.ts'
import { makeHostileStrings } from './hostile-strings.ts'
import type { Order, Outcome } from './outcome.ts'
import { attackAccount, attackEntrance, attackStepUp } from './strings-account.ts'
import { attackIncidents } from './strings-incidents.ts'
import { type Looking, openLooking } from './strings-look.ts'
import { addPeople } from './strings-people.ts'
import { sow, sowHosts } from './strings-plant.ts'
import { attackPublicSide } from './strings-public.ts'
import { makeReach } from './strings-reach.ts'
import { readerAs, type StringsRun, sendForm } from './strings-run.ts'
import { attackTips, type OwnTips } from './strings-tips.ts'
import { attackImport } from './strings-units.ts'
import { attackUnsealing } from './strings-unseal.ts'
import { attackAddresses, walkDesk } from './strings-walk.ts'

const STRINGS = 1_000
const STRINGS_QUICK = 40
/** Of the strings that a page shows as sent, so many must have been seen, or the pages were not those that show them. */
const SEEN_MIN_SHARE = 0.95
const TRIAGE_TIMEOUT_MS = 120_000
/** How often each form is sent so that it is done. */
const FITS = 4
const FITS_QUICK = 2
/** Acts end what a tip is open for, so that each round may need another. */
const HOSTS = 60
const HOSTS_QUICK = 24
/** One in so many tips is opened beside the list, which shows all the others. */
const BESIDE_LIST = 12
const OFFICERS_AT_ONCE = 3

/**
 * Sends hostile strings through every text field and file name, and opens every page that shows them in Chromium: no
 * script of theirs may run, no policy be broken, no page fail, and none be pushed out of its window. What no form of the
 * run reached is a finding too (strings-reach.ts).
 */
export async function run(order: Order): Promise<Outcome> {
  const strings = makeHostileStrings(order.seed, order.isQuick ? STRINGS_QUICK : STRINGS)
  const ground = await openGround({ engine: 'postgres', env: { TRUSTED_PROXY: '127.0.0.1' } })
  // Passkeys know us by this name, never by a number.
  const address = `http://localhost:${new URL(ground.address).port}`
  const reach = makeReach()
  let looking: Looking | null = null
  try {
    const sown = await sow(ground, strings)
    await sowHosts(ground, strings, order.isQuick ? HOSTS_QUICK : HOSTS)
    order.log(`  ${strings.length} strings in ${sown.messages} messages`)
    looking = await openLooking(address, strings, (form) => reach.meet(form))
    await untilTriaged(ground)
    const fits = order.isQuick ? FITS_QUICK : FITS
    const part: StringsRun = { ground, looking, strings, reach, done: new Set(), fits }
    const links = await addPeople(part)
    const tips = await listTips(ground, sown.told)
    const own: OwnTips = { plain: tips.own, restricted: tips.restricted }
    // Citizens and officers at once, as in life; one after another they take longer than the runs together may.
    const began = performance.now()
    await Promise.all(
      Object.entries({
        'public side': async () => {
          await attackPublicSide(part, sown)
          await attackEntrance(part, links.bigiu)
        },
        tips: async () => {
          // What belongs together is looked at before officers end what it consists of.
          await attackIncidents(part)
          await attackTips(part, own)
          // What officers wrote on them is seen once all is written.
          await lookAtTips(part, tips.all)
        },
        account: async () => {
          await attackUnsealing(part, links, tips.withSender)
          await attackAccount(part)
          await attackStepUp(part)
          await attackAddresses(part)
        },
        desk: async () => {
          await attackImport(part)
          await walkDesk(part)
        },
      }).map(async ([name, work]) => {
        await work()
        order.log(`  ${name} done after ${((performance.now() - began) / 1_000).toFixed(0)} s`)
      }),
    )
    const { shown, of } = looking.seen()
    const { forms, kinds } = reach.sent()
    const findings = [...looking.findings, ...reach.findings(strings)]
    if (shown < of * SEEN_MIN_SHARE)
      findings.push(`only ${shown} of ${of} strings were seen on any page: the run proved little`)
    return {
      tried:
        `${strings.length} strings in ${sown.messages} messages and ${forms} forms (${kinds} kinds), ` +
        `${looking.pages()} pages seen at two widths in turns, ${shown} of ${of} plain strings seen on them`,
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

interface Tips {
  /** Those that officers of the first unit see; of those by form as many as say anything. */
  all: { id: string; restricted: boolean }[]
  own: string[]
  restricted: string[]
  /** A sender left a name or a number. */
  withSender: string[]
}

async function listTips(ground: Ground, told: number): Promise<Tips> {
  const rows = await ground.query<{ id: string; restricted: boolean; own: boolean; known: boolean; nth: number }>(
    `select * from (
        select t.id, t.restricted, t.channel, t.unit_code = '26743' as own,
               t.channel = 'webform' and exists (select from identities i where i.conversation_id = t.conversation_id) as known,
               row_number() over (partition by t.channel order by t.received_at) as number
          from tips t join assignments a on a.tip_id = t.id and a.ended_at is null
         where a.unit_code = '26743') t
      where channel <> 'webform' or number <= $1 or own`,
    [told],
  )
  const ids = (fits: (row: (typeof rows)[number]) => boolean): string[] => rows.filter(fits).map(({ id }) => id)
  return {
    all: rows,
    own: ids(({ own, restricted }) => own && !restricted),
    restricted: ids(({ own, restricted }) => own && restricted),
    withSender: ids(({ own, restricted, known }) => own && known && !restricted),
  }
}

/** Each tip beside the list or alone, in turns; by some officers at once, for by then the other parts are done. */
async function lookAtTips(part: StringsRun, tips: Tips['all']): Promise<void> {
  const left = [...tips.entries()]
  const lookOn = async (): Promise<void> => {
    const reader = await readerAs(part, 'benthanh')
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, { id, restricted }] = next
      await reader.open(index % BESIDE_LIST === 0 ? `/ban-truc?tin=${id}` : `/ban-truc/tin/${id}`)
      const isCovered =
        restricted && reader.status === 200 && (await reader.page.locator('.desk-cover form').count()) > 0
      if (isCovered) await sendForm(reader, 'POST /ban-truc/tin/:id/mo', { lydo: 'assigned', ghichu: 'được giao xem' })
    }
  }
  await Promise.all(Array.from({ length: OFFICERS_AT_ONCE }, lookOn))
}
