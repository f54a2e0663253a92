import { type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db } from '../storage/db.ts'
import { eraseTips } from '../storage/erase.ts'
import { lockIncidents } from '../storage/incidents.ts'
import { listRecorded, lockErasable, noteErased, recordDeletions } from '../storage/retention.ts'
import { markTipsOutOfScope } from '../storage/scope.ts'
import type { DeletionLog, LoggedDeletion } from './deletion-log.ts'

/** The epoch keys of a folder, as retention needs them. */
export interface EpochKeyring {
  list(): Promise<string[]>
  /** Makes this key if there is none. */
  ensure(id: string): Promise<void>
  /** False where there is none. */
  destroy(id: string): Promise<boolean>
}

/**
 * Destroys in the one order that survives a crash and a restored backup: the line in the signed log, on disk; the deed;
 * the row. What a crash leaves between is found by its line and finished.
 */
export interface Destroyer {
  eraseTips(tips: readonly { tipId: string; rule: string; basis: string }[]): Promise<void>
  destroyKey(id: string, rule: string): Promise<void>
  /** Does what a line announced and no row tells of. */
  finishBrokenOff(): Promise<void>
}

const AT_ONCE = 100

export function makeDestroyer(parts: {
  db: Db
  keys: EpochKeyring
  log: DeletionLog
  now: () => Date
  by: string
}): Destroyer {
  const { db, keys, log, now, by } = parts

  const erase = (tips: readonly LoggedDeletion[], isLogged: boolean): Promise<void> =>
    db.transaction().execute(async (tx) => {
      // Before any tip: whoever links holds it when they come to the tips.
      await lockIncidents(tx)
      const ids = new Set(
        await lockErasable(
          tx,
          tips.map(({ ref }) => ref),
        ),
      )
      const doomed = tips.filter(({ ref }) => ids.has(ref))
      if (!isLogged) for (const deletion of doomed) await log.append(deletion)
      const at = now()
      await eraseTips(tx, [...ids])
      await noteErased(tx, [...ids], at)
      await markTipsOutOfScope(tx, [...ids])
      await recordDeletions(tx, doomed, at)
      await writeAudit(tx, ...doomed.map((deletion) => entryOf('tip.erased', deletion)))
    })

  const destroy = async (deletion: LoggedDeletion): Promise<void> => {
    await keys.destroy(deletion.ref)
    await db.transaction().execute(async (tx) => {
      await recordDeletions(tx, [deletion], now())
      await writeAudit(tx, entryOf('key.destroyed', deletion))
    })
  }

  return {
    async eraseTips(tips) {
      const deletions = tips.map(({ tipId, rule, basis }) => ({ kind: 'tip' as const, ref: tipId, rule, basis, by }))
      for (let from = 0; from < deletions.length; from += AT_ONCE) {
        await erase(deletions.slice(from, from + AT_ONCE), false)
      }
    },
    async destroyKey(id, rule) {
      const deletion = { kind: 'key', ref: id, rule, basis: 'no record is under it', by } as const
      await log.append(deletion)
      await destroy(deletion)
    },
    async finishBrokenOff() {
      const lines = await log.read()
      const missing = async (kind: LoggedDeletion['kind']): Promise<LoggedDeletion[]> => {
        const of = new Map(lines.filter((line) => line.kind === kind).map((line) => [line.ref, line]))
        const known = await listRecorded(db, kind, [...of.keys()])
        return [...of.values()].filter(({ ref }) => !known.has(ref))
      }
      for (const deletion of await missing('key')) await destroy(deletion)
      const tips = await missing('tip')
      for (let from = 0; from < tips.length; from += AT_ONCE) await erase(tips.slice(from, from + AT_ONCE), true)
    },
  }
}

/** Of the system's chain: no officer does it. */
function entryOf(action: AuditEntry['action'], { ref, rule, by }: LoggedDeletion): AuditEntry {
  return { action, officerId: null, unitCode: null, objectId: ref, detail: { rule, by } }
}
