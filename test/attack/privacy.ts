import { setTimeout as pause } from 'node:timers/promises'
import { makeIdentityOpener } from '../../src/vault/identity.ts'
import { identityRecord } from '../../src/vault/records.ts'
import { readVaultPrivateKeys } from '../../src/vault/vault-keys.ts'
import { makeDice } from '../chaos/dice.ts'
import type { Engine } from '../chaos/plan.ts'
import { until } from '../support/until.ts'
import { type Identity, makeIdentities, needlesOf } from './canaries.ts'
import { openCitizen } from './citizen.ts'
import { type Ground, openGround } from './ground.ts'
import { makeSearch, type Search } from './needles.ts'
import type { Order, Outcome } from './outcome.ts'
import {
  type Visit,
  visitAsRoles,
  visitFiles,
  visitMoving,
  visitProcesses,
  visitTables,
  visitText,
} from './privacy-places.ts'
import { plant, strays } from './privacy-plant.ts'
import { orderFaults, useCommands, useDesk } from './privacy-use.ts'

const IDENTITIES = 50
/** What fails for good waits long before it is tried again; what else is on its way is there by then. */
const QUIET_TIMEOUT_MS = 45_000

/**
 * Plants people through every channel, has everything go wrong and be looked at, and searches all that the line leaves
 * behind. Only the vault may be able to name them, and it must, or nothing was proved.
 */
export async function run(order: Order & { engines: readonly Engine[]; count?: number }): Promise<Outcome> {
  const told: string[] = []
  const findings: string[] = []
  for (const engine of order.engines) {
    const ground = await openGround({ engine, env: { TRUSTED_PROXY: '127.0.0.1' } })
    try {
      const identities = makeIdentities(makeDice(order.seed), order.count ?? IDENTITIES)
      const looked = await attack(ground, identities)
      findings.push(...[...looked.findings].sort().map((finding) => `${engine}: ${finding}`))
      told.push(`${engine}: ${looked.tried}`)
    } finally {
      await ground.close()
    }
  }
  return { tried: told.join('; '), findings }
}

async function attack(
  ground: Ground,
  identities: readonly Identity[],
): Promise<{ tried: string; findings: Set<string> }> {
  const findings = new Set<string>()
  let looked = { places: 0, megabytes: 0 }
  const lookWith =
    (search: Search): Visit =>
    (place, bytes) => {
      looked = { places: looked.places + 1, megabytes: looked.megabytes + bytes.length / 1e6 }
      for (const label of search.find(bytes)) findings.add(`${place.replace(ground.folder, '')}: ${label}`)
    }
  const needles = needlesOf(identities)
  const early = lookWith(makeSearch(needles))
  findNothingMissed(needles.length, makeSearch(needles), identities)

  const watching = watch(ground, early)
  const half = Math.ceil(identities.length / 2)
  orderFaults(ground, identities)
  const first = await plant(ground, identities.slice(0, half))
  await ground.system.kill('worker', () => {})
  await ground.system.kill('vault', () => {})
  const second = await plant(ground, identities.slice(half))
  orderFaults(ground, identities)
  await whileDatabaseIsAway(ground, identities, early)
  for (const one of identities) {
    for (const page of await strays(openCitizen(ground.address), one))
      early('an answer to a stray request', Buffer.from(page.text))
  }
  const pages = await useDesk(ground, identities.length, early)
  const commands = await useCommands(ground, (place, text) => visitText(place, text, early))
  await quiet(ground)
  const { processes } = await watching.stop()

  const late = lookWith(makeSearch([...needles, ...first.needles, ...second.needles]))
  await ground.query('checkpoint')
  const filled = await visitTables(ground, late)
  const rows = await visitAsRoles(ground, late)
  const files = await visitFiles(ground.folder, late)
  const [counts] = await ground.query<{ parked: number; unread: number; tips: number }>(
    `select (select count(*)::int from deliveries where error is not null) as parked,
        (select count(*)::int from dead_letters) as unread, (select count(*)::int from tips) as tips`,
  )
  if (!counts?.parked || !counts.unread || !counts.tips)
    findings.add(`nothing went wrong (${JSON.stringify(counts)}): the run proved nothing`)
  const known = await readVault(ground)
  for (const one of identities) {
    const parts = one.channel === 'webform' ? [one.name] : one.channel === 'webchat' ? [] : [one.chatId]
    for (const part of parts)
      if (!known.includes(part)) findings.add(`${one.channel} ${one.number}: even the vault does not know them`)
  }
  for (const table of [
    'public.events',
    'public.identities',
    'public.dead_letters',
    'public.deliveries',
    'public.tips',
  ]) {
    if (!filled.includes(table)) findings.add(`${table} is empty: the run proved nothing`)
  }
  if (pages === 0 || commands === 0 || processes === 0 || rows === 0)
    findings.add('a part of the line was not used: the run proved nothing')
  const tried =
    `${identities.length} people in ${needles.length} shapes, ${counts?.tips} tips, ${counts?.unread} dead letters, ` +
    `${counts?.parked} deliveries failed; looked at ${looked.places} places, ` +
    `${Math.round(looked.megabytes)} MB: ${files} files, ${filled.length} tables, ${rows} rows by role, ${pages} pages of the desk, ${commands} commands`
  return { tried, findings }
}

