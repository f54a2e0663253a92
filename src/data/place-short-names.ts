import { list } from './list.ts'

/**
 * What people write for provinces beside their names, by the code of before July 2025: well-known short forms, older names,
 * spellings. Initials that follow the rule (GV for Gò Vấp, BThạnh for Bình Thạnh) are made from the release.
 */
export const PLACE_SHORT_NAMES_VERSION = 1

export const PROVINCE_SHORT_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '01': list('HN; HNội; Thủ đô; Hà Lội; Hà Tây'),
    '79': list(`
      HCM; TPHCM; TP HCM; SG; SGN; Sài Gòn; SGòn; HCMC; Hồ Chí Min; Ho Chi Minh City; H C M; T P H C M; Sài Thành; Xì Gòn
    `),
    '46': list('Thừa Thiên; TT Huế; T T Huế; TTH; xứ Huế; cố đô Huế'),
    '38': list('xứ Thanh'),
    '40': list('xứ Nghệ'),
    '77': list('BRVT; BR VT; Bà Rịa'),
    '66': list('Đắc Lắc; Đăk Lăk; Đắk Lăk; Đăklăk'),
    '67': list('Đắc Nông; Đăk Nông'),
    '62': list('Kontum'),
    '92': list('Tây Đô'),
  }),
)

/** The same of old districts, by their three digits. */
export const DISTRICT_SHORT_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '643': list('Ban Mê Thuột; Buôn Mê Thuột; Ban Mê; Buôn Ma; BMT; BMThuột'),
    '672': list('Đàlạt; thành phố ngàn hoa; thành phố sương mù'),
    '622': list('Plei Ku; Plâyku; Plây Cu'),
    '540': list('Qui Nhơn'),
  }),
)
