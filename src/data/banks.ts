export const BANKS_VERSION = 2

/**
 * Names and short names of banks and wallets as people type them, without marks, in lower case; the code on the exchange
 * or of NAPAS is among them. The first is how officers read it.
 */
const BANKS: readonly (readonly [bank: string, ...names: string[]])[] = [
  ['Vietcombank', 'vietcombank', 'vcb', 'vietcom', 'viet com', 'ngoai thuong'],
  ['Techcombank', 'techcombank', 'tcb', 'techcom', 'tech', 'ky thuong'],
  ['BIDV', 'bidv', 'dau tu va phat trien'],
  ['VietinBank', 'vietinbank', 'vietin', 'viettin', 'viettinbank', 'ctg', 'icb', 'cong thuong'],
  ['Agribank', 'agribank', 'agri', 'vba', 'nong nghiep', 'varb'],
  ['MB', 'mbbank', 'mb bank', 'mb', 'mbb', 'quan doi'],
  ['ACB', 'acb', 'a chau'],
  ['Sacombank', 'sacombank', 'sacom', 'stb', 'sai gon thuong tin'],
  ['VPBank', 'vpbank', 'vp bank', 'vpb', 'thinh vuong'],
  ['TPBank', 'tpbank', 'tp bank', 'tpb', 'tien phong'],
  ['HDBank', 'hdbank', 'hd bank', 'hdb'],
  ['VIB', 'vib', 'vibbank', 'quoc te'],
  ['SHB', 'shb', 'sai gon ha noi'],
  ['MSB', 'msb', 'maritime', 'maritime bank', 'hang hai'],
  ['OCB', 'ocb', 'phuong dong'],
  ['SeABank', 'seabank', 'ssb', 'seab', 'dong nam a'],
  ['Eximbank', 'eximbank', 'exim', 'eib', 'xuat nhap khau'],
  ['LPBank', 'lpbank', 'lienvietpostbank', 'lien viet', 'lpb', 'lvb', 'loc phat', 'buu dien lien viet'],
  ['Nam A Bank', 'namabank', 'nam a bank', 'nab', 'nam a'],
  ['Bac A Bank', 'bacabank', 'bac a bank', 'bab', 'bac a'],
  ['KienlongBank', 'kienlongbank', 'kien long', 'klb'],
  ['PVcomBank', 'pvcombank', 'pvcom', 'pvcb', 'pvc', 'dai chung'],
  ['NCB', 'ncb', 'quoc dan', 'nvb'],
  ['ABBANK', 'abbank', 'ab bank', 'abb', 'an binh'],
  ['BVBank', 'bvbank', 'ban viet', 'vccb', 'bvb bank', 'viet capital'],
  ['BaoViet Bank', 'baovietbank', 'baoviet bank', 'bvb', 'bao viet'],
  ['SCB', 'scb', 'sai gon bank'],
  ['Saigonbank', 'saigonbank', 'sgb', 'sai gon cong thuong'],
  ['VietABank', 'vietabank', 'viet a', 'vab'],
  ['Vietbank', 'vietbank', 'vbb', 'viet nam thuong tin'],
  ['PGBank', 'pgbank', 'pg bank', 'pgb', 'petrolimex bank'],
  ['GPBank', 'gpbank', 'gpb', 'vcbneo', 'cbbank', 'dau khi toan cau'],
  ['MBV', 'mbv', 'oceanbank', 'ocean bank', 'dai duong', 'ojb'],
  ['Vikki', 'vikki', 'dongabank', 'dong a', 'dab'],
  ['Co-opBank', 'coopbank', 'co op bank', 'coop', 'hop tac xa'],
  ['Shinhan', 'shinhan', 'shinhanbank', 'shbvn', 'svb'],
  ['Woori', 'woori', 'wooribank', 'wvn'],
  ['HSBC', 'hsbc'],
  ['Standard Chartered', 'standard chartered', 'scvn'],
  ['Public Bank', 'public bank', 'pbvn'],
  ['UOB', 'uob'],
  ['CIMB', 'cimb'],
  ['Hong Leong', 'hong leong', 'hlb'],
  ['Indovina', 'indovina', 'ivb'],
  ['VRB', 'vrb', 'viet nga'],
  ['VDB', 'vdb'],
  ['VBSP', 'vbsp', 'chinh sach xa hoi'],
  ['Cake', 'cake'],
  ['Timo', 'timo'],
  ['Ubank', 'ubank'],
  ['Liobank', 'liobank'],
  ['MoMo', 'momo'],
  ['ZaloPay', 'zalopay', 'zalo pay'],
  ['Viettel Money', 'viettel money', 'viettel pay', 'viettelpay', 'viettelmoney'],
  ['ShopeePay', 'shopeepay', 'airpay'],
  ['VNPT Money', 'vnpt money', 'vnptpay'],
  ['MobiFone Money', 'mobifone money'],
]

/** Wallets are reached by a phone number: there a number that can be a phone is one. */
export const WALLETS: ReadonlySet<string> = new Set([
  'MoMo',
  'ZaloPay',
  'Viettel Money',
  'ShopeePay',
  'VNPT Money',
  'MobiFone Money',
])

const byName = new Map(BANKS.flatMap(([bank, ...names]) => names.map((name): [string, string] => [name, bank])))

/** The bank that a name, short name or code stands for, in any case; null for none that is known. */
export function findBank(name: string): string | null {
  return byName.get(name.toLowerCase()) ?? null
}

/** Words of the longest name. */
export const BANK_WORDS_MAX = Math.max(...[...byName.keys()].map((name) => name.split(' ').length))
