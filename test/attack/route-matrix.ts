import { ACTORS, type Actor, SHOWN_IN_LIST, SHOWN_ON_PAGE } from './cast.ts'

/** How far an actor reaches a tip; `none`: signed in, and not theirs; `nobody`: not signed in, or no more. */
export type Reach = keyof typeof SHOWN_ON_PAGE | 'none' | 'nobody'

/** What a route answers. Words of tips may stand in it only as `shows` says; without it, none of any tip. */
export interface RouteEntry {
  /** By actor, where no tip is named by the address. */
  status?: (actor: Actor) => number
  /** By how far the actor reaches the tip that the address names. */
  byReach?: Readonly<Record<Reach, number>>
  shows?: typeof SHOWN_ON_PAGE
  /** Sent besides the token of the actor's own session, chosen so that nothing changes. Null: without any token. */
  fields?: Readonly<Record<string, string>> | null
}

const NOBODY: ReadonlySet<Actor> = new Set(['disabled', 'signedOut'])
/** Who is told how well the machine understands. */
const ANSWERS_FOR_MODELS: ReadonlySet<Actor> = new Set(['commander', 'supervisor', 'administrator'])
/** Roles that see no tip, whatever their unit holds. */
const WITHOUT_TIPS: ReadonlySet<Actor> = new Set(['custodian', 'auditor', 'administrator'])
export const ALL_ACTORS: readonly Actor[] = [...(Object.keys(ACTORS) as Actor[]), 'signedOut']

const always = (status: number): RouteEntry => ({ status: () => status })
/** Whoever is signed in gets this; nobody else does. */
const signedIn = (status: number, nobody = 303): RouteEntry => ({
  status: (actor) => (NOBODY.has(actor) ? nobody : status),
})
/** One role alone; to all others the page does not exist. */
const onlyFor = (role: Actor, status: number): RouteEntry => ({
  status: (actor) => (NOBODY.has(actor) ? 303 : actor === role ? status : 404),
})
const desk = (status: { noTips: number; nobody: number }): RouteEntry => ({
  status: (actor) => (NOBODY.has(actor) ? status.nobody : WITHOUT_TIPS.has(actor) ? status.noTips : 200),
})
/** A form without a token that holds: not even a session that is over gets further. */
const refusedForm: RouteEntry = { status: (actor) => (actor === 'signedOut' ? 303 : 403) }
/** An act on a tip, refused for its form or version, so that its page comes back. */
const act = (holds: number, fields: Readonly<Record<string, string>>, more: Partial<Record<Reach, number>> = {}) => ({
  byReach: { holds, told: holds, covered: holds, toldCovered: holds, none: 404, nobody: 303, ...more },
  shows: SHOWN_ON_PAGE,
  fields: { phienban: '-1', khung: 'rieng', ...fields },
})

/** Nothing of the tip stands there. */
const withoutWords = ({ byReach }: Pick<Required<RouteEntry>, 'byReach'>): RouteEntry => ({ byReach })

/** Everything the public side answers, in one language: the same to everybody, and no tip in it. */
const publicRoutes = (prefix: string): [string, RouteEntry][] => {
  const at = (path: string): string => (prefix === '' ? path : path === '/' ? prefix : `${prefix}${path}`)
  return [
    ...['/', '/bien-nhan', '/chat', '/chat/messages', '/an-toan', '/yeu-cau-du-lieu'].map(
      (path): [string, RouteEntry] => [`GET ${at(path)}`, always(200)],
    ),
    [`GET ${at('/chat/events')}`, always(204)],
    ...['/', '/bien-nhan', '/bien-nhan/tra-loi', '/bien-nhan/rut-tin', '/chat', '/chat/roi', '/xoa-dau-vet'].map(
      (path): [string, RouteEntry] => [`POST ${at(path)}`, { ...always(403), fields: null }],
    ),
    ...['/chat/messages', '/chat/events', '/an-toan', '/yeu-cau-du-lieu'].map((path): [string, RouteEntry] => [
      `POST ${at(path)}`,
      { ...always(405), fields: null },
    ]),
    // Any other method.
    ...[
      '/',
      '/bien-nhan',
      '/bien-nhan/tra-loi',
      '/chat',
      '/chat/messages',
      '/chat/events',
      '/chat/roi',
      '/an-toan',
      '/bien-nhan/rut-tin',
      '/yeu-cau-du-lieu',
      '/xoa-dau-vet',
    ].map((path): [string, RouteEntry] => [`ALL ${at(path)}`, always(405)]),
  ]
}

