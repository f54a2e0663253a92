import type { Config } from '../config.ts'
import { writeAudit } from '../storage/audit.ts'
import { type AuditLogRow, type AuditWanted, findTipOfCode, listAudit } from '../storage/audit-log.ts'
import type { Tx } from '../storage/db.ts'
import { findByLogin } from '../storage/officers.ts'
import { openDatabase } from './database.ts'
import { asOwner } from './owner-db.ts'

const PAGE_ROWS = 1_000

/** Prints rows newest first, a tab between columns; the listing itself is a row of the chain `system`. */
export async function printAudit(
  config: Config,
  asked: { tip: string | null; officer: string | null; day: string | null },
): Promise<number> {
  const database = await openDatabase(config, () => {})
  try {
    return await asOwner(database.ownerUrl, async (tx) => {
      const wanted = await findWanted(tx, asked)
      if (!wanted.ok) {
        process.stderr.write(`${wanted.problem}\n`)
        return 1
      }
      const count = await printRows(tx, wanted.value)
      const { objectId, officerIds } = wanted.value
      await writeAudit(tx, {
        action: 'audit.read',
        officerId: null,
        unitCode: null,
        objectId: null,
        detail: {
          by: 'command',
          filters: Object.entries(asked).flatMap(([name, value]) => (value === null ? [] : [name])),
          ...(objectId === undefined ? {} : { tip: objectId }),
          ...(officerIds === undefined ? {} : { officers: officerIds }),
          count,
        },
      })
      return 0
    })
  } finally {
    await database.stop()
  }
}

async function findWanted(
  tx: Tx,
  asked: { tip: string | null; officer: string | null; day: string | null },
): Promise<{ ok: true; value: AuditWanted } | { ok: false; problem: string }> {
  const officer = asked.officer === null ? null : await findByLogin(tx, asked.officer)
  if (asked.officer !== null && officer === null) return { ok: false, problem: `There is no officer ${asked.officer}.` }
  const isId = asked.tip?.startsWith('tip_') === true
  const tip = asked.tip === null || isId ? asked.tip : await findTipOfCode(tx, asked.tip)
  if (asked.tip !== null && tip === null) return { ok: false, problem: `No row names a tip of code ${asked.tip}.` }
  return {
    ok: true,
    value: {
      ...(officer === null ? {} : { officerIds: [officer.id] }),
      ...(tip === null ? {} : { objectId: tip }),
      ...(asked.day === null ? {} : { day: asked.day }),
    },
  }
}

async function printRows(tx: Tx, wanted: AuditWanted): Promise<number> {
  let count = 0
  for (let beforeId: string | undefined; ; ) {
    const rows = await listAudit(tx, { ...wanted, ...(beforeId === undefined ? {} : { beforeId }) }, PAGE_ROWS)
    process.stdout.write(rows.map((row) => `${lineOf(row)}\n`).join(''))
    count += rows.length
    beforeId = rows.at(-1)?.raw.id
    if (rows.length < PAGE_ROWS) return count
  }
}

function lineOf({ raw, at, officerNumber }: AuditLogRow): string {
  const officer = raw.officerId === null ? '-' : `${raw.officerId} (${officerNumber ?? '?'})`
  const columns = [at.toISOString(), `${raw.chain} ${raw.day} ${raw.number}`, officer, raw.action, raw.objectId ?? '-']
  return [...columns, raw.detail].join('\t')
}
