import { makeUnitDirectory } from '../../src/domain/jurisdiction.ts'
import { makeJoinSeries } from '../../src/flow/join-series.ts'
import { makeSeriesLook, type SeriesList, type SeriesPage } from '../../src/flow/series.ts'
import { listUnits } from '../../src/storage/units.ts'
import { openFlowWorld, type TipLine } from './flow-world.ts'

/** Tips that are triaged and then bound, as the worker does it one after the other. */
export async function openSeriesWorld() {
  const world = await openFlowWorld()
  const { content, pseudonyms } = world
  const units = makeUnitDirectory(await listUnits(world.as('worker'), '2026-11-21'))
  const join = makeJoinSeries({ db: world.as('worker'), content, pseudonyms, units, homeProvince: '79' })
  const look = makeSeriesLook({ db: world.as('desk'), content, pseudonyms, now: world.now })

  /** Does what waits of this kind. */
  const bind = async (): Promise<void> => {
    const rows = await world.query<{ ref: string }>(`select ref from outbox where topic = 'series' order by id`)
    await join(rows.map(({ ref }) => ref))
  }
  return {
    ...world,
    seriesLook: look,
    join,
    bind,
    /** A citizen reports, and the tip is triaged and bound. Answers their newest tip. */
    async report(chat: string, words: string): Promise<TipLine> {
      await world.hear(chat, words)
      await world.work()
      await world.workQuiet()
      await bind()
      const tip = (await world.tipsOf(chat)).at(-1)
      if (tip === undefined) throw new Error('no tip')
      return tip
    },
    async listed(unit: string): Promise<SeriesList> {
      const found = await look.list(await world.signIn(unit))
      if (!found.ok) throw new Error(found.reason)
      return found
    },
    async page(unit: string, id: string): Promise<SeriesPage> {
      const found = await look.page(await world.signIn(unit), id)
      if (!found.ok) throw new Error(found.reason)
      return found
    },
    /** Everything these tests leave, so that the next begins anew. */
    async sweep(): Promise<void> {
      await world.query('delete from series_alerts')
      await world.query('delete from series')
      await world.query('delete from series_marks')
      await world.query('update tips set copy_key = null')
      await world.query(
        'truncate incidents, incident_members, incident_suggestions, incident_pins, incident_acts, tip_views, tip_traces',
      )
      await world.query('delete from audit')
    },
  }
}
