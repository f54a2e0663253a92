import type { Page } from 'playwright-core'
import type { Ground } from './ground.ts'
import { type Done, findForm, type Stage } from './strings-forms.ts'
import type { Looking, Reader } from './strings-look.ts'
import type { FoundForm, Reach } from './strings-reach.ts'

/** What every part of the run works with. */
export interface StringsRun {
  ground: Ground
  looking: Looking
  strings: readonly string[]
  reach: Reach
  done: Done
  /** How often each form is sent so that it is done. */
  fits: number
}

/** A stage for one reader; `open` leads to the page of its forms. */
export function stageOf(run: StringsRun, reader: Reader, open: () => Promise<Page>): Stage {
  const { strings, reach, fits, looking } = run
  return { strings, reach, fits, findings: looking.findings, reader, open }
}

export async function readerAs(run: StringsRun, login: string, purpose?: string): Promise<Reader> {
  return run.looking.visit({ desk: await run.ground.openSession(login, purpose) })
}

/** The form of the open page that is sent to this route. @throws {Error} where there is none: the run knows its pages. */
export function formOn(reader: Reader, route: string): FoundForm {
  const found = findForm(reader, route)
  if (found) return found
  throw new Error(`no form for ${route} at ${new URL(reader.page.url()).pathname}, answered ${reader.status}`)
}

/** Sends a form of the open page as it stands there, with these fields besides. */
export async function sendForm(
  reader: Reader,
  route: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const form = formOn(reader, route)
  return reader.post(form.action, { ...form.others, ...form.texts, ...fields })
}
