import type { Unit } from '../../../src/domain/jurisdiction.ts'
import type { PlaceNames } from '../../../src/domain/place.ts'
import type { AuditPage, AuditQuery } from '../../../src/flow/audit-look.ts'
import type { CurrentOfficer } from '../../../src/flow/desk.ts'
import type { Outcome } from '../../../src/flow/desk-act.ts'
import type { Figures } from '../../../src/flow/figures.ts'
import type { InboxRow } from '../../../src/flow/inbox-rows.ts'
import type { IncidentOutcome } from '../../../src/flow/incident-acts.ts'
import type { IncidentPage } from '../../../src/flow/incident-view.ts'
import type { MapQuery, MapRow } from '../../../src/flow/map-look.ts'
import type { SeriesLook } from '../../../src/flow/series.ts'
import type { RoutingOutcome, SetRouting } from '../../../src/flow/set-routing.ts'
import type { Slips } from '../../../src/flow/slips.ts'
import type { TipView } from '../../../src/flow/tip-view.ts'
import type { HiddenWaiting } from '../../../src/storage/restricted.ts'
import type { Tip } from '../../../src/storage/tips.ts'
import { makeDeskPages } from '../../../src/web/desk.ts'
import type { DeskChange, DeskDeps, DeskSettings } from '../../../src/web/desk-deps.ts'
import type { MapGround } from '../../../src/web/map-ground.ts'

export const NOW = new Date('2026-11-22T16:41:00Z')
export const SESSION = 'S'.repeat(43)
export const OTHER_SESSION = 'T'.repeat(43)
export const OFFICER: CurrentOfficer = {
  id: 'ofc_1',
  number: '0217',
  unitCode: '26-VY',
  role: 'duty-officer',
  isCleared: true,
}
export const PASSWORD = 'mat khau du dai'
export const CODE = '123456'

export const tipId = (n: number): string => `tip_01900000-0000-7000-8000-${String(n).padStart(12, '0')}`

const unit = (code: string, name: string, role = 'CAX'): Unit => ({
  code,
  name,
  kind: role === 'CAX' ? 'commune' : 'department',
  level: role === 'CAX' ? 'commune' : 'province',
  province: '26',
  role,
  parent: null,
  areas: [],
  hours: null,
  dutyPhones: [],
  channels: [],
})

export const UNITS: readonly Unit[] = [
  unit('26-VY', 'Công an phường Vĩnh Yên'),
  unit('26-TS', 'Công an phường Tích Sơn'),
  unit('26-TS2', 'Công an xã Tam Sơn'),
  unit('26-TS3', 'Công an xã Tam Sơn'),
  unit('26-PC02', 'Phòng Cảnh sát hình sự', 'PC02'),
]

export function makeTip(n: number, change: Partial<Tip> = {}): Tip {
  return {
    id: tipId(n),
    code: `TB-26-261122-${String(n).padStart(4, '0')}`,
    conversationId: `cnv_${n}`,
    channel: 'telegram',
    mode: 'contactable',
    status: 'triaged',
    kind: 'tip',
    category: 'assault-violence',
    urgency: 'normal',
    callNow: false,
    aboutPolice: false,
    isPoliceDoubted: false,
    restricted: false,
    accusedUnit: null,
    province: '26',
    unitCode: OFFICER.unitCode,
    essence: null,
    duplicateOf: null,
    disposition: null,
    version: 3,
    receivedAt: new Date(NOW.getTime() - n * 60_000),
    triagedAt: NOW,
    openedAt: null,
    closedAt: null,
    isHeld: false,
    handedOverAt: null,
    erasedAt: null,
    contactEndedAt: null,
    ...change,
  }
}

