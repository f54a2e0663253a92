import type { Pack } from './strings-packs.ts'
import type { FoundForm } from './strings-reach.ts'

/** How a form is filled in so that it is done, and shows afterwards what was written. */
export interface Fit {
  /** Fields that take a pack, each up to its length; the other fields of text stay as the page gives them. */
  take: Readonly<Record<string, number>>
  lengthMax: number
  countMax: number
  space?: string
  /** What the others must hold instead. */
  give?(round: number, form: FoundForm, pack: Pack): Readonly<Record<string, string>>
  /** Sent with every round of the form, also those that are refused: which of its buttons is pressed. */
  always?: Readonly<Record<string, string>>
  /** The field takes no sign that is not seen. */
  isPrintable?: true
}

const packed = (lengthMax: number, names: readonly string[], more: Partial<Fit> = {}): Fit => ({
  take: Object.fromEntries(names.map((name) => [name, lengthMax])),
  lengthMax,
  countMax: 12,
  ...more,
})
/** Of one line, without what is not seen. */
const LINE = { space: ' ', isPrintable: true } as const
const PAPER = { vanban: 200, lydo: 500, kenh: 100 }
const TIP = 'POST /ban-truc/tin/:id'
/** Somewhere else in the province, for what is sent away. */
const OTHER_UNIT = '26740'
/** Service number of somebody of the first unit whom nobody needs (strings-people.ts). */
export const KEPT_OUT_NUMBER = '113-911'
/** Department that the run makes and changes. */
const NEW_UNIT = '79-PX'

export const FITTING: Readonly<Record<string, readonly Fit[]>> = {
  [`${TIP}/tra-loi`]: [packed(1_700, ['noidung'])],
  [`${TIP}/chuyen`]: [packed(1_200, ['lydo'], { give: () => ({ donvi: OTHER_UNIT }) })],
  [`${TIP}/tra-lai`]: [packed(1_200, ['lydo'])],
  [`${TIP}/dong`]: [packed(1_200, ['lydo'])],
  [`${TIP}/luu-giu`]: [packed(1_200, ['lydo'])],
  [`${TIP}/mo`]: [packed(450, ['ghichu'])],
  [`${TIP}/phieu`]: [packed(1_700, ['noidung'])],
  [`${TIP}/loai-tru`]: [packed(450, ['lydo'], { give: () => ({ sohieu: KEPT_OUT_NUMBER, donvi: '' }) })],
  // Enter presses the search; the places found are offered, and none is taken.
  [`${TIP}/noi-xay-ra`]: [packed(100, ['noi'], { always: { nut: 'tim', xa: '' } })],
  'POST /ban-truc/tai-khoan/doi-ten': [packed(60, ['ten'], { countMax: 1, isPrintable: true })],
  'POST /ban-truc/don-vi/moi': [
    {
      ...packed(100, ['kenh'], LINE),
      take: PAPER,
      give: (round) => ({
        ma: `${NEW_UNIT}${10 + round}`,
        loai: 'Phòng',
        tinh: '79',
        ten: `Phòng thử ${round}`,
        captren: '',
        diaban: 'không',
        giotruc: '24/7',
        dienthoai: '',
      }),
    },
  ],
  'POST /ban-truc/don-vi/:code': [{ ...packed(100, ['kenh'], LINE), take: PAPER }],
  'POST /ban-truc/dinh-tuyen': [
    packed(450, ['ghichu']),
    // Names in the document come back in what is said of its faults.
    { ...packed(9_000, []), give: (_, form, pack) => ({ ghichu: 'thử quy tắc', quytac: withNames(form, pack) }) },
  ],
}

/** The rules as they are, with strings for names of categories, roles and signs. */
function withNames(form: FoundForm, pack: Pack): string {
  const rules: unknown = JSON.parse(form.texts.quytac ?? '{}')
  const names = Object.fromEntries(pack.strings.map((string) => [string, { first: string }]))
  return JSON.stringify({ ...(typeof rules === 'object' ? rules : {}), categories: names, ...names })
}
