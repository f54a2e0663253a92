import type { TipText } from '../src/domain/compose.ts'
import type { PlaceHeard, PlaceNames } from '../src/domain/place.ts'
import { watchGazetteer } from '../src/flow/watch-gazetteer.ts'
import type { LocateTold } from '../src/gazetteer/locate-told.ts'
import { unpackRelease } from '../src/gazetteer/pack.ts'
import { makePlaces, NOWHERE, type Places } from '../src/gazetteer/places.ts'
import type { Db } from '../src/storage/db.ts'
import { loadActiveRelease } from '../src/storage/gazetteer.ts'

export interface LivePlaces {
  locate: LocateTold
  /** Null while there is none: then the sound of the words decides what is asked. */
  hear(told: TipText): PlaceHeard | null
  /** Null until a first release is in use. */
  names(): PlaceNames | null
  close(): Promise<void>
}

/** The gazetteer of the worker: the release in use, and each that takes its place. Without one every place is unknown. */
export async function startPlaces(parts: {
  url: string
  db: Db
  onError: (error: unknown) => void
}): Promise<LivePlaces> {
  let current: Places | null = null
  const take = ({ id, body }: { id: string; body: Buffer }): void => {
    current = makePlaces(unpackRelease(body, id))
  }
  const packed = await loadActiveRelease(parts.db)
  if (packed !== null) take(packed)
  const watch = watchGazetteer({ ...parts, known: packed?.id ?? null, take })
  return {
    locate: (told) => current?.locate(told) ?? NOWHERE,
    hear: (told) => current?.hear(told) ?? null,
    names: () => current?.names ?? null,
    close: () => watch.close(),
  }
}
