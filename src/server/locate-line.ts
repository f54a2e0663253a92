import type { Hono } from 'hono'
import type { PlaceNames } from '../domain/place.ts'
import { makeCountQuestion } from '../flow/ask-place.ts'
import { explainFinding } from '../gazetteer/explain.ts'
import type { Release } from '../gazetteer/release.ts'
import { makePlaceResolver, type PlaceResolver } from '../gazetteer/resolve.ts'
import type { Db } from '../storage/db.ts'
import { makeLocateApi } from '../web/locate-api.ts'
import { addressOf } from './client-address.ts'

/**
 * The endpoint that tells which commune a text or a point means. The index, some 40 MB and most of a second for the whole
 * country, is made with the first question to a release: a line that nobody asks does not pay for it.
 */
export function makeLocateLine(parts: {
  /** The one in use; null while none is. */
  release: () => Release | null
  names: () => PlaceNames | null
  desk: Db
  isPublic: boolean
  isSecure: boolean
  trustedProxy: string | null
  now: () => Date
  onError: (error: unknown) => void
}): Hono {
  let known: { release: Release; resolver: PlaceResolver } | null = null
  const ask = () => {
    const release = parts.release()
    const names = parts.names()
    if (release === null || names === null) return null
    if (known?.release !== release) known = { release, resolver: makePlaceResolver(release) }
    return { resolver: known.resolver, names }
  }
  return makeLocateApi(
    {
      locate({ text, pin }) {
        const gazetteer = ask()
        return gazetteer && explainFinding(gazetteer.resolver.locate(text, pin), text, gazetteer.names)
      },
      countQuestion: makeCountQuestion({ db: parts.desk }),
      clientAddress: (c) => addressOf(c, parts.trustedProxy),
      now: parts.now,
    },
    { isPublic: parts.isPublic, isSecure: parts.isSecure, onFault: parts.onError },
  )
}