/** A tip told in one message, seen by triage. */
export function makeView(tip: Tip, text: string, change: Partial<TipView> = {}): TipView {
  return {
    tip,
    told: { text, parts: [{ eventId: 'evt_1', span: { start: 0, end: text.length } }], location: null },
    thread: [{ from: 'citizen', at: tip.receivedAt, sentAt: tip.receivedAt, content: { type: 'text', text } }],
    essence: text.split('\n')[0] ?? '',
    findings: [],
    decisions: [],
    held: { reason: 'place', role: 'primary', note: null },
    mayDecide: true,
    isForReview: false,
    isCovered: false,
    selfWords: { count: 0, isCovered: true },
    coversAt: null,
    ...change,
  }
}

export interface FakeDesk {
  rows: { row: InboxRow; view: TipView }[]
  /** Restricted tips of the unit that the officer may not open. */
  hidden: HiddenWaiting[]
  /** There are more tips than the list shows. */
  isCut: boolean
  /** What the auditor's page is answered; null for a page that is not there. */
  audit: AuditPage | null
  /** What the page of figures is answered; null for a page that is not there. */
  figures: Extract<Awaited<ReturnType<Figures['page']>>, { ok: true }> | null
  /** What the page of routing rules is answered; null for a page that is not there. */
  routing: Extract<Awaited<ReturnType<SetRouting['page']>>, { ok: true }> | null
  /** What the next document, or the next one to be put in force, is answered. */
  routed: RoutingOutcome
  /** The incident that is there, if any, and what acts on incidents are answered. */
  incident: IncidentPage | null
  incidentOutcome: IncidentOutcome
  slips: Slips
  seriesLook: SeriesLook
  auditAsked: AuditQuery[]
  mapAsked: MapQuery[]
  /** Where the map shows a tip, by its id. */
  mapPlaces: Map<string, Pick<MapRow, 'shown' | 'commune'>>
  ground: MapGround | null
  /** Names of the active gazetteer. */
  places: PlaceNames | null
  /** What the next act answers. */
  outcome: Outcome
  acts: unknown[][]
  looks: string[]
  signedOut: string[]
  touches: number
  /** First steps of signing in. */
  steps: number
  isSignedIn: boolean
  address: string
  /** Set by a watcher; null when nobody watches. */
  change: ((change: DeskChange) => void) | null
  gap: (() => void) | null
  fault: Error | null
}

export function addTip(fake: FakeDesk, tip: Tip, text: string, change: Partial<TipView> = {}): void {
  fake.rows.push({ row: { tip, essence: tip.restricted ? '' : text }, view: makeView(tip, text, change) })
}

const NOWHERE = { shown: null, commune: null }

