import { list } from './list.ts'

/** How people write what kind of area a name is (phường, P., F., "ward"), in front of the name or, in English, behind it. */
export const PLACE_TYPES_VERSION = 1

export const PLACE_TYPES = [
  'phuong',
  'xa',
  'thi-tran',
  'dac-khu',
  'quan',
  'huyen',
  'thi-xa',
  'thanh-pho',
  'tinh',
] as const
export type PlaceType = (typeof PLACE_TYPES)[number]

/** Written out, misspelt as phones do, or in English. Marks may be left out, but for those with a `=` in front. */
export const TYPE_WORDS: Readonly<Record<PlaceType, readonly string[]>> = {
  phuong: list('phường; fường; phườg; phươg; =phừng; phườn; phừơng; phườngg; phưòng; phườnng; phườngf; ward'),
  xa: list('xã; xãa; commune'),
  'thi-tran': list('thị trấn; t trấn; thị trán; township'),
  'dac-khu': list('đặc khu; special zone'),
  quan: list('quận; wận; qụân; qận; district; dist'),
  huyen: list('huyện; hyện'),
  'thi-xa': list('thị xã; t xã; thị xả'),
  'thanh-pho': list('thành phố; thành fố; t phố; thanh phố; th phố; city'),
  tinh: list('tỉnh; province'),
}

/** Short forms. They count before a name or number only; those of `DOTTED` want a stop behind or a capital letter. */
export const TYPE_LETTERS: Readonly<Record<PlaceType, readonly string[]>> = {
  phuong: list('p; f; ph'),
  xa: list('x'),
  'thi-tran': list('tt; ttr; tttr'),
  'dac-khu': list('đk; dk'),
  quan: list('q; qu'),
  huyen: list('h'),
  'thi-xa': list('tx'),
  'thanh-pho': list('tp; tpho; t p'),
  tinh: list('t'),
}
export const DOTTED: ReadonlySet<string> = new Set(list('x; h; t; dk; ph; qu'))

/** Numbers of wards and districts in words: "quận nhất", "phường mười hai". */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    nhất: 1,
    một: 1,
    hai: 2,
    nhì: 2,
    ba: 3,
    bốn: 4,
    tư: 4,
    năm: 5,
    sáu: 6,
    bảy: 7,
    bẩy: 7,
    tám: 8,
    chín: 9,
    mười: 10,
    'mười một': 11,
    'mười hai': 12,
    'mười ba': 13,
    'mười bốn': 14,
    'mười lăm': 15,
    'mười sáu': 16,
    'mười bảy': 17,
    'mười tám': 18,
  }),
)
