import type { OfficerRole } from '../storage/officer-schema.ts'
import type { InboxView } from '../storage/tips.ts'

/** A view of the desk as its address tells it, so that any view can be sent to a colleague. */
export interface DeskAddress {
  view: InboxView
  tip: string | null
  /** True for the tip on a page of its own, false for the list with the tip beside it. */
  isAlone: boolean
}

export const DESK_PATH = '/ban-truc'
export const SIGN_IN_PATH = `${DESK_PATH}/dang-nhap`
export const ENROL_PATH = `${DESK_PATH}/ghi-danh`
export const ACCOUNT_PATH = `${DESK_PATH}/tai-khoan`
export const OFFICERS_PATH = `${DESK_PATH}/can-bo`
export const UNITS_PATH = `${DESK_PATH}/don-vi`
export const AUDIT_PATH = `${DESK_PATH}/nhat-ky`
export const UNSEAL_PATH = `${DESK_PATH}/mo-danh-tinh`
export const FIGURES_PATH = `${DESK_PATH}/hieu-tin`
/** Rules by which tips are routed. */
export const ROUTING_PATH = `${DESK_PATH}/dinh-tuyen`
/** Open tips on a map. */
export const MAP_PATH = `${DESK_PATH}/ban-do`
/** Events with one trace in common. */
export const SERIES_PATH = `${DESK_PATH}/chuoi`
/** Incidents: one event with all its voices. */
export const INCIDENT_PATH = `${DESK_PATH}/vu-viec`
export const STEP_UP_PATH = `${DESK_PATH}/xac-nhan`
const CLOSED = 'da-dong'

/** Where a role that sees no tips begins its work; null for those who have a list of tips. */
export function homeOf(role: OfficerRole): string | null {
  switch (role) {
    case 'administrator':
      return OFFICERS_PATH
    case 'auditor':
      return AUDIT_PATH
    case 'custodian':
      return UNSEAL_PATH
    default:
      return null
  }
}

/** `tip_` and a UUID: anything else is no tip, and is never handed to the database. */
export function isTipId(text: string): boolean {
  return /^tip_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** As {@link isTipId}, for an incident, a suggestion or an act of one. */
export function isIncidentId(text: string, kind: 'inc' | 'sug' | 'act' = 'inc'): boolean {
  return text.startsWith(`${kind}_`) && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text.slice(4))
}

/** `act`: what was just done, so that the page can offer to undo it. */
export function incidentHref(id: string, done?: string, act?: string): string {
  if (done === undefined) return `${INCIDENT_PATH}/${id}`
  return `${INCIDENT_PATH}/${id}?xong=${done}${act === undefined ? '' : `&viec=${act}`}`
}

export function readView(text: string | undefined): InboxView {
  return text === CLOSED ? 'closed' : 'open'
}

/** `done` names what was just done, for one sentence on the page that follows. */
export function deskHref(address: DeskAddress, done?: string): string {
  const query = new URLSearchParams()
  if (address.view === 'closed') query.set('xem', CLOSED)
  if (address.tip !== null && !address.isAlone) query.set('tin', address.tip)
  if (done !== undefined) query.set('xong', done)
  const path = address.tip !== null && address.isAlone ? `${DESK_PATH}/tin/${address.tip}` : DESK_PATH
  return query.size === 0 ? path : `${path}?${query}`
}

export function listHref(view: InboxView): string {
  return deskHref({ view, tip: null, isAlone: false })
}

/** Where to go after signing in: one of our own views, rebuilt from its parts, whatever was asked for. */
export function readReturn(text: string | undefined): string {
  if (text === undefined || !text.startsWith(DESK_PATH) || !URL.canParse(text, 'http://desk')) return DESK_PATH
  const url = new URL(text, 'http://desk')
  if (
    [
      ACCOUNT_PATH,
      OFFICERS_PATH,
      UNITS_PATH,
      AUDIT_PATH,
      UNSEAL_PATH,
      FIGURES_PATH,
      ROUTING_PATH,
      MAP_PATH,
      SERIES_PATH,
    ].includes(url.pathname)
  )
    return url.pathname
  const incident = url.pathname.startsWith(`${INCIDENT_PATH}/`) ? url.pathname.slice(INCIDENT_PATH.length + 1) : ''
  if (isIncidentId(incident)) return incidentHref(incident)
  const alone = /^\/ban-truc\/tin\/([^/]+)$/.exec(url.pathname)?.[1]
  const beside = url.searchParams.get('tin')
  const tip = alone ?? beside
  return deskHref({
    view: readView(url.searchParams.get('xem') ?? undefined),
    tip: tip !== null && isTipId(tip) ? tip : null,
    isAlone: alone !== undefined,
  })
}
