import type { PlaceNames } from '../domain/place.ts'
import { watchGazetteer } from '../flow/watch-gazetteer.ts'
import { listKnownAreas } from '../gazetteer/known-areas.ts'
import { unpackRelease } from '../gazetteer/pack.ts'
import { makePlaceNames } from '../gazetteer/place-names.ts'
import type { Release } from '../gazetteer/release.ts'
import type { Db } from '../storage/db.ts'
import { loadActiveRelease } from '../storage/gazetteer.ts'
import type { MapGround } from '../web/map-ground.ts'
import { makeMapGround } from './map-ground.ts'

export interface GazetteerLine {
  /** Null until a first release is in use. */
  release(): Release | null
  /** What maps are drawn on, of the same release. */
  ground(): MapGround | null
  /** Its communes, as units may answer for them. */
  areas(): ReturnType<typeof listKnownAreas> | null
  /** Names of its places. */
  names(): PlaceNames | null
  close(): Promise<void>
}

/** The gazetteer of the web process: the release in use, and each that takes its place. `url`, `db`: of a role that may read it. */
export async function startGazetteer(parts: {
  url: string
  db: Db
  onError: (error: unknown) => void
}): Promise<GazetteerLine> {
  let current: { release: Release; ground: MapGround; names: PlaceNames } | null = null
  const take = ({ id, body }: { id: string; body: Buffer }): void => {
    const release = unpackRelease(body, id)
    current = { release, ground: makeMapGround(release), names: makePlaceNames(release) }
  }
  const packed = await loadActiveRelease(parts.db)
  if (packed !== null) take(packed)
  const watch = watchGazetteer({ ...parts, known: packed?.id ?? null, take })
  return {
    release: () => current?.release ?? null,
    ground: () => current?.ground ?? null,
    areas: () => current && listKnownAreas(current.release),
    names: () => current?.names ?? null,
    close: () => watch.close(),
  }
}