/** Sign-in and enrolment ask who one is; a form that is not this browser's is refused to all alike. */
const SIGN_IN: [string, RouteEntry][] = [
  ['GET /ban-truc/dang-nhap', { status: (actor) => (NOBODY.has(actor) ? 200 : 303) }],
  ['GET /ban-truc/ghi-danh', always(200)],
  ['GET /ban-truc/ghi-danh/phuong-thuc', always(303)],
  ['GET /ban-truc/ghi-danh/ma-qr.svg', always(404)],
  ...['dang-nhap', 'dang-nhap/ma', 'dang-nhap/khoa/thu-thach', 'dang-nhap/khoa'].map((path): [string, RouteEntry] => [
    `POST /ban-truc/${path}`,
    always(403),
  ]),
  ...['ghi-danh', 'ghi-danh/mat-khau', 'ghi-danh/khoa/thu-thach', 'ghi-danh/khoa'].map((path): [string, RouteEntry] => [
    `POST /ban-truc/${path}`,
    always(403),
  ]),
  // Without a token, for with one it ends the session.
  ['POST /ban-truc/dang-xuat', { ...refusedForm, fields: null }],
]

/** Of the officer's own account; a change asks for a fresh proof first. */
const ACCOUNT: [string, RouteEntry][] = [
  ['GET /ban-truc/tai-khoan', signedIn(200)],
  ['GET /ban-truc/tai-khoan/ma-qr.svg', always(404)],
  ['POST /ban-truc/xac-nhan/thu-thach', signedIn(200, 403)],
  ['POST /ban-truc/xac-nhan', refusedForm],
  ['POST /ban-truc/tai-khoan/khoa/thu-thach', signedIn(200, 403)],
  ['POST /ban-truc/tai-khoan/khoa', signedIn(409)],
  ...['khoa-moi', 'doi-ten', 'bo-khoa', 'mat-khau-moi', 'mat-khau', 'bo-mat-khau', 'ma-moi', 'ma', 'ma-du-phong'].map(
    (path): [string, RouteEntry] => [`POST /ban-truc/tai-khoan/${path}`, signedIn(401)],
  ),
  ['POST /ban-truc/tai-khoan/phien', { ...refusedForm, fields: null }],
]

/** For one role each. */
const OFFICES: [string, RouteEntry][] = [
  ['GET /ban-truc/nhat-ky', onlyFor('auditor', 200)],
  // An administrator sees no request; the others those that concern them, and of another's nothing.
  [
    'GET /ban-truc/mo-danh-tinh',
    { status: (actor) => (NOBODY.has(actor) ? 303 : actor === 'administrator' ? 404 : 200) },
  ],
  ['GET /ban-truc/mo-danh-tinh/:id', signedIn(404)],
  ...['dong-y', 'tu-choi', 'mo'].flatMap((path): [string, RouteEntry][] => [
    [`POST /ban-truc/mo-danh-tinh/:id/${path}`, signedIn(404)],
    [`POST /ban-truc/mo-danh-tinh/:id/${path}/thu-thach`, always(403)],
  ]),
  [
    'GET /ban-truc/hieu-tin',
    { status: (actor) => (NOBODY.has(actor) ? 303 : ANSWERS_FOR_MODELS.has(actor) ? 200 : 404) },
  ],
  // For those of the province who answer for the whole line: nobody of this cast, who are all of communes.
  ['GET /ban-truc/dinh-tuyen', signedIn(404)],
  ['POST /ban-truc/dinh-tuyen', { ...signedIn(404), fields: { ghichu: '' } }],
  ['POST /ban-truc/dinh-tuyen/dung', { ...signedIn(404), fields: { ban: '0' } }],
  ['GET /ban-truc/can-bo', onlyFor('administrator', 200)],
  ['GET /ban-truc/can-bo/:id', onlyFor('administrator', 200)],
  ...['can-bo', 'can-bo/:id/quyen', 'can-bo/:id/ngung', 'can-bo/:id/mo-lai', 'can-bo/:id/lien-ket'].map(
    (path): [string, RouteEntry] => [`POST /ban-truc/${path}`, onlyFor('administrator', 401)],
  ),
  ...['don-vi', 'don-vi/moi', 'don-vi/tai-ve'].map((path): [string, RouteEntry] => [
    `GET /ban-truc/${path}`,
    onlyFor('administrator', 200),
  ]),
  // No unit has the code of an officer's id.
  ['GET /ban-truc/don-vi/:code', signedIn(404)],
  ...['don-vi/moi', 'don-vi/:code', 'don-vi/:code/ket-thuc', 'don-vi/nhap/dong-y'].map((path): [string, RouteEntry] => [
    `POST /ban-truc/${path}`,
    onlyFor('administrator', 401),
  ]),
  // A form without a file is no form of ours.
  ['POST /ban-truc/don-vi/nhap', always(403)],
]

