import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { newId } from '../domain/ids.ts'
import { hashPassword, PASSWORD_LENGTH_MIN } from '../flow/sign-in.ts'
import { writeAudit } from '../storage/audit.ts'
import { addOfficer } from '../storage/officers.ts'
import type { OfficerRole } from '../storage/schema.ts'
import { listUnits } from '../storage/units.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'
import { asOwner } from './owner-db.ts'

const ROLES: readonly OfficerRole[] = [
  'duty-officer',
  'unit-commander',
  'provincial-supervisor',
  'custodian',
  'auditor',
  'administrator',
]

export const officer: Command = {
  usage: 'officer add --login NAME --unit CODE --number NUMBER [--role ROLE] [--password-stdin]   add an officer',
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: false,
      options: {
        login: { type: 'string' },
        unit: { type: 'string' },
        number: { type: 'string' },
        role: { type: 'string', default: 'duty-officer' },
        'password-stdin': { type: 'boolean' },
      },
    })
    const role = ROLES.find((known) => known === values.role)
    const { login, unit, number } = values
    const problem = findProblem(positionals[0], login, unit, number, role)
    if (
      problem !== null ||
      !role ||
      typeof login !== 'string' ||
      typeof unit !== 'string' ||
      typeof number !== 'string'
    ) {
      process.stderr.write(`${problem}\nUsage: tinbao ${officer.usage}\nRoles: ${ROLES.join(', ')}\n`)
      return 2
    }
    const given = values['password-stdin'] === true ? await readLine() : null
    if (given !== null && given.length < PASSWORD_LENGTH_MIN) {
      process.stderr.write(`The password needs at least ${PASSWORD_LENGTH_MIN} characters.\n`)
      return 2
    }
    const password = given ?? randomBytes(15).toString('base64url')
    const passwordHash = await hashPassword(password)
    const outcome = await withDatabase(loadConfig(env), (ownerUrl) =>
      asOwner(ownerUrl, async (tx) => {
        const units = await listUnits(tx, Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString())
        if (!units.some((known) => known.code === unit)) return 'unknown-unit'
        const id = newId('ofc')
        if (!(await addOfficer(tx, { id, login, number, unitCode: unit, role, passwordHash }))) return 'login-taken'
        await writeAudit(tx, {
          action: 'officer.added',
          officerId: null,
          unitCode: unit,
          objectId: id,
          detail: { role },
        })
        return 'added'
      }),
    )
    if (outcome !== 'added') {
      process.stderr.write(outcome === 'login-taken' ? `The login ${login} is taken.\n` : `There is no unit ${unit}.\n`)
      return 1
    }
    process.stdout.write(`Added ${login} at ${unit}.${given === null ? `\nPassword, shown once: ${password}` : ''}\n`)
    return 0
  },
}

function findProblem(verb: unknown, login: unknown, unit: unknown, number: unknown, role: unknown): string | null {
  if (verb !== 'add') return 'Say what to do: officer add'
  if (typeof login !== 'string' || !/^[a-z0-9._-]{3,40}$/.test(login)) return '--login: 3 to 40 of a-z 0-9 . _ -'
  if (typeof unit !== 'string') return '--unit: the code of the unit is missing'
  if (typeof number !== 'string' || !/^[0-9A-Za-z-]{2,20}$/.test(number))
    return '--number: 2 to 20 digits, letters or hyphens'
  if (role === undefined) return '--role: not one of the roles'
  return null
}

/** From a pipe or a file, so that the password stands in no shell history. */
async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) return line
  return ''
}
