import type { Page } from 'playwright-core'
import { packFor } from './packs.ts'
import type { Reader } from './strings-look.ts'

interface FoundForm {
  action: string
  method: string
  /** Those that a hand fills in. */
  texts: string[]
  /** Everything else, as the page gives it; of choices the first that chooses. */
  others: Record<string, string>
}

/** These end the session, or somebody's else: the run would go on as nobody. */
const LEFT_OUT = /dang-xuat|\/phien$|\/ngung$|\/quyen$|\/mo-lai$|\/bo-|ghi-danh/

/** Long, so that a few rounds carry all of them; what refuses a text that long gives it back. */
const LONG = { lengthMax: 9_900, countMax: 100 } as const
/** And some short, so that what takes them shows them. */
const SHORT = { lengthMax: 1_200, countMax: 12 } as const
const SHORT_ROUNDS = 4
/** By themselves, as names and codes are. */
const SINGLE = { lengthMax: 60, countMax: 1 } as const
const SINGLE_ROUNDS = 3
/** Of a field that stands in an address: Node reads no more than 16 KiB of a request's head. */
const ADDRESS_MAX = 1_500

/**
 * Sends all strings through every text field of every form on a page, one form after the other. `open`: the page may be
 * another for each round, where an act ends what the form is for. `isMoving`: what a form holds is true until the next act.
 */
export async function attackForms(
  reader: Reader,
  strings: readonly string[],
  open: (round: number) => Promise<Page>,
  options: { isMoving?: boolean; onForm: (action: string) => void },
): Promise<void> {
  for (const [round, pack] of packsOf(strings).entries()) {
    const forms = await readForms(await open(round))
    const able = forms.filter(({ texts, action }) => texts.length > 0 && !LEFT_OUT.test(action))
    if (able.length === 0) return
    for (const form of able) {
      const now = options.isMoving ? await readForms(await open(round)) : forms
      const fresh = now.find(({ action }) => action === form.action) ?? form
      options.onForm(fresh.action.replace(/tip_[0-9a-f-]+/, ':id'))
      const typed = (text: string) => ({
        ...fresh.others,
        ...Object.fromEntries(fresh.texts.map((name) => [name, text])),
      })
      if (fresh.method === 'post') await reader.post(fresh.action, typed(pack))
      else await reader.open(`${fresh.action}?${new URLSearchParams(typed(cutToAddress(pack, fresh.texts.length)))}`)
    }
  }
}

function packsOf(strings: readonly string[]): string[] {
  const all: string[] = []
  for (const [size, roundsMax] of [
    [LONG, Number.POSITIVE_INFINITY],
    [SHORT, SHORT_ROUNDS],
    [SINGLE, SINGLE_ROUNDS],
  ] as const) {
    const packs = packFor(strings, size)
    for (let round = 0, pack = packs.next(); pack !== null && round < roundsMax; round++, pack = packs.next())
      all.push(pack)
  }
  return all
}

/** As much of a text as addresses may hold. */
export function cutToAddress(text: string, fields = 1): string {
  let cut = text.toWellFormed()
  while (encodeURIComponent(cut).length > ADDRESS_MAX / fields)
    cut = cut.slice(0, Math.floor(cut.length * 0.8)).toWellFormed()
  return cut
}

function readForms(page: Page): Promise<FoundForm[]> {
  return page.evaluate(() =>
    [...document.forms].map((form) => {
      const texts: string[] = []
      const others: Record<string, string> = {}
      for (const box of form.elements) {
        if (box instanceof HTMLTextAreaElement) texts.push(box.name)
        else if (box instanceof HTMLSelectElement) {
          others[box.name] = [...box.options].map(({ value }) => value).find((value) => value !== '') ?? ''
        } else if (box instanceof HTMLInputElement) {
          if (['hidden', 'radio', 'checkbox'].includes(box.type)) others[box.name] = box.value
          else if (!['submit', 'button', 'file'].includes(box.type)) texts.push(box.name)
        }
      }
      const action = form.getAttribute('action') ?? location.pathname
      return { action, method: form.method, texts: [...new Set(texts)].filter(Boolean), others }
    }),
  )
}

/** Links of the desk that lead on from here, tips aside. */
export function readLinks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.links]
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/ban-truc'))
      .map(({ pathname, search }) => `${pathname}${search}`)
      .filter((path) => !/\/tin\/|tin=|dang-xuat/.test(path)),
  )
}
