import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config.ts'
import { UNSEAL_BASES } from '../data/unseal-bases.ts'
import { readViews, type UnsealView } from '../flow/unsealings.ts'
import { writeAudit } from '../storage/audit.ts'
import { listUnsealRequests } from '../storage/unsealing.ts'
import { makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import type { Command } from './command.ts'
import { openDatabase } from './database.ts'
import { asOwner } from './owner-db.ts'

/** More than a province's custodians decide in years. */
const REQUESTS_MAX = 10_000

export const unseal: Command = {
  usage:
    'unseal history [--tip CODE]   who asked to open an identity, why, who decided, what was opened; the list is recorded',
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: false,
      options: { tip: { type: 'string' } },
    })
    if (positionals[0] === 'history') {
      return printHistory(loadConfig(env), typeof values.tip === 'string' ? values.tip : null)
    }
    process.stderr.write(`Usage: tinbao ${unseal.usage}\n`)
    return 2
  },
}

/** A request a paragraph, oldest first; a tab between columns. */
async function printHistory(config: Config, tipCode: string | null): Promise<number> {
  const database = await openDatabase(config, () => {})
  try {
    const content = makeContentSealer(await readContentKeys(config.keysFolder))
    return await asOwner(database.ownerUrl, async (tx) => {
      const requests = await listUnsealRequests(tx, {
        ...(tipCode === null ? {} : { tipCode }),
        limit: REQUESTS_MAX,
      })
      const views = await readViews(tx, content, requests, new Date())
      for (const view of views.toReversed()) process.stdout.write(paragraphOf(view))
      await writeAudit(tx, {
        action: 'unseal.read',
        officerId: null,
        unitCode: null,
        objectId: null,
        detail: { by: 'command', count: views.length },
      })
      return 0
    })
  } finally {
    await database.stop()
  }
}

function paragraphOf({ request, standing, events }: UnsealView): string {
  const basis = UNSEAL_BASES.find(({ code }) => code === request.legalBasis)?.vi ?? request.legalBasis
  const head = [request.id, request.tipCode ?? '-', standing, basis, request.legalArticle, request.caseNumber]
  const lines = events.map(({ at, what, officerNumber, unitCode, reason }) =>
    ['', at.toISOString(), what, officerNumber ?? '-', unitCode ?? '-', printable(reason ?? '')].join('\t'),
  )
  return `${[head.map(printable).join('\t'), ...lines].join('\n')}\n`
}

/** An officer's words must not steer a terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}+/gu, ' ')
}