/** A desk over memory: one officer, one unit, whatever tips are put in. */
export function makeFakeDesk(settings: Partial<DeskSettings> = {}) {
  const fake: FakeDesk = {
    rows: [],
    hidden: [],
    isCut: false,
    audit: null,
    figures: null,
    routing: null,
    incident: null,
    incidentOutcome: { ok: true, actId: 'act_1', incidentId: null },
    slips: never(),
    seriesLook: never(),
    routed: { ok: true, number: 7 },
    auditAsked: [],
    mapAsked: [],
    mapPlaces: new Map(),
    ground: null,
    places: null,
    outcome: { ok: true },
    acts: [],
    looks: [],
    signedOut: [],
    touches: 0,
    steps: 0,
    isSignedIn: true,
    address: '203.0.113.7',
    change: null,
    gap: null,
    fault: null,
  }
  const signedOut = { ok: false, reason: 'signed-out' } as const
  const knows = (token: string) => fake.isSignedIn && (token === SESSION || token === OTHER_SESSION)
  const act =
    (name: string) =>
    async (token: string, tip: string, ...rest: unknown[]): Promise<Outcome> => {
      if (!knows(token)) return signedOut
      if (!fake.rows.some(({ row }) => row.tip.id === tip)) return { ok: false, reason: 'not-found' }
      fake.acts.push([name, tip, ...rest])
      return fake.outcome
    }
  const incidentAct =
    (name: string) =>
    async (token: string, ...rest: string[]): Promise<IncidentOutcome> => {
      if (!knows(token)) return signedOut
      fake.acts.push([name, ...rest])
      return fake.incidentOutcome
    }
  const deps: DeskDeps = {
    auditLook: {
      async page(token, query) {
        if (!knows(token)) return signedOut
        fake.auditAsked.push(query)
        return fake.audit ?? { ok: false, reason: 'not-found' }
      },
    },
    look: {
      async officer(token) {
        return knows(token) ? { ok: true, officer: OFFICER } : signedOut
      },
      async inbox(token, view) {
        if (fake.fault) throw fake.fault
        if (!knows(token)) return signedOut
        fake.looks.push(`inbox ${view}`)
        const rows = fake.rows
          .map(({ row }) => row)
          .filter(({ tip }) => (tip.closedAt !== null) === (view === 'closed'))
        return { ok: true, officer: OFFICER, rows, hidden: fake.hidden, isCut: fake.isCut }
      },
      async tip(token, id) {
        if (!knows(token)) return signedOut
        fake.looks.push(`tip ${id}`)
        const found = fake.rows.find(({ row }) => row.tip.id === id)
        return found ? { ok: true, officer: OFFICER, view: found.view } : { ok: false, reason: 'not-found' }
      },
    },
    mapLook: {
      async page(token, query) {
        if (!knows(token)) return signedOut
        fake.mapAsked.push(query)
        const rows = fake.rows.map(({ row }) => ({ ...row, ...(fake.mapPlaces.get(row.tip.id) ?? NOWHERE) }))
        return { ok: true, officer: OFFICER, rows, hidden: fake.hidden, isCut: false }
      },
    },
    ground: () => fake.ground,
    decide: {
      accept: act('accept'),
      answer: act('answer'),
      close: act('close'),
      retain: act('retain'),
      transfer: act('transfer'),
      giveBack: act('giveBack'),
      setPlace: act('setPlace'),
      correctCategory: act('category'),
      correctUrgency: act('urgency'),
      judge: act('judge'),
      review: act('review'),
    },
    incidentLook: {
      async page(token, id) {
        if (!knows(token)) return signedOut
        fake.looks.push(`incident ${id}`)
        return fake.incident?.id === id
          ? { ok: true, officer: OFFICER, view: fake.incident }
          : { ok: false, reason: 'not-found' }
      },
    },
    incidentActs: {
      confirm: incidentAct('confirm'),
      reject: incidentAct('reject'),
      merge: incidentAct('merge'),
      split: incidentAct('split'),
      move: incidentAct('move'),
      undo: incidentAct('undo'),
    },
    async findByCode(token, typed) {
      if (!knows(token)) return signedOut
      const found = fake.rows.find(({ row }) => row.tip.code === typed)
      return found ? { ok: true, tipId: found.row.tip.id } : { ok: false, reason: 'not-found' }
    },
    async uncover(token, tip, why) {
      if (!knows(token)) return signedOut
      if (!fake.rows.some(({ row }) => row.tip.id === tip)) return { ok: false, reason: 'not-found' }
      if (why.note.length < 5) return { ok: false, reason: 'note-missing' }
      fake.acts.push(['uncover', tip, why])
      return { ok: true }
    },
    signIn: {
      // Sealed in life; here it need only go round.
      async begin(login, password) {
        return Buffer.from(JSON.stringify([login, password, fake.steps++])).toString('base64url')
      },
      async finish(step, code) {
        const [login, password] = step === '' ? [] : JSON.parse(Buffer.from(step, 'base64url').toString())
        const isRight = login === 'truc.vinhyen' && password === PASSWORD && code === CODE
        return isRight ? { ok: true, token: SESSION, login } : { ok: false, reason: 'refused' }
      },
      async beginPasskey() {
        return { challenge: 'c' }
      },
      async finishPasskey(_visitor, answer) {
        return answer === 'right'
          ? { ok: true, token: SESSION, login: 'truc.vinhyen' }
          : { ok: false, reason: 'refused' }
      },
      async signOut(token) {
        fake.signedOut.push(token)
      },
      async touch() {
        fake.touches += 1
      },
    },
    watch(_token, _unit, listener, onGap) {
      fake.change = listener
      fake.gap = onGap
      return () => {
        // A stream that ends late leaves its successor alone.
        if (fake.change !== listener) return
        fake.change = null
        fake.gap = null
      }
    },
    units: () => UNITS,
    categories: [
      { code: 'assault-violence', vi: 'Đánh nhau, cố ý gây thương tích, giết người', group: 'Xâm hại con người' },
      { code: 'theft', vi: 'Trộm cắp tài sản (kể cả móc túi)', group: 'Xâm phạm tài sản' },
      { code: 'noise-disorder', vi: 'Ồn ào, mất trật tự công cộng', group: 'Trật tự công cộng' },
    ],
    dispositions: [
      { code: 'warned', vi: 'Nhắc nhở, răn đe, giáo dục, hòa giải' },
      { code: 'unverifiable', vi: 'Không đủ thông tin xác minh' },
    ],
    // Their pages are tested over the real flows (test/storage, test/e2e).
    enrol: never(),
    account: never(),
    fresh: never(),
    officers: never(),
    unitBook: never(),
    unseal: never(),
    unsealings: never(),
    exclude: never(),
    seriesLook: {
      list: (...asked) => fake.seriesLook.list(...asked),
      page: (...asked) => fake.seriesLook.page(...asked),
    },
    slips: {
      page: (...asked) => fake.slips.page(...asked),
      confirm: (...asked) => fake.slips.confirm(...asked),
      step: (...asked) => fake.slips.step(...asked),
      print: (...asked) => fake.slips.print(...asked),
    },
    figures: {
      async page(token) {
        if (!knows(token)) return signedOut
        return fake.figures ?? { ok: false, reason: 'not-found' }
      },
    },
    setRouting: {
      async page(token, trial) {
        if (!knows(token)) return signedOut
        fake.acts.push(['routing-page', trial])
        return fake.routing ?? { ok: false, reason: 'not-found' }
      },
      async add(_token, text, note) {
        fake.acts.push(['routing-add', text, note])
        return fake.routed
      },
      async activate(_token, number) {
        fake.acts.push(['routing-activate', number])
        return fake.routed
      },
    },
    placeNames: () => fake.places,
    unsealBases: [],
    unsealGroups: [],
    origin: () => 'http://desk',
    returnReasons: [{ code: 'other-place', vi: 'Nơi xảy ra không thuộc địa bàn' }],
    uncoverReasons: [{ code: 'duty', vi: 'Trực ban, xử lý tin' }],
    clientAddress: () => fake.address,
    now: () => NOW,
  }
  const app = makeDeskPages(deps, { formKey: new Uint8Array(32).fill(7), isSecure: false, ...settings })
  return { app, fake, deps }
}

