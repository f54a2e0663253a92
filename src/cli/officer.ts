import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config.ts'
import { newId } from '../domain/ids.ts'
import { makeLink } from '../flow/enrol.ts'
import { isLogin, isOfficerNumber, OFFICER_ROLES } from '../flow/officers.ts'
import { hashPassword, judgePassword, PASSWORD_LENGTH_MIN } from '../flow/passwords.ts'
import { isLastAdministrator, setStanding } from '../storage/administer.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Tx } from '../storage/db.ts'
import { addOfficer, listOfficers } from '../storage/officers.ts'
import { listUnits } from '../storage/units.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'
import { asOwner } from './owner-db.ts'

const USAGE = `officer add --login NAME --unit CODE --number NUMBER [--role ROLE] [--restricted] [--password-stdin]
                                          add an officer; --restricted: named for restricted tips
         officer link --login NAME        a new one-time link, for the first enrolment or for recovery
         officer disable|enable --login NAME
         officer list`

type Given = ReturnType<typeof readArguments>

export const officer: Command = {
  usage: USAGE,
  async run(args, env) {
    const given = readArguments(args)
    const config = loadConfig(env)
    switch (given.verb) {
      case 'add':
        return add(config, given)
      case 'link':
        return onLogin(config, given, async (tx, found) => {
          const purpose = found.passkeyCount > 0 || found.hasPassword ? 'recover' : 'new'
          const token = await makeLink(tx, { officerId: found.id, madeBy: null, purpose })
          await record(tx, 'officer.link', found, { purpose })
          return describeLink(config, token)
        })
      case 'disable':
      case 'enable':
        return onLogin(config, given, async (tx, found) => {
          await setStanding(tx, found.id, given.verb === 'disable')
          await record(tx, given.verb === 'disable' ? 'officer.disabled' : 'officer.enabled', found)
          return given.verb === 'disable' ? 'Disabled; sessions and links have ended.' : 'Enabled.'
        })
      case 'list':
        return list(config)
      default:
        return explain('Say what to do: officer add, link, disable, enable or list')
    }
  },
}

function readArguments(args: readonly string[]) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: {
      login: { type: 'string' },
      unit: { type: 'string' },
      number: { type: 'string' },
      role: { type: 'string', default: 'duty-officer' },
      restricted: { type: 'boolean' },
      'password-stdin': { type: 'boolean' },
    },
  })
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return {
    verb: positionals[0],
    login: text(values.login),
    unit: text(values.unit),
    number: text(values.number),
    role: OFFICER_ROLES.find((known) => known === values.role),
    clearances: values.restricted === true ? (['restricted'] as const) : [],
    hasPassword: values['password-stdin'] === true,
  }
}

function explain(problem: string): number {
  process.stderr.write(`${problem}\nUsage: tinbao ${USAGE}\nRoles: ${OFFICER_ROLES.join(', ')}\n`)
  return 2
}

async function add(config: Config, given: Given): Promise<number> {
  const { login, unit, number, role, clearances } = given
  if (!isLogin(login)) return explain('--login: 3 to 40 of a-z 0-9 . _ -')
  if (unit === '') return explain('--unit: the code of the unit is missing')
  if (!isOfficerNumber(number)) return explain('--number: 2 to 20 digits, letters or hyphens')
  if (!role) return explain('--role: not one of the roles')
  const password = given.hasPassword ? await readLine() : null
  const fault = password === null ? null : judgePassword(password, login)
  if (fault !== null) {
    process.stderr.write(
      `The password needs at least ${PASSWORD_LENGTH_MIN} characters, no login in it, and no simple pattern (${fault}).\n`,
    )
    return 2
  }
  const passwordHash = password === null ? null : await hashPassword(password)
  const outcome = await withDatabase(config, (ownerUrl) =>
    asOwner(ownerUrl, async (tx) => {
      const units = await listUnits(tx, Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString())
      if (!units.some((known) => known.code === unit)) return { problem: `There is no unit ${unit}.` }
      const id = newId('ofc')
      const isAdded = await addOfficer(tx, { id, login, number, unitCode: unit, role, passwordHash, clearances })
      if (!isAdded) return { problem: `The login ${login} is taken.` }
      const token = await makeLink(tx, { officerId: id, madeBy: null, purpose: 'new' })
      await record(tx, 'officer.added', { id, unitCode: unit }, { role, clearances })
      return { link: describeLink(config, token) }
    }),
  )
  if (outcome.problem !== undefined) {
    process.stderr.write(`${outcome.problem}\n`)
    return 1
  }
  const beside = password === null ? '' : 'The password opens nothing before a code app is enrolled with it.\n'
  process.stdout.write(`Added ${login} at ${unit}.\n${beside}${outcome.link}\n`)
  return 0
}

type Found = Awaited<ReturnType<typeof listOfficers>>[number]

async function onLogin(config: Config, given: Given, work: (tx: Tx, found: Found) => Promise<string>): Promise<number> {
  if (given.login === '') return explain('--login: whose?')
  const said = await withDatabase(config, (ownerUrl) =>
    asOwner(ownerUrl, async (tx) => {
      const found = (await listOfficers(tx)).find(({ login }) => login === given.login)
      return found ? work(tx, found) : null
    }),
  ).catch((error: unknown) => {
    if (isLastAdministrator(error)) return null
    throw error
  })
  if (said === null) {
    process.stderr.write(`There is no officer ${given.login}, or it is the last active administrator, who stays.\n`)
    return 1
  }
  process.stdout.write(`${said}\n`)
  return 0
}

async function list(config: Config): Promise<number> {
  const officers = await withDatabase(config, (ownerUrl) => asOwner(ownerUrl, listOfficers))
  for (const { login, number, unitCode, role, isDisabled, passkeyCount, hasPassword } of officers) {
    const ways = [
      ...(passkeyCount > 0 ? [`${passkeyCount} passkeys`] : []),
      ...(hasPassword ? ['password and code'] : []),
    ]
    const standing = isDisabled ? 'disabled' : ways.length > 0 ? ways.join(', ') : 'not enrolled'
    process.stdout.write(
      `${login.padEnd(20)} ${unitCode.padEnd(10)} ${number.padEnd(10)} ${role.padEnd(22)} ${standing}\n`,
    )
  }
  return 0
}

function record(
  tx: Tx,
  action: 'officer.added' | 'officer.link' | 'officer.disabled' | 'officer.enabled',
  about: { id: string; unitCode: string },
  detail: Record<string, string | readonly string[]> = {},
): Promise<void> {
  return writeAudit(tx, { action, officerId: null, unitCode: about.unitCode, objectId: about.id, detail })
}

/** To be handed over in person; whoever opens it first is the officer. */
function describeLink(config: Config, token: string): string {
  const base = config.web.publicUrl ? new URL(config.web.publicUrl).origin : `http://localhost:${config.web.port}`
  return `One-time link, for 24 hours, shown once:\n${base}/ban-truc/ghi-danh#${token}`
}

/** From a pipe or a file, so that the password stands in no shell history. */
async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) return line
  return ''
}