const TIPS: [string, RouteEntry][] = [
  ['GET /ban-truc', { ...desk({ noTips: 303, nobody: 303 }), shows: SHOWN_IN_LIST }],
  ['GET /ban-truc/hang-doi', { ...desk({ noTips: 200, nobody: 401 }), shows: SHOWN_IN_LIST }],
  ['GET /ban-truc/ban-do', { ...desk({ noTips: 303, nobody: 303 }), shows: SHOWN_IN_LIST }],
  // Nobody of this cast has a tip in common with another, and no series has the id of a tip.
  ['GET /ban-truc/chuoi', desk({ noTips: 303, nobody: 303 })],
  ['GET /ban-truc/chuoi/:id', signedIn(404)],
  // No incident, suggestion or act has the id of a tip.
  ...['GET /ban-truc/vu-viec/:id', 'POST /ban-truc/vu-viec/tach', 'POST /ban-truc/vu-viec/hoan-tac/:act'].map(
    (route): [string, RouteEntry] => [route, signedIn(404)],
  ),
  ...['cung-vu', 'khac-vu'].map((answer): [string, RouteEntry] => [
    `POST /ban-truc/vu-viec/goi-y/:suggestion/${answer}`,
    signedIn(404),
  ]),
  // Another incident is named by the code of a tip, and there is none without letters.
  ...['chuyen', 'nhap'].map((path): [string, RouteEntry] => [
    `POST /ban-truc/vu-viec/${path}`,
    { ...signedIn(400), fields: { ma: '' } },
  ]),
  ['GET /ban-truc/dong', desk({ noTips: 200, nobody: 401 })],
  ['GET /ban-truc/tin/:id', act(200, {})],
  ['POST /ban-truc/tin/:id/tiep-nhan', act(409, {}, { told: 409, toldCovered: 409 })],
  ['POST /ban-truc/tin/:id/phan-loai', act(409, { phanloai: 'theft' })],
  ['POST /ban-truc/tin/:id/muc-khan', act(400, { muckhan: 'at-once' })],
  ['POST /ban-truc/tin/:id/hieu-dung', act(409, { dieu: 'tip' })],
  ['POST /ban-truc/tin/:id/hoi-truoc', act(409, { boqua: 'co' })],
  ['POST /ban-truc/tin/:id/chuyen', act(400, { donvi: '', lydo: '' })],
  ['POST /ban-truc/tin/:id/noi-xay-ra', act(409, { xa: '26743', nut: 'luu' })],
  ['POST /ban-truc/tin/:id/tra-lai', act(409, { vilydo: '', lydo: '' })],
  ['POST /ban-truc/tin/:id/tra-loi', act(400, { noidung: ' ' })],
  ['POST /ban-truc/tin/:id/dong', act(409, { ketqua: 'warned', lydo: '' })],
  ['POST /ban-truc/tin/:id/luu-giu', act(409, { viec: 'hold', lydo: '' })],
  ['GET /ban-truc/tin/:id/danh-tinh', withoutWords(act(200, {}, { told: 404, toldCovered: 404 }))],
  // No request has the id of a tip.
  ['POST /ban-truc/tin/:id/danh-tinh/:request', withoutWords(act(404, {}))],
  ['POST /ban-truc/tin/:id/danh-tinh/:request/thu-thach', always(403)],
  // For those who lead a unit; to the others of it the page does not exist.
  ...['GET', 'POST'].map((method): [string, RouteEntry] => [
    `${method} /ban-truc/tin/:id/loai-tru`,
    {
      status: (actor) => (NOBODY.has(actor) ? 303 : 404),
    },
  ]),
  ['GET /ban-truc/tin/:id/phieu', withoutWords(act(200, {}))],
  ['POST /ban-truc/tin/:id/phieu', withoutWords(act(409, { coquan: '', noidung: '' }))],
  // No slip has the id of a tip.
  ['GET /ban-truc/tin/:id/phieu/:slip', withoutWords(act(404, {}, { told: 409, covered: 409, toldCovered: 409 }))],
  ...['giao', 'tra-loi', 'bo'].map((step): [string, RouteEntry] => [
    `POST /ban-truc/tin/:id/phieu/:slip/${step}`,
    withoutWords(act(404, {}, { told: 409, covered: 409, toldCovered: 409 })),
  ]),
  // What is not covered needs no opening.
  ['POST /ban-truc/tin/:id/mo', act(303, { lydo: '', ghichu: '' }, { covered: 400, toldCovered: 400 })],
]

/** Every route of the web process. One that is not here fails the test, and so does one here that is gone. */
export const ROUTES: Readonly<Record<string, RouteEntry>> = Object.fromEntries([
  ...publicRoutes(''),
  ...publicRoutes('/en'),
  ['GET /static/:hash/:name', always(404)],
  ['GET /dia-gioi/:release/:file', always(404)],
  ['GET /healthz', always(200)],
  // Names of places for whoever is signed in, and no tip in it; without a question it is none.
  ['GET /api/locate', signedIn(400, 401)],
  ['ALL /api/locate', always(405)],
  ['POST /webhooks/:channel', { ...always(404), fields: null }],
  ...SIGN_IN,
  ...ACCOUNT,
  ...OFFICES,
  ...TIPS,
])