/** The search finds what it is shown, or it is no search. @throws {Error} */
function findNothingMissed(count: number, search: Search, identities: readonly Identity[]): void {
  const one = identities[0]
  if (!one || count === 0) throw new Error('nobody to look for')
  const shown = [
    one.name,
    one.name.toUpperCase(),
    one.name.normalize('NFD'),
    Buffer.from(`x${one.phone}`).toString('base64'),
    Buffer.from(one.name).toString('hex').toUpperCase(),
    encodeURIComponent(one.fileName),
    Buffer.from(one.name, 'utf16le').toString('latin1'),
    one.phone.replace(/^0(...)(...)/, '+84 $1.$2-'),
    [...one.fileName].reverse().join(''),
    one.name.replaceAll(' ', ''),
  ]
  for (const [index, text] of shown.entries()) {
    const bytes = index === 6 ? Buffer.from(text, 'latin1') : Buffer.from(`…${text}…`)
    if (search.find(bytes).length === 0) throw new Error(`the search does not find shape ${index}`)
  }
}

/** What is on its way is gone a moment later: looked at again and again while the rest goes on. */
function watch(ground: Ground, visit: Visit): { stop(): Promise<{ processes: number }> } {
  let isStopping = false
  let processes = 0
  const running = (async () => {
    while (!isStopping) {
      // The database is killed meanwhile.
      await visitMoving(ground, visit).catch(() => {})
      processes = Math.max(processes, await visitProcesses(ground.system.config.home, visit))
      await pause(150)
    }
  })()
  return {
    async stop() {
      isStopping = true
      await running
      return { processes }
    },
  }
}

/** Faults of the database are where logs quote statements and values. */
async function whileDatabaseIsAway(ground: Ground, identities: readonly Identity[], visit: Visit): Promise<void> {
  const killing = ground.system.kill('postgres', () => {})
  for (const one of identities.filter(({ channel }) => channel === 'webform').slice(0, 5)) {
    const citizen = openCitizen(ground.address, { forwardedFor: one.forwardedFor })
    const { status, text } = await citizen.submit('/', { what: 'mất trộm xe', name: one.name, phone: one.phone })
    // The form comes back with what was typed: to whoever typed it, and to nobody else.
    if (status >= 500 && status !== 503) visit(`answer ${status}`, Buffer.from(text))
  }
  await killing
}

async function quiet(ground: Ground): Promise<void> {
  const look = async (): Promise<boolean> => {
    const rows = await ground.query(`select 1 from deliveries where status = 'pending' and error is null`)
    return rows.length === 0
  }
  await until('nothing more on its way', look, QUIET_TIMEOUT_MS).catch(() => null)
}

/** Everything the vault can tell, with its own key. */
async function readVault(ground: Ground): Promise<string> {
  const vault = makeIdentityOpener(await readVaultPrivateKeys(ground.system.config.vaultKeysFolder))
  const rows = await ground.query<{ id: string; sealed: Buffer }>('select event_id as id, sealed from identities')
  const opened: string[] = []
  for (const { id, sealed } of rows) opened.push(JSON.stringify(await vault.open(identityRecord(id), sealed)))
  return opened.join('\n')
}
