import { PAIR_REFIT_LOCK, runPairRefit } from '../../workers/learn-pairs.ts'
import type { Config } from '../config.ts'
import { writeAudit } from '../storage/audit.ts'
import { openPool } from '../storage/db.ts'
import { tryLock } from '../storage/lock.ts'
import { urlForRole } from '../storage/roles.ts'
import { PAIR_MODEL } from '../understand/alike/in-use.ts'
import {
  choosePairModel,
  loadPairModel,
  loadPairsInUse,
  type PairBook,
  readPairBook,
} from '../understand/alike/pair-store.ts'
import { makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import { readRolePasswords } from '../vault/keys.ts'
import { withDatabase } from './database.ts'
import { asOwner } from './owner-db.ts'

const POOL_SIZE = 3

/** The model that tells which tips are of one event: `list`, `use`, `rollback`, `refit`. Answers the exit code. */
export async function modelOfPairs(
  [verb, version]: readonly string[],
  config: Config,
  folder: string,
): Promise<number> {
  if (verb === 'list') return list(folder)
  if (verb === 'use' && version) return choose(config, folder, false, () => version)
  if (verb === 'rollback') return choose(config, folder, true, ({ former: [before] }) => before)
  if (verb === 'refit') return refitNow(config, folder)
  process.stderr.write('Usage: tinbao model list|use VERSION|rollback|refit --pairs\n')
  return 2
}

function list(folder: string): number {
  const { former, chosenAt, chosenBy, isHeld, lastRefit, reviewed } = readPairBook(folder)
  const { version, thresholds } = loadPairsInUse(folder)
  const since = chosenAt === null ? 'the one the program brings' : `since ${chosenAt}, by ${chosenBy}`
  process.stdout.write(`In use: ${version}, ${since}${isHeld ? '; held: no refit takes its place' : ''}\n`)
  for (const one of former) process.stdout.write(`before: ${one ?? PAIR_MODEL.version}\n`)
  process.stdout.write(`reviewed by officers: ${reviewed.right} of ${reviewed.count} right\n`)
  const sure = thresholds.sure === null ? 'the machine only suggests' : `links by itself from ${thresholds.sure} on`
  process.stdout.write(`${sure}\n`)
  if (lastRefit)
    process.stdout.write(
      `last refit: ${[lastRefit.at, lastRefit.outcome, lastRefit.version ?? '', ...lastRefit.shortfalls].join(' ')}\n`,
    )
  return 0
}

/** Puts another in use, held or not. While no refit can: what one promotes in between would be undone. */
async function choose(
  config: Config,
  folder: string,
  isHeld: boolean,
  pick: (book: PairBook) => string | null | undefined,
): Promise<number> {
  return withDatabase(config, (ownerUrl) =>
    asOwner(ownerUrl, async (tx) => {
      if (!(await tryLock(tx, PAIR_REFIT_LOCK))) return explain('A refit is under way; try again when it has ended.')
      const book = readPairBook(folder)
      const picked = pick(book)
      if (picked === undefined) return explain('No model was in use before this one.')
      const wanted = picked === PAIR_MODEL.version ? null : picked
      const name = loadPairModel(folder, wanted).version
      await writeAudit(tx, {
        action: 'model.chosen',
        officerId: null,
        unitCode: null,
        objectId: name,
        detail: { by: 'command', before: book.version ?? PAIR_MODEL.version },
      })
      // Nothing is put in use that is not recorded.
      choosePairModel(folder, wanted, { by: 'command', at: new Date(), isHeld })
      const held = isHeld ? ' and held until "tinbao model use VERSION --pairs"' : ''
      process.stdout.write(`In use${held}: ${name}. Taken over within half a minute.\n`)
      return 0
    }),
  )
}

async function refitNow(config: Config, folder: string): Promise<number> {
  return withDatabase(config, async (ownerUrl) => {
    const passwords = await readRolePasswords(config.keysFolder)
    const pool = openPool(urlForRole(ownerUrl, 'worker', passwords), { size: POOL_SIZE, name: 'refit' })
    try {
      const content = makeContentSealer(await readContentKeys(config.keysFolder))
      const done = await runPairRefit({ db: pool.db, content, folder, now: () => new Date() })
      if (done === null) return explain('Another refit is under way.')
      process.stdout.write(`${[done.outcome, done.version ?? '', ...done.shortfalls].join(' ')}\n`)
      return 0
    } finally {
      await pool.close()
    }
  })
}

function explain(words: string): number {
  process.stderr.write(`${words}\n`)
  return 1
}