/** A part of the desk that a test of other pages must not reach. */
function never<T extends object>(): T {
  return new Proxy({} as T, {
    get() {
      throw new Error('not of this test')
    },
  })
}

export type FakeApp = ReturnType<typeof makeFakeDesk>

/** A request of the signed-in officer's browser. */
export function get(desk: FakeApp, path: string, session: string | null = SESSION): Promise<Response> {
  const headers: Record<string, string> = session === null ? {} : { cookie: `desk=${session}` }
  return Promise.resolve(desk.app.request(path, { headers }))
}

export async function getText(desk: FakeApp, path: string, session: string | null = SESSION): Promise<string> {
  return (await get(desk, path, session)).text()
}

/** The first form token of a page. */
export function tokenIn(html: string): string {
  const token = /name="token" value="([^"]+)"/.exec(html)?.[1]
  if (token === undefined) throw new Error('no token on the page')
  return token
}

export function post(
  desk: FakeApp,
  path: string,
  fields: Record<string, string>,
  options: { session?: string | null; headers?: Record<string, string> } = {},
): Promise<Response> {
  const session = options.session === undefined ? SESSION : options.session
  return Promise.resolve(
    desk.app.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(session === null ? {} : { cookie: `desk=${session}` }),
        ...options.headers,
      },
    }),
  )
}
