import { attackForms } from './strings-forms.ts'
import type { Reader } from './strings-look.ts'
import { readerAs, type StringsRun, sendForm, stageOf } from './strings-run.ts'

/** Tips of the first unit that are open, and which of them hide their words. */
export interface OwnTips {
  plain: readonly string[]
  restricted: readonly string[]
}

const TIP = 'POST /ban-truc/tin/:id'
/** What leaves the tip where it is comes first; what ends it, or gives it away, last. */
const ACTS = {
  benthanh: ['tra-loi', 'noi-xay-ra', 'phieu', 'chuyen', 'tra-lai', 'dong'],
  chihuybt: ['luu-giu', 'loai-tru'],
} as const
/** On pages of their own. */
const PAGES: Readonly<Record<string, string>> = { phieu: '/phieu', 'loai-tru': '/loai-tru' }

/** Every act on a tip that takes text, by a duty officer and by the commander. */
export async function attackTips(run: StringsRun, tips: OwnTips): Promise<void> {
  const left = [...tips.plain]
  const officer = await readerAs(run, 'benthanh')
  const commander = await readerAs(run, 'chihuybt')
  const { length } = tips.restricted
  let covered = 0
  const openCovered = () => officer.open(`/ban-truc/tin/${tips.restricted[covered++ % length]}`)
  if (length > 0) await attackForms(stageOf(run, officer, openCovered), { done: run.done, only: [`${TIP}/mo`] })

  for (const [reader, acts] of [
    [commander, ACTS.chihuybt],
    [officer, ACTS.benthanh],
  ] as const) {
    for (const act of acts) {
      const open = () => openNext(reader, left, PAGES[act] ?? '')
      await attackForms(stageOf(run, reader, open), { done: run.done, only: [`${TIP}/${act}`] })
    }
  }
  await stepSlips(run, officer)
  for (const path of ['', '?xem=da-dong', '/ban-do']) await commander.open(`/ban-truc${path}`)
}

/** The page of the next tip that is still there for this reader; those that are gone are forgotten. */
async function openNext(reader: Reader, left: string[], page: string): Promise<Reader['page']> {
  for (;;) {
    const id = left.shift()
    if (id === undefined) throw new Error('the run has no tips left')
    await reader.open(`/ban-truc/tin/${id}${page}`)
    if (reader.status === 404) continue
    left.push(id)
    return reader.page
  }
}

/** What was written on slips is printed, and each step is taken once. */
async function stepSlips({ ground, looking }: StringsRun, reader: Reader): Promise<void> {
  const slips = await ground.query<{ id: string; tip: string }>(
    `select s.id, s.tip_id as tip from slips s join tips t on t.id = s.tip_id
      where s.state = 'confirmed' and t.unit_code = '26743' and t.closed_at is null and not t.restricted order by s.id`,
  )
  if (slips.length === 0) looking.findings.add('no slip was ever made')
  for (const [index, { id, tip }] of slips.entries()) {
    await reader.open(`/ban-truc/tin/${tip}/phieu/${id}`)
    const steps = index === 0 ? ['giao', 'tra-loi'] : index === 1 ? ['bo'] : []
    for (const step of steps) {
      await reader.open(`/ban-truc/tin/${tip}/phieu`)
      await sendForm(reader, `${TIP}/phieu/:slip/${step}`)
    }
  }
}
