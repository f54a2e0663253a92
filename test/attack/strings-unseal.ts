import { attackForms } from './strings-forms.ts'
import type { Reader } from './strings-look.ts'
import { packsOf } from './strings-packs.ts'
import { type addPeople, agePasskeys, enrol, pressPasskey } from './strings-people.ts'
import { readerAs, type StringsRun, stageOf } from './strings-run.ts'

const LIST = '/ban-truc/mo-danh-tinh'
const ASK = 'POST /ban-truc/tin/:id/danh-tinh/:request'
const APPROVE = `POST ${LIST}/:id/dong-y`
const REFUSE = `POST ${LIST}/:id/tu-choi`
const OPEN = `POST ${LIST}/:id/mo`

/**
 * Asking to open an identity, deciding, opening: all strings by forms that are refused, some by real passkeys of three
 * people, so that they are stored, and read by everybody who may.
 */
export async function attackUnsealing(
  run: StringsRun,
  links: Awaited<ReturnType<typeof addPeople>>,
  tips: readonly string[],
): Promise<void> {
  const { ground, done, looking } = run
  const names = packsOf(run.strings, { lengthMax: 60, countMax: 1 }).map(({ text }) => text)
  const requester = await enrol(run, 'xinmo', links.xinmo, names[0] ?? '')
  const first = await enrol(run, 'giukhoa1', links.giukhoa1, names[1] ?? '')
  const second = await enrol(run, 'giukhoa2', links.giukhoa2, names[2] ?? '')
  await agePasskeys(ground)

  let at = 0
  const nextTip = (): string => tips[at++ % tips.length] ?? ''
  const openAsking = () => requester.open(`/ban-truc/tin/${nextTip()}/danh-tinh`)
  await attackForms(stageOf(run, requester, openAsking), { done, only: [ASK] })
  const requests: string[] = []
  for (let round = 0; round < run.fits; round++) {
    await openAsking()
    const request = await ask(run, requester, round)
    if (request !== null) requests.push(request)
  }
  const [opened] = requests
  if (opened === undefined) return void looking.findings.add('no request to open an identity was ever taken')

  const openFirst = () => first.open(`${LIST}/${opened}`)
  await attackForms(stageOf(run, first, openFirst), { done, only: [APPROVE, REFUSE] })
  for (const [round, request] of requests.entries()) {
    await decide(run, first, request, APPROVE, round)
    await decide(run, second, request, request === opened ? APPROVE : REFUSE, round + run.fits)
  }
  // What the sender is called, and what they left of themselves, is shown here and nowhere else.
  await requester.open(`${LIST}/${opened}`)
  await pressPasskey(requester, OPEN)
  if (requester.status !== 200) looking.findings.add(`the identity was not shown: ${requester.status}`)

  for (const reader of [requester, first, second, await readerAs(run, 'giamsat79')]) {
    await reader.open(LIST)
    for (const request of requests) await reader.open(`${LIST}/${request}`)
    await reader.open('/ban-truc/tai-khoan')
  }
}

/** The id of the request, on the page of which it is asked; null where it is refused. */
async function ask({ strings, looking }: StringsRun, reader: Reader, round: number): Promise<string | null> {
  const pack = (lengthMax: number, countMax: number): string =>
    packsOf(strings, { lengthMax, countMax }).at(round)?.text ?? ''
  const basis = await reader.page.locator('select[name=cancu] option').nth(1).getAttribute('value')
  await pressPasskey(reader, ASK, {
    cancu: basis ?? '',
    dieu: `điều 147 ${pack(180, 6)}`,
    hoso: `HS ${pack(56, 1)}`,
    lydo: `${pack(1_900, 12)}\nCần hỏi thêm người báo để xác minh.`,
  })
  if (reader.status === 200) return new URL(reader.page.url()).pathname.split('/').at(-1) ?? null
  looking.findings.add(`a request to open an identity was answered ${reader.status}`)
  return null
}

async function decide(run: StringsRun, reader: Reader, request: string, route: string, round: number): Promise<void> {
  await reader.open(`${LIST}/${request}`)
  const packs = packsOf(run.strings, { lengthMax: 1_900, countMax: 12 })
  await pressPasskey(reader, route, { lydo: `${packs[round % packs.length]?.text ?? ''}\nĐủ căn cứ.` })
  if (reader.status !== 200) run.looking.findings.add(`${route} was answered ${reader.status}`)
}
