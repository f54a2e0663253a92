import { ROUTES } from './route-matrix.ts'

/** A form as a page gives it. */
export interface FoundForm {
  action: string
  method: string
  /** What a hand fills in, with what stands there already. */
  texts: Readonly<Record<string, string>>
  /** Fields that a file is chosen for. */
  files: readonly string[]
  /** Everything else, as the page gives it; of choices the first that chooses. */
  others: Readonly<Record<string, string>>
}

/** What the run went through, counted by route and field. */
export interface Reach {
  /** These strings were sent through these fields; null: the form was sent without any. */
  note(method: string, path: string, fields: readonly string[], strings: readonly string[]): void
  /** A form that stands on a page somebody looked at: its fields of text must be sent before the end. */
  meet(form: FoundForm): void
  sent(): { forms: number; kinds: number }
  /** What nothing went through, or less than everything, in a line each. */
  findings(strings: readonly string[]): string[]
}

/**
 * Posted to, and no field of theirs is text: why, and which. A route of the matrix that is neither here nor sent by the
 * run is a finding, and so is a line here whose route takes text after all, or is gone.
 */
const WITHOUT_TEXT: Readonly<Record<string, readonly string[]>> = {
  'text comes through the platforms, and is sown there (strings-plant.ts)': ['/webhooks/:channel'],
  'asks what a passkey is to sign, from a script': [
    'dang-nhap/khoa/thu-thach',
    'ghi-danh/khoa/thu-thach',
    'xac-nhan/thu-thach',
    'tai-khoan/khoa/thu-thach',
    'mo-danh-tinh/:id/dong-y/thu-thach',
    'mo-danh-tinh/:id/tu-choi/thu-thach',
    'mo-danh-tinh/:id/mo/thu-thach',
    'tin/:id/danh-tinh/:request/thu-thach',
  ],
  'takes what a passkey signed, and nothing typed': ['dang-nhap/khoa', 'mo-danh-tinh/:id/mo'],
  'a button that opens the page of another form': ['tai-khoan/khoa-moi', 'tai-khoan/mat-khau-moi', 'tai-khoan/ma-moi'],
  'a button': [
    'dang-xuat',
    'tai-khoan/bo-khoa',
    'tai-khoan/bo-mat-khau',
    'tai-khoan/ma-du-phong',
    'tai-khoan/phien',
    'can-bo/:id/ngung',
    'can-bo/:id/mo-lai',
    'can-bo/:id/lien-ket',
    'dinh-tuyen/dung',
    'tin/:id/tiep-nhan',
    'tin/:id/phieu/:slip/giao',
    'tin/:id/phieu/:slip/tra-loi',
    'tin/:id/phieu/:slip/bo',
    'vu-viec/tach',
    'vu-viec/hoan-tac/:act',
    'vu-viec/goi-y/:suggestion/cung-vu',
    'vu-viec/goi-y/:suggestion/khac-vu',
  ],
  'a choice from a list': ['tin/:id/phan-loai', 'tin/:id/muc-khan', 'tin/:id/hieu-dung', 'tin/:id/hoi-truoc'],
  'a button of the public side, or a code that a page carries': [
    '/chat/roi',
    '/en/chat/roi',
    '/xoa-dau-vet',
    '/en/xoa-dau-vet',
  ],
}
const REFUSED_METHOD = 405

/** Texts that a page carries in hidden fields from one form to the next: they are sent by hand. */
const CARRIED: readonly string[] = [
  'POST /bien-nhan/rut-tin',
  'POST /en/bien-nhan/rut-tin',
  'POST /ban-truc/don-vi/nhap/dong-y',
]

/** The line of the matrix that answers this, by its name there; null for none. */
export function routeOf(method: string, path: string): string | null {
  const asked = path.replace(/[?#].*$/, '').split('/')
  const fits = (key: string): boolean => {
    const parts = key.slice(method.length + 1).split('/')
    return parts.length === asked.length && parts.every((part, at) => part.startsWith(':') || part === asked[at])
  }
  const variables = (key: string): number => key.split('/:').length
  const found = Object.keys(ROUTES).filter((key) => key.startsWith(`${method} /`) && fits(key))
  return found.toSorted((a, b) => variables(a) - variables(b))[0] ?? null
}

export function makeReach(): Reach {
  const through = new Map<string, Map<string, Set<string>>>()
  const met = new Map<string, Set<string>>()
  const unknown = new Set<string>()
  let forms = 0
  const fieldsOf = (route: string): Map<string, Set<string>> => {
    const fields = through.get(route) ?? new Map<string, Set<string>>()
    through.set(route, fields)
    return fields
  }
  return {
    note(method, path, names, strings) {
      forms += 1
      const fields = fieldsOf(routeOf(method, path) ?? `${method} ${path}`)
      for (const name of names) {
        const seen = fields.get(name) ?? new Set<string>()
        for (const string of strings) seen.add(string)
        fields.set(name, seen)
      }
    },
    meet({ method, action, texts, files }) {
      const names = [...Object.keys(texts), ...files]
      if (names.length === 0) return
      const route = routeOf(method.toUpperCase(), action)
      if (route === null) unknown.add(`${method} ${action}`)
      else met.set(route, new Set([...(met.get(route) ?? []), ...names]))
    },
    sent: () => ({ forms, kinds: through.size }),
    findings(strings) {
      const told = [...unknown].map((form) => `a form leads to ${form}, which is no route of the matrix`)
      for (const route of [...routesWithText(), ...CARRIED]) {
        if (!through.has(route)) told.push(`${route} takes text, and the run sent none there`)
      }
      for (const [route, names] of met) {
        for (const name of names) {
          if (!through.get(route)?.has(name)) told.push(`${route} was never sent with text in ${name}`)
        }
      }
      for (const [route, fields] of through) {
        for (const [name, seen] of fields) {
          const left = strings.filter((string) => !seen.has(string)).length
          if (left > 0) told.push(`${route}: ${left} of ${strings.length} strings never went through ${name}`)
        }
      }
      const known = listWithoutText()
      for (const route of known) {
        if (!(route in ROUTES)) told.push(`${route} is said to take no text, and is gone`)
        if (met.has(route)) told.push(`${route} is said to take no text, and a form asks for some`)
      }
      return told
    },
  }
}

function listWithoutText(): Set<string> {
  const paths = Object.values(WITHOUT_TEXT).flat()
  return new Set(paths.map((path) => `POST ${path.startsWith('/') ? path : `/ban-truc/${path}`}`))
}

/** Every route that is posted to, but for those that take nothing and those that are none. */
function routesWithText(): string[] {
  const without = listWithoutText()
  return Object.entries(ROUTES).flatMap(([route, { status }]) => {
    const isPost = route.startsWith('POST ') && status?.('signedOut') !== REFUSED_METHOD
    return isPost && !without.has(route) ? [route] : []
  })
}
