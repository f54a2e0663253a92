import { asOwner } from '../../src/cli/owner-db.ts'
import { newId } from '../../src/domain/ids.ts'
import { makeLink } from '../../src/flow/enrol.ts'
import { hashPassword } from '../../src/flow/passwords.ts'
import type { OfficerRole } from '../../src/storage/officer-schema.ts'
import { addOfficer } from '../../src/storage/officers.ts'
import { giveCodes } from '../support/codes.ts'
import { addAuthenticator } from '../support/passkeys.ts'
import { GROUND_PASSWORD, type Ground } from './ground.ts'
import { KEPT_OUT_NUMBER } from './strings-fit.ts'
import type { Reader } from './strings-look.ts'
import { formOn, type StringsRun, sendForm } from './strings-run.ts'

/** Besides those of the ground: their ways in are what the strings go through. */
const PEOPLE = [
  { login: 'xinmo', unit: '26743', role: 'duty-officer' },
  { login: 'giukhoa1', unit: '79-PV01', role: 'custodian' },
  { login: 'giukhoa2', unit: '79-TTR', role: 'custodian' },
  { login: 'taikhoan', unit: '79-PV01', role: 'duty-officer', hasPassword: true },
  { login: 'bigiu', unit: '26743', role: 'duty-officer', number: KEPT_OUT_NUMBER },
] as const satisfies readonly {
  login: string
  unit: string
  role: OfficerRole
  hasPassword?: true
  number?: string
}[]
type Login = (typeof PEOPLE)[number]['login']

/** Adds them; answers a link for each to enrol with. */
export async function addPeople({ ground }: StringsRun): Promise<Readonly<Record<Login, string>>> {
  const { keysFolder } = ground.system.config
  const passwordHash = await hashPassword(GROUND_PASSWORD)
  const links = await asOwner(ground.ownerUrl, async (tx) => {
    const made: [Login, string][] = []
    for (const [index, { login, unit, role, ...more }] of PEOPLE.entries()) {
      const id = newId('ofc')
      const number = 'number' in more ? more.number : `113-90${index}`
      const hasPassword = 'hasPassword' in more
      await addOfficer(tx, { id, login, number, unitCode: unit, role, passwordHash: hasPassword ? passwordHash : null })
      if (hasPassword) await giveCodes(tx, keysFolder, id)
      made.push([login, await makeLink(tx, { officerId: id, madeBy: null, purpose: 'new' })])
    }
    return made
  })
  // Each login of the list is in it.
  return Object.fromEntries(links) as Record<Login, string>
}

/** Opens the page on which whoever holds a link chooses how to sign in. */
export async function openLink(reader: Reader, link: string): Promise<Reader['page']> {
  await reader.open('/ban-truc/ghi-danh')
  return sendForm(reader, 'POST /ban-truc/ghi-danh', { 'ma-ghi-danh': link })
}

/** A reader with a passkey of this name in its browser, signed in. */
export async function enrol(run: StringsRun, login: Login, link: string, name: string): Promise<Reader> {
  const reader = await run.looking.visit({})
  await openLink(reader, link)
  await makePasskey(reader, 'POST /ban-truc/ghi-danh/khoa', name)
  await reader.become({ desk: await run.ground.openSession(login) })
  return reader
}

/** Makes a passkey of this name with the form of the open page. */
export async function makePasskey(reader: Reader, route: string, name: string): Promise<void> {
  await addAuthenticator(reader.page)
  await pressPasskey(reader, route, { ten: name })
  if (reader.status >= 400) throw new Error(`${route} made no passkey: ${reader.status}`)
}

/** Fills in the form of the open page for this route, and presses the button that asks the browser for its passkey. */
export async function pressPasskey(
  reader: Reader,
  route: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { action } = formOn(reader, route)
  await reader.page.evaluate(fillIn, { action, fields })
  const button = reader.page.locator(`form[action="${action}"] [data-passkey-button]`)
  await reader.follow(`passkey at ${route}`, () => button.click())
}

/** A passkey of today opens nothing sealed. */
export async function agePasskeys(ground: Ground): Promise<void> {
  await ground.query(`update passkeys set created_at = now() - interval '3 days'`)
}

function fillIn({ action, fields }: { action: string; fields: Readonly<Record<string, string>> }): void {
  const form = [...document.forms].find((one) => one.getAttribute('action') === action)
  for (const [name, value] of Object.entries(fields)) {
    const box = form?.elements.namedItem(name)
    if (
      box instanceof HTMLTextAreaElement ||
      box instanceof HTMLInputElement ||
      (box instanceof HTMLSelectElement && value !== '')
    )
      box.value = value
  }
}
