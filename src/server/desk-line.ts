import type { Hono } from 'hono'
import { DISPOSITIONS, findDisposition } from '../data/dispositions.ts'
import { RETURN_REASONS } from '../data/return-reasons.ts'
import { findCategory, findGroup, hasFlag, TAXONOMY } from '../data/taxonomy.ts'
import { fillText } from '../data/texts.ts'
import { UNCOVER_REASONS } from '../data/uncover-reasons.ts'
import { UNSEAL_BASES } from '../data/unseal-bases.ts'
import type { UnitDirectory } from '../domain/jurisdiction.ts'
import type { PlaceNames } from '../domain/place.ts'
import { makeAuditLook } from '../flow/audit-look.ts'
import { makeDecide } from '../flow/decide.ts'
import type { DeskRules } from '../flow/desk-act.ts'
import { makeExclude } from '../flow/exclude.ts'
import { makeFigures } from '../flow/figures.ts'
import { makeFindByCode } from '../flow/find-by-code.ts'
import { makeIncidentActs } from '../flow/incident-acts.ts'
import { makeIncidentLook } from '../flow/incident-page.ts'
import { makeLiveRouting } from '../flow/live-routing.ts'
import { startLiveUnits } from '../flow/live-units.ts'
import { makeLook } from '../flow/look.ts'
import { makeMapLook } from '../flow/map-look.ts'
import { readShelf } from '../flow/model-shelf.ts'
import { makeChooser } from '../flow/review.ts'
import { makeSeriesLook } from '../flow/series.ts'
import { makeSetRouting } from '../flow/set-routing.ts'
import { makeSlips } from '../flow/slips.ts'
import { makeUncover } from '../flow/uncover.ts'
import { makeUnits } from '../flow/units.ts'
import { makeUnseal } from '../flow/unseal.ts'
import { makeUnsealings } from '../flow/unsealings.ts'
import type { Db } from '../storage/db.ts'
import { readPairs } from '../understand/alike/pair-store.ts'
import type { FindSelfWords } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import type { Unsealing } from '../vault/unseal.ts'
import { makeDeskPages } from '../web/desk.ts'
import type { MapGround } from '../web/map-ground.ts'
import { addressOf } from './client-address.ts'
import type { Notices } from './notices.ts'
import { makeSignInLine } from './sign-in-line.ts'

