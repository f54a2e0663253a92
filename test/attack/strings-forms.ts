import type { Page } from 'playwright-core'
import { FITTING, type Fit } from './strings-fit.ts'
import type { Reader } from './strings-look.ts'
import { type Pack, packsForAddress, packsOf } from './strings-packs.ts'
import { type FoundForm, type Reach, routeOf } from './strings-reach.ts'

/** Long, so that a handful of rounds carry all of them; what refuses a text that long gives it back. */
const LONG = { lengthMax: 40_000, countMax: 250 } as const
/** What is left of a field of an address where it is read. */
const IN_ADDRESS: Readonly<Record<string, number>> = { 'GET /ban-truc/don-vi': 100 }
const IN_ADDRESS_ELSE = 200
/** A form that is not on the page it should be on is looked for on so many others. */
const OPENED_MAX = 5
/** The form did not take what was sent, so that the round proved nothing. */
const UNTAKEN: ReadonlySet<number> = new Set([403, 429])

export interface Stage {
  reader: Reader
  strings: readonly string[]
  reach: Reach
  findings: Set<string>
  /** Leads to the page of the form; called again where the form is gone. */
  open(): Promise<Page>
  /** How often a form is sent so that it is done. */
  fits: number
}

/** What is not to be sent again, by route: what several people have is done once. */
export type Done = Set<string>

/**
 * Sends all strings through every text field of every form on a page, one form after the other: first in packs that are
 * refused and given back, then, where {@link FITTING} says how, in some that are taken and shown. `only`: these routes.
 */
export async function attackForms(stage: Stage, options: { done: Done; only?: readonly string[] }): Promise<void> {
  await stage.open()
  for (const form of stage.reader.forms) {
    const route = routeOf(form.method.toUpperCase(), form.action)
    if (route === null || Object.keys(form.texts).length === 0 || form.files.length > 0) continue
    if (options.done.has(route) || !(options.only?.includes(route) ?? true)) continue
    options.done.add(route)
    await attackForm(stage, route, form)
  }
}

async function attackForm(stage: Stage, route: string, first: FoundForm): Promise<void> {
  const packs =
    first.method === 'get'
      ? packsForAddress(stage.strings, IN_ADDRESS[route] ?? IN_ADDRESS_ELSE, Object.keys(first.texts).length)
      : packsOf(stage.strings, LONG)
  let form: FoundForm | null = first
  for (const pack of packs) {
    const isSent = await sendOnce(stage, route, form, (at) => fill(at, route, pack.text), pack.strings)
    if (!isSent) return
    form = findForm(stage.reader, route)
  }
  for (const fit of FITTING[route] ?? []) {
    const fitting = packsOf(fit.isPrintable ? stage.strings.filter(isPrintable) : stage.strings, fit)
    for (const [round, pack] of fitting.slice(0, stage.fits).entries()) {
      // From a page as it is before anything is typed.
      const isSent = await sendOnce(stage, route, null, (at) => fitInto(at, fit, pack, round), [])
      if (!isSent) return
    }
  }
}

/** Sends a form; the one given, or as the page of the stage has it. False, and told, if it is nowhere or not taken. */
async function sendOnce(
  { reader, reach, findings, open }: Stage,
  route: string,
  given: FoundForm | null,
  typed: (form: FoundForm) => Record<string, string>,
  strings: readonly string[],
): Promise<boolean> {
  let form = given
  for (let opened = 0; opened < OPENED_MAX; opened++) {
    if (form === null) {
      await open()
      form = findForm(reader, route)
    }
    if (form === null) continue
    const fields = typed(form)
    if (form.method === 'get') await reader.open(`${form.action}?${new URLSearchParams(fields)}`)
    else await reader.post(form.action, fields)
    if (!UNTAKEN.has(reader.status)) {
      reach.note(form.method.toUpperCase(), form.action, Object.keys(form.texts), strings)
      const isAskedWho = route !== STEP_UP && findForm(reader, STEP_UP) !== null
      if (isAskedWho) findings.add(`${route}: the run got no further than being asked who it is`)
      return true
    }
    form = null
  }
  findings.add(
    `${route} could not be sent: the last answer was ${reader.status} at ${new URL(reader.page.url()).pathname}`,
  )
  return false
}

const STEP_UP = 'POST /ban-truc/xac-nhan'

/** The form of the open page that is sent to this route, or null. */
export function findForm({ forms }: Reader, route: string): FoundForm | null {
  return forms.find(({ method, action }) => routeOf(method.toUpperCase(), action) === route) ?? null
}

function fill(form: FoundForm, route: string, text: string): Record<string, string> {
  const names = Object.keys(form.texts)
  return { ...form.others, ...Object.fromEntries(names.map((name) => [name, text])), ...FITTING[route]?.[0]?.always }
}

function fitInto(form: FoundForm, fit: Fit, pack: Pack, round: number): Record<string, string> {
  const taken = Object.entries(fit.take).map(([name, lengthMax]) => [
    name,
    pack.text.slice(0, lengthMax).toWellFormed(),
  ])
  return {
    ...form.others,
    ...form.texts,
    ...fit.give?.(round, form, pack),
    ...Object.fromEntries(taken),
    ...fit.always,
  }
}

function isPrintable(text: string): boolean {
  return !/\p{C}/u.test(text)
}
