import { UNIT_FIELDS, UNIT_HEADS } from '../../src/flow/units-fields.ts'
import { packsOf, packsToBeCut } from './strings-packs.ts'
import { formOn, readerAs, type StringsRun } from './strings-run.ts'

const UNITS = '/ban-truc/don-vi'
const IMPORT = `POST ${UNITS}/nhap`
const AGREE = `POST ${UNITS}/nhap/dong-y`
/** A file's name is cut to 100 letters. */
const NAME_MAX = 90
/** Somebody's unit that nothing else of the run needs. */
const UNIT = '26737'

/** Files of units: their names, their cells and heads, and what is said of them; some that are taken. */
export async function attackImport(run: StringsRun): Promise<void> {
  const { strings, reach, ground } = run
  const reader = await readerAs(run, 'quantri79', 'units')
  let opened = 0
  const open = async () => {
    // A proof is good for five minutes.
    if (opened++ % 40 === 0) await reader.become({ desk: await ground.openSession('quantri79', 'units') })
    await reader.open(UNITS)
    return formOn(reader, IMPORT)
  }
  for (const pack of packsToBeCut(strings, NAME_MAX, { lengthMax: 9_900 })) {
    const form = await open()
    const typed = pack.strings.join('\n')
    const file = { field: 'tep', name: `${pack.text}.csv`, text: tableOf(pack.strings) }
    await reader.post(form.action, { ...form.others, vanban: typed, lydo: typed }, file)
    reach.note('POST', form.action, ['tep', 'vanban', 'lydo'], pack.strings)
  }

  const printable = strings.filter((string) => !/\p{C}/u.test(string))
  const said = packsOf(printable, { lengthMax: 190, countMax: 6, space: ' ' })
  for (const [round, pack] of said.slice(0, run.fits).entries()) {
    const form = await open()
    const text = `Mã;Điện thoại;Giờ trực\n${UNIT};02838${100_000 + round};24/7\n`
    const file = { field: 'tep', name: `${pack.text.slice(0, NAME_MAX)}.csv`, text }
    await reader.post(form.action, { ...form.others, vanban: pack.text, lydo: pack.text }, file)
    const agree = formOn(reader, AGREE)
    if (round === 0) {
      for (const { text: typed, strings: sent } of packsOf(strings, { lengthMax: 9_900, countMax: 100 })) {
        // Another agreement than the one that was shown: the plan comes again, with what the page carried.
        await reader.post(agree.action, { ...agree.others, tentep: typed, lydo: typed, vanban: typed, dongy: typed })
        reach.note('POST', agree.action, ['tentep', 'lydo', 'vanban', 'dongy'], sent)
      }
    }
    await reader.post(agree.action, agree.others)
    if (new URL(reader.page.url()).searchParams.get('xong') !== 'nhap')
      run.looking.findings.add(`a file of units was not taken: ${reader.status}`)
  }
  await reader.open(`${UNITS}/${UNIT}`)
}

/** Each string in every column of a row of its own, and one as the head of a column that nobody asked for. */
function tableOf(strings: readonly string[]): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const heads = [...UNIT_FIELDS.map((field) => UNIT_HEADS[field][0]), strings[0] ?? '']
  return [heads, ...strings.map((string) => heads.map(() => string))].map((row) => row.map(cell).join(';')).join('\n')
}
