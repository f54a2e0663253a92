import path from 'node:path'
import { parseArgs } from 'node:util'
import { REFIT_LOCK, runRefit } from '../../workers/learn.ts'
import { type Config, loadConfig } from '../config.ts'
import { readShelf, type ShelvedModel } from '../flow/model-shelf.ts'
import { writeAudit } from '../storage/audit.ts'
import { openPool, type Tx } from '../storage/db.ts'
import { tryLock } from '../storage/lock.ts'
import { urlForRole } from '../storage/roles.ts'
import { chooseModel } from '../understand/model/store.ts'
import { makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import { readRolePasswords } from '../vault/keys.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'
import { modelOfPairs } from './model-pairs.ts'
import { asOwner } from './owner-db.ts'

/** The lock's transaction, and the work beside it. */
const POOL_SIZE = 3

export const model: Command = {
  usage: `model list                 every model there is: which is in use, what it was judged to do
  tinbao model use VERSION [--anyway]    put a model in use; --anyway: one that was judged and not taken over
  tinbao model rollback                  put the one before it back in use, and hold it: a refit takes over nothing until "use"
  tinbao model refit [--seed N]          learn anew with what officers corrected, and take it over if nothing falls
  tinbao model list|use|rollback|refit --pairs   the same of what tells which tips are of one event`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: false,
      options: { anyway: { type: 'boolean' }, pairs: { type: 'boolean' }, seed: { type: 'string' } },
    })
    const [verb, version] = positionals
    const config = loadConfig(env)
    const folder = path.join(config.home, 'models')
    if (values.pairs === true) return modelOfPairs(positionals, config, folder)
    if (verb === 'list') return list(folder)
    if (verb === 'use' && version) {
      const isAnyway = values.anyway === true
      return choose(config, folder, {}, ({ models }) => checkUse(models, version, isAnyway) ?? version)
    }
    if (verb === 'rollback') {
      return choose(config, folder, { isHeld: true }, ({ choice, models }) => {
        const last = choice?.former.find((one) => models.some((it) => it.version === one && it.state === 'former'))
        return last ?? { words: 'No model was in use before this one, or its file is gone.' }
      })
    }
    const seed = values.seed === undefined ? 1 : Number(values.seed)
    if (verb === 'refit' && Number.isInteger(seed)) return refitNow(config, folder, seed)
    return explain(`Usage: tinbao ${model.usage}`, 2)
  },
}

function list(folder: string): number {
  const { models, choice } = readShelf(folder)
  for (const { version, at, state, card } of models) {
    const figures = card
      ? `macro-F1 ${card.exam.macroF1.toFixed(3)}, without diacritics ${card.exam.macroF1Stripped.toFixed(3)}; ${card.examples.tips} tips`
      : 'not judged'
    const why = (card?.shortfalls ?? []).map(({ figure, leaf }) => (leaf === undefined ? figure : `${figure} ${leaf}`))
    const kept = why.length > 0 ? `; falls short in ${why.join(', ')}` : card?.isHeldBack === true ? '; held back' : ''
    process.stdout.write(`${[version, at.toISOString(), state, figures + kept].join('\t')}\n`)
  }
  if (models.length === 0) process.stdout.write('There is no model yet: npx tinbao train\n')
  const held = choice?.isHeld === true ? '; held: no refit takes its place before "tinbao model use"' : ''
  if (choice) process.stdout.write(`Chosen by ${choice.chosenBy} at ${choice.chosenAt}: ${choice.version}${held}\n`)
  return 0
}

/** Why a version cannot be put in use. One that fell in nothing, and was only held back or broken off, is as good as any. */
export function checkUse(
  models: readonly ShelvedModel[],
  version: string,
  isAnyway: boolean,
): { words: string } | null {
  const found = models.find((one) => one.version === version && one.state !== 'gone')
  if (found === undefined) return { words: `There is no model ${version}: npx tinbao model list` }
  if (found.state !== 'candidate' || isAnyway || found.card?.shortfalls.length === 0) return null
  return { words: `${version} was judged and not taken over. To use it all the same: --anyway` }
}

/** Looks and chooses while no refit can: what one promotes in between would be undone, or would undo this. */
async function choose(
  config: Config,
  folder: string,
  options: { isHeld?: boolean },
  pick: (shelf: ReturnType<typeof readShelf>) => string | { words: string },
): Promise<number> {
  return withDatabase(config, (ownerUrl) => asOwner(ownerUrl, (tx) => chooseIn(tx, folder, options, pick)))
}

/** @throws {AppError} `bad-data` for a model that cannot be read; then nothing is recorded either */
export async function chooseIn(
  tx: Tx,
  folder: string,
  options: { isHeld?: boolean },
  pick: (shelf: ReturnType<typeof readShelf>) => string | { words: string },
): Promise<number> {
  if (!(await tryLock(tx, REFIT_LOCK))) return explain('A refit is under way; try again when it has ended.', 1)
  const shelf = readShelf(folder)
  const version = pick(shelf)
  if (typeof version !== 'string') return explain(version.words, 1)
  await writeAudit(tx, {
    action: 'model.chosen',
    officerId: null,
    unitCode: null,
    objectId: version,
    detail: { by: 'command', before: shelf.models.find(({ state }) => state === 'in-use')?.version ?? null },
  })
  // Nothing is put in use that is not recorded.
  chooseModel(folder, version, 'command', new Date(), options)
  process.stdout.write(`In use: ${version}. Running processes take it over within half a minute.\n`)
  if (options.isHeld)
    process.stdout.write('Held: refits only keep what they learn, until "tinbao model use VERSION".\n')
  return 0
}

async function refitNow(config: Config, folder: string, seed: number): Promise<number> {
  return withDatabase(config, async (ownerUrl) => {
    const passwords = await readRolePasswords(config.keysFolder)
    const pool = openPool(urlForRole(ownerUrl, 'worker', passwords), { size: POOL_SIZE, name: 'refit' })
    try {
      const content = makeContentSealer(await readContentKeys(config.keysFolder))
      process.stdout.write('Learning; this takes a few minutes of one core.\n')
      const report = await runRefit({ db: pool.db, content, folder, now: () => new Date() }, { seed })
      if (report === null) return explain('Another refit is under way.', 1)
      const words = {
        promoted: 'taken over',
        kept: 'not taken over: npx tinbao model list says why',
        held: 'not taken over, for an older model is held: npx tinbao model use VERSION puts it in use',
        unchanged: 'in use; there is nothing to learn that was not learned before',
      }
      process.stdout.write(`${report.version ?? 'No model'}: ${words[report.outcome]}\n`)
      return 0
    } finally {
      await pool.close()
    }
  })
}

function explain(words: string, code: number): number {
  process.stderr.write(`${words}\n`)
  return code
}
