import { list } from './list.ts'
import { SHORT_FORMS } from './short-forms.ts'

/** Short forms of chat (domain reference 3.1). Read in a parallel view; the words as typed stay beside it. */
export const TEENCODE_VERSION = 2

export interface Reading {
  means: string
  /** Without marks: this reading holds only if one of these words stands within three words. */
  near?: readonly string[]
}

const MONEY = list(`
  tien; stk; tk; ngan; hang; khoan; coc; nham; trieu; tr; xong; bank; so; shop; chan; block
`)

const CHOICES: Record<string, readonly Reading[]> = {
  ck: [{ means: 'chuyển khoản', near: MONEY }, { means: 'chồng' }],
  mk: [{ means: 'mật khẩu', near: ['doi', 'lo', 'mat', 'quen', 'nhap', 'otp'] }, { means: 'mình' }],
  dt: [{ means: 'đất', near: ['so', 'tranh', 'lan', 'm2'] }, { means: 'điện thoại' }],
  nv: [{ means: 'nhiệm vụ', near: ['like', 'lam', 'app', 'tim', 'don', 'hoa', 'group'] }, { means: 'nhân viên' }],
  bs: [{ means: 'biển số', near: ['xe', 'mang', 'doc', 'nho'] }, { means: 'bác sĩ' }],
  ca: [{ means: 'công an', near: ['xa', 'phuong', 'tinh', 'huyen', 'quan', 'bao', 'goi', 'csgt', 'dan', 'may'] }],
}

/** Short form as typed (lower case, NFC) to its readings, the first that fits wins. */
export const TEENCODE: ReadonlyMap<string, readonly Reading[]> = new Map<string, readonly Reading[]>([
  ...SHORT_FORMS.split('\n').flatMap((line): [string, Reading[]][] => {
    const [means = '', forms = ''] = line.trim().split(': ')
    return forms.split(' ').flatMap((short): [string, Reading[]][] => (short === '' ? [] : [[short, [{ means }]]]))
  }),
  ...Object.entries(CHOICES),
])
