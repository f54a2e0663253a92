import type { Context } from 'hono'
import type { Unit } from '../domain/jurisdiction.ts'
import type { PlaceNames } from '../domain/place.ts'
import type { Account } from '../flow/account.ts'
import type { AuditLook } from '../flow/audit-look.ts'
import type { Decide } from '../flow/decide.ts'
import type { Enrol } from '../flow/enrol.ts'
import type { Exclude } from '../flow/exclude.ts'
import type { Figures } from '../flow/figures.ts'
import type { FindByCode } from '../flow/find-by-code.ts'
import type { Fresh } from '../flow/fresh.ts'
import type { IncidentActs } from '../flow/incident-acts.ts'
import type { IncidentLook } from '../flow/incident-view.ts'
import type { Look } from '../flow/look.ts'
import type { MapLook } from '../flow/map-look.ts'
import type { Officers } from '../flow/officers.ts'
import type { SeriesLook } from '../flow/series.ts'
import type { SetRouting } from '../flow/set-routing.ts'
import type { SignIn } from '../flow/sign-in.ts'
import type { Slips } from '../flow/slips.ts'
import type { Uncover } from '../flow/uncover.ts'
import type { Units } from '../flow/units.ts'
import type { Unseal } from '../flow/unseal-rules.ts'
import type { Unsealings } from '../flow/unsealings.ts'
import type { MapGround } from './map-ground.ts'

/** What the desk is handed. Any of these may also throw; the officer then gets the 503 or 500 page. */
export interface DeskDeps {
  look: Look
  mapLook: MapLook
  incidentLook: IncidentLook
  incidentActs: IncidentActs
  /** What maps are drawn on; null while no gazetteer is loaded. */
  ground(): MapGround | null
  decide: Decide
  findByCode: FindByCode
  uncover: Uncover
  unseal: Unseal
  unsealings: Unsealings
  exclude: Exclude
  slips: Slips
  seriesLook: SeriesLook
  signIn: SignIn
  enrol: Enrol
  account: Account
  fresh: Fresh
  officers: Officers
  /** The list of units as administrators keep it; `units` below is what is in force. */
  unitBook: Units
  auditLook: AuditLook
  figures: Figures
  setRouting: SetRouting
  /** Where officers reach us, for links: scheme, host and port. */
  origin(): string
  /**
   * Calls `listener` at each change of a tip that concerns the unit, and `onGap` after a time in which changes may have
   * been missed; answers how to stop. The token is the watcher's: whoever hands this in may end it when they sign out.
   */
  watch(token: string, unitCode: string, listener: (change: DeskChange) => void, onGap: () => void): () => void
  units: () => readonly Unit[]
  /** Of the active release of the gazetteer; null while there is none. */
  placeNames?: () => PlaceNames | null
  /** In the order in which they are offered; `group` is the heading officers read. */
  categories: readonly DeskCategory[]
  dispositions: readonly { code: string; vi: string }[]
  /** Why the words of a restricted tip may be shown. */
  uncoverReasons: readonly { code: string; vi: string }[]
  /** Why a tip may be given back to who sent it. */
  returnReasons: readonly { code: string; vi: string }[]
  /** On what law an identity may be opened, and the groups of categories, which is all that approvers are told. */
  unsealBases: readonly { code: string; vi: string }[]
  unsealGroups: readonly { code: string; vi: string }[]
  /** From the socket, or from the known proxy's header. Used for the throttle alone, never kept or logged. */
  clientAddress(c: Context): string
  now(): Date
}

export interface DeskChange {
  tip: string
  version: number
  /** Told without its id to who may not open it. */
  isRestricted: boolean
}

export interface DeskCategory {
  code: string
  vi: string
  group: string
}

export interface DeskSettings {
  /** At least 32 random bytes, the same in every web process. */
  formKey: Uint8Array
  /** False only for plain http on this machine: no `__Host-` cookies, no HSTS. */
  isSecure: boolean
  /** Address template of tiles under the map, `{z}/{x}/{y}`; without it borders and names alone. */
  mapTiles?: string
  /** Aborted when the process stops: open streams end. */
  closing?: AbortSignal
  /** Faults go here (ids only in logs) before the officer sees 503 or 500. */
  onFault?: (fault: unknown) => void
}
