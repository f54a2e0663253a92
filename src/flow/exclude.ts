import { newId } from '../domain/ids.ts'
import { writeAudit } from '../storage/audit.ts'
import { listOfficersOfNumber } from '../storage/audit-log.ts'
import type { Db } from '../storage/db.ts'
import { addExclusion, type Exclusion, listExclusions } from '../storage/exclusions.ts'
import type { Tip } from '../storage/tips.ts'
import { refusalOf } from '../storage/unseal-vault.ts'
import type { ContentSealer } from '../vault/content.ts'
import { exclusionRecord } from '../vault/records.ts'
import { type CurrentOfficer, type NotFound, onTip, type SignedOut } from './desk.ts'

export type ExcludeFault =
  | 'not-leader'
  | 'unknown-officer'
  | 'unknown-unit'
  | 'note-missing'
  | 'note-too-long'
  | 'nobody-left'

export interface Exclude {
  /** Who is kept out of a tip, for those who lead a unit that holds it. */
  list(
    token: string,
    tipId: string,
  ): Promise<
    | { ok: true; officer: CurrentOfficer; tip: Tip; exclusions: (Omit<Exclusion, 'note'> & { note: string | null })[] }
    | SignedOut
    | NotFound
    | { ok: false; reason: 'not-leader' }
  >
  /** Keeps an officer (by service number) or a unit out of a tip, at once and for good. `isGone`: also whoever did it. */
  add(
    token: string,
    tipId: string,
    whom: { number: string } | { unitCode: string },
    note: string,
  ): Promise<{ ok: true; isGone: boolean } | SignedOut | NotFound | { ok: false; reason: ExcludeFault }>
}

const NOTE_LENGTH_MIN = 5
const NOTE_LENGTH_MAX = 500

export function makeExclude(parts: { db: Db; content: ContentSealer; isUnit(code: string): boolean }): Exclude {
  const { db, content } = parts
  const leads = ({ role }: CurrentOfficer): boolean => role === 'unit-commander' || role === 'provincial-supervisor'
  return {
    list: (token, tipId) =>
      onTip(db, token, tipId, async (tx, officer, tip) => {
        if (!leads(officer)) return { ok: false, reason: 'not-leader' }
        const exclusions = (await listExclusions(tx, tip.id)).map((one) => ({
          ...one,
          note: one.note === null ? null : String(content.open(exclusionRecord(one.id), one.note)),
        }))
        return { ok: true, officer, tip, exclusions }
      }),

    async add(token, tipId, whom, note) {
      try {
        return await onTip(db, token, tipId, async (tx, officer, tip) => {
          if (!leads(officer)) return { ok: false, reason: 'not-leader' }
          const words = note.trim()
          if (words.length < NOTE_LENGTH_MIN) return { ok: false, reason: 'note-missing' }
          if (words.length > NOTE_LENGTH_MAX) return { ok: false, reason: 'note-too-long' }
          if ('unitCode' in whom && !parts.isUnit(whom.unitCode)) return { ok: false, reason: 'unknown-unit' }
          const officers = 'number' in whom ? await listOfficersOfNumber(tx, whom.number.trim()) : [null]
          if (officers.length === 0) return { ok: false, reason: 'unknown-officer' }
          const unitCode = 'unitCode' in whom ? whom.unitCode : null
          const known = await listExclusions(tx, tip.id)
          const fresh = officers.filter((id) => !known.some((one) => one.officerId === id && one.unitCode === unitCode))
          const ids: string[] = []
          for (const officerId of fresh) {
            const id = newId('exc')
            ids.push(id)
            const sealed = content.seal(exclusionRecord(id), words)
            await addExclusion(tx, { id, tipId: tip.id, officerId, unitCode, note: sealed })
          }
          await writeAudit(
            tx,
            ...fresh.map((officerId, at) => ({
              action: 'tip.excluded' as const,
              officerId: officer.id,
              unitCode: officer.unitCode,
              objectId: tip.id,
              detail: { exclusion: ids[at] ?? null, officers: officerId === null ? [] : [officerId], unit: unitCode },
            })),
          )
          return { ok: true, isGone: fresh.includes(officer.id) || unitCode === officer.unitCode }
        })
      } catch (fault) {
        if (refusalOf(fault) === 'nobody-left') return { ok: false, reason: 'nobody-left' }
        throw fault
      }
    },
  }
}