/** The desk, made of its flows. `close` ends its open streams. */
export async function makeDesk(parts: {
  desk: Db
  login: Db
  content: ContentSealer
  /** By which what binds tips is found again in a tip that an officer holds. */
  pseudonyms: Pseudonyms
  /** The vault, asked for one purpose: opening who reported. */
  vault: Unsealing
  notices: Notices
  formKey: Uint8Array
  loginKey: Uint8Array
  /** Where models and their cards lie. */
  modelsFolder: string
  /** Where senders give themselves away. */
  findSelfWords: FindSelfWords
  /** What officers reach us at; asked for at each request. */
  origin: () => string
  isSecure: boolean
  trustedProxy: string | null
  /** Where tips without a place go, and those that nobody upwards reads. */
  homeProvince: string
  /** What maps are drawn on; null while no gazetteer is loaded. */
  ground: () => MapGround | null
  placeNames: () => PlaceNames | null
  /** The communes that units may answer for; null while no gazetteer is loaded. */
  areas: Parameters<typeof makeUnits>[0]['areas']
  mapTiles: string | null
  reviewShare: number
  now: () => Date
  onError: (error: unknown) => void
}): Promise<{ app: Hono; close(): void }> {
  const { desk, content, notices, now } = parts
  const units = await startLiveUnits({ db: desk, now, onError: parts.onError })
  const { directory } = units
  notices.onStanding('units', () => void units.refresh())
  const { homeProvince } = parts
  const routing = makeLiveRouting({ db: desk, onError: parts.onError })
  await routing.refresh()
  notices.onStanding('routing', () => void routing.refresh())
  const closing = new AbortController()
  const chooseForReview = makeChooser(parts.formKey, parts.reviewShare)
  const { passkeys, ...signIn } = makeSignInLine({
    login: parts.login,
    desk,
    loginKey: parts.loginKey,
    origin: parts.origin,
    now,
  })
  const rules: DeskRules = {
    ...makeRules(directory),
    homeProvince,
    routing: () => routing.current().rules,
    places: parts.placeNames,
  }
  const app = makeDeskPages(
    {
      look: makeLook({ db: desk, content, chooseForReview, findSelfWords: parts.findSelfWords, now }),
      mapLook: makeMapLook({
        db: desk,
        content,
        insideOf: (commune) => parts.ground()?.commune(commune)?.inside ?? null,
        chooseForReview,
        findSelfWords: parts.findSelfWords,
        now,
      }),
      findByCode: makeFindByCode({ db: desk }),
      incidentLook: makeIncidentLook({
        db: desk,
        content,
        chooseForReview,
        findSelfWords: parts.findSelfWords,
        now,
      }),
      incidentActs: makeIncidentActs({ db: desk }),
      ground: parts.ground,
      figures: makeFigures({
        db: desk,
        readShelf: () => readShelf(parts.modelsFolder),
        readPairs: () => readPairs(parts.modelsFolder),
      }),
      setRouting: makeSetRouting({ db: desk, units: directory, homeProvince, now }),
      auditLook: makeAuditLook({ db: desk, now }),
      decide: makeDecide({ db: desk, content, rules, chooseForReview, now }),
      uncover: makeUncover({
        db: desk,
        content,
        isReason: (code) => UNCOVER_REASONS.some((reason) => reason.code === code),
        now,
      }),
      ...signIn,
      unseal: makeUnseal({
        db: desk,
        content,
        passkeys,
        vault: parts.vault,
        isBasis: (code) => UNSEAL_BASES.some((basis) => basis.code === code),
        groupOf: (category) => findCategory(category)?.group ?? null,
      }),
      unsealings: makeUnsealings({ db: desk, content, now }),
      seriesLook: makeSeriesLook({
        db: desk,
        content,
        pseudonyms: parts.pseudonyms,
        findSelfWords: parts.findSelfWords,
        now,
      }),
      slips: makeSlips({ db: desk, content, now }),
      exclude: makeExclude({ db: desk, content, isUnit: directory.has }),
      unitBook: makeUnits({ db: desk, areas: parts.areas, now }),
      watch: (_token, unitCode, listener, onGap) => notices.onDesk(unitCode, listener, onGap),
      units: directory.all,
      placeNames: parts.placeNames,
      categories: TAXONOMY.categories.map(({ code, vi, group }) => ({
        code,
        vi,
        group: findGroup(group)?.vi ?? group,
      })),
      dispositions: DISPOSITIONS.map(({ code, vi }) => ({ code, vi })),
      uncoverReasons: UNCOVER_REASONS,
      returnReasons: RETURN_REASONS,
      unsealBases: UNSEAL_BASES,
      unsealGroups: TAXONOMY.groups.map(({ code, vi }) => ({ code, vi })),
      clientAddress: (c) => addressOf(c, parts.trustedProxy),
      now,
    },
    {
      formKey: parts.formKey,
      isSecure: parts.isSecure,
      closing: closing.signal,
      onFault: parts.onError,
      ...(parts.mapTiles === null ? {} : { mapTiles: parts.mapTiles }),
    },
  )
  return {
    app,
    close() {
      units.close()
      closing.abort()
    },
  }
}

/** Said of these to nobody: the sender would learn what an officer thinks of them, or of others. */
const CLOSED_IN_SILENCE = new Set(['spam', 'false-deliberate', 'duplicate'])

function makeRules(units: UnitDirectory): DeskRules {
  return {
    isCategory: (code) => findCategory(code) !== undefined,
    units,
    isUnit: (code) => units.has(code) && units.find(code)?.kind !== 'province',
    isDisposition: (code) => findDisposition(code) !== undefined,
    isRestricted: (category) => category !== null && hasFlag(category, 'restricted'),
    closingText(code, tipCode) {
      const disposition = findDisposition(code)
      if (!disposition || CLOSED_IN_SILENCE.has(code)) return null
      if (code === 'other-agency') return fillText('other-agency')
      if (code === 'out-of-scope') return fillText('closed-out-of-scope')
      return fillText('result', 'vi', {
        tip: tipCode ?? '',
        result: disposition.vi,
        place: 'đơn vị đã giải quyết hoặc cấp trên của đơn vị đó',
      })
    },
  }
}
