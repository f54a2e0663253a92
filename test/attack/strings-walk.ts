import { GROUND_OFFICERS } from './ground.ts'
import { attackForms } from './strings-forms.ts'
import { cutToAddress } from './strings-packs.ts'
import { routeOf } from './strings-reach.ts'
import { readerAs, type StringsRun, stageOf } from './strings-run.ts'

/** Of pages that differ in an id alone so many are walked. */
const OF_A_KIND = 2
const PAGES_MAX = 60
/** What a page's forms want a fresh proof for, by how its address begins. */
const PURPOSES: readonly (readonly [path: string, purpose: string])[] = [
  ['/ban-truc/can-bo', 'officers'],
  ['/ban-truc/don-vi', 'units'],
  ['/ban-truc/dinh-tuyen', 'routing'],
]
/** Their forms are gone through apart (strings-account.ts, strings-unseal.ts). */
const APART = /^\/ban-truc\/(?:tai-khoan|mo-danh-tinh)/
const IN_ADDRESSES = 25

/** Every page that somebody of each role is led to, and every form on it, each with the proof that it asks for. */
export async function walkDesk(run: StringsRun): Promise<void> {
  for (const { login } of GROUND_OFFICERS) {
    const reader = await readerAs(run, login)
    const known = new Set(['/ban-truc'])
    const kinds = new Map<string, number>()
    for (const path of known) {
      const kind = routeOf('GET', path) ?? path
      const count = kinds.get(kind) ?? 0
      kinds.set(kind, count + 1)
      if (count >= OF_A_KIND || kinds.size > PAGES_MAX) continue
      await reader.open(path)
      for (const link of reader.links) known.add(link)
      // Whoever sees no tips is led on to where their work begins.
      const at = new URL(reader.page.url()).pathname
      if (APART.test(at)) continue
      const [, purpose] = PURPOSES.find(([begin]) => at.startsWith(begin)) ?? []
      const open = async () => {
        await reader.become({ desk: await run.ground.openSession(login, purpose) })
        return reader.open(path)
      }
      await attackForms(stageOf(run, reader, open), { done: run.done })
    }
  }
}

/** Strings in the place of what addresses of the desk hold: ids, filters of the list and the map, where to go on to. */
export async function attackAddresses(run: StringsRun): Promise<void> {
  const { strings } = run
  const reader = await readerAs(run, 'benthanh')
  for (const string of strings.slice(0, Math.min(IN_ADDRESSES, Math.ceil(strings.length / 6)))) {
    const asked = encodeURIComponent(cutToAddress(string))
    for (const path of [
      `?tin=${asked}`,
      `?xong=${asked}&xem=${asked}`,
      `/tin/${asked}`,
      `/tin/${asked}/phieu/${asked}`,
      `/ban-do?loai=${asked}&trong=${asked}&muc=${asked}`,
      `/mo-danh-tinh/${asked}`,
      `/dang-nhap?ve=${asked}`,
    ])
      await reader.open(`/ban-truc${path}`)
  }
}
