import { DEFAULT_ROUTING } from '../data/routing.ts'
import { newId } from '../domain/ids.ts'
import type { UnitDirectory } from '../domain/jurisdiction.ts'
import { findDesk } from '../domain/routing.ts'
import type { RoutingRules } from '../domain/routing-rules.ts'
import { isRestrictedTopic, topicOf } from '../domain/series.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { finishOutbox } from '../storage/outbox.ts'
import {
  addMarks,
  addSeriesAlerts,
  beginSeries,
  dropMarks,
  endThinSeries,
  listJoinable,
  listSeriesParts,
  lockSeries,
  type SeriesPart,
  touchSeries,
} from '../storage/series.ts'
import { lockTips } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { findStandIn } from './find-stand-in.ts'
import { readMarks } from './series-marks.ts'

/** Binds triaged tips to others with the same trace. Safe to run twice; what of a tip is no more bound leaves. */
export type JoinSeries = (tipIds: readonly string[]) => Promise<void>

/**
 * One transaction, with the tips kept from changing: what is read is what is counted. Whoever answers for the matter in a
 * province is told when a series comes to be there, once, in numbers; that gives sight of no tip.
 */
export function makeJoinSeries(parts: {
  db: Db
  content: ContentSealer
  pseudonyms: Pseudonyms
  units: UnitDirectory
  rules?: () => RoutingRules
  homeProvince: string
  findSelfWords?: FindSelfWords
}): JoinSeries {
  const { db, content, pseudonyms, findSelfWords = findByRules } = parts
  return (tipIds) =>
    db.transaction().execute(async (tx) => {
      const tips = await lockTips(tx, tipIds)
      const marked = await readMarks(tx, { content, pseudonyms, findSelfWords }, tips)
      const joinable = await listJoinable(
        tx,
        marked.map(({ tip, topic }) => ({ tipId: tip.id, topic })),
      )
      // From here on the others wait.
      await lockSeries(tx)
      const dropped = await dropMarks(tx, tipIds)
      const added = marked.flatMap(({ tip, topic, commune, marks }) =>
        joinable.has(tip.id)
          ? marks.map(({ key, kind, heldOn }) => ({ tipId: tip.id, mark: key, topic, kind, heldOn, commune }))
          : [],
      )
      await addMarks(tx, added)
      await endThinSeries(tx, dropped)
      const marks = new Map(added.map(({ mark }) => [mark.toString('hex'), mark]))
      await touchSeries(tx, [...marks.values()])
      await beginSeries(
        tx,
        [...marks.values()].map((mark) => ({ id: newId('ser'), mark })),
      )
      await finishOutbox(tx, 'series', tipIds)
      await alert(tx, parts, await listSeriesParts(tx, [...marks.values()]))
    })
}

async function alert(
  tx: Tx,
  parts: Pick<Parameters<typeof makeJoinSeries>[0], 'units' | 'rules' | 'homeProvince'>,
  of: readonly SeriesPart[],
): Promise<void> {
  const rules = parts.rules?.() ?? DEFAULT_ROUTING
  const wanted: (Parameters<typeof addSeriesAlerts>[1][number] & { part: SeriesPart })[] = []
  for (const part of of) {
    const unit = unitFor(part, rules, parts)
    const tip = { restricted: isRestrictedTopic(part.topic), aboutPolice: false, accusedUnit: null }
    // Where nobody of the department could read it, whoever stands in for it is told as well.
    const standIn = await findStandIn(tx, unit, tip, { ...parts, routing: () => rules })
    for (const unitCode of standIn === null ? [unit] : [unit, standIn.unit]) {
      wanted.push({ id: newId('sal'), seriesId: part.seriesId, topic: part.topic, unitCode, part })
    }
  }
  const told = await addSeriesAlerts(tx, wanted)
  await writeAudit(
    tx,
    ...told.flatMap(({ seriesId, unitCode }) => {
      const one = wanted.find((each) => each.seriesId === seriesId && each.unitCode === unitCode)
      return one === undefined
        ? []
        : [
            {
              action: 'series.alerted' as const,
              officerId: null,
              unitCode,
              objectId: seriesId,
              detail: { topic: one.topic, mark: one.part.kind, count: one.part.tips },
            },
          ]
    }),
  )
}

/** The department of the matter in that province; its duty desk where there is none here. */
function unitFor(
  { province, category }: SeriesPart,
  rules: RoutingRules,
  { units, homeProvince }: { units: UnitDirectory; homeProvince: string },
): string {
  const rule = category !== null && topicOf(category) !== null ? rules.categories[category] : undefined
  const department = rule?.department ? units.codeOf(rule.department, province) : null
  return department !== null && units.has(department) ? department : findDesk(rules, units, province, homeProvince)
}
