import { describe, expect, it } from 'vitest'
import { makeLoginSecrets } from '../../../src/flow/login-secrets.ts'
import { codeAt, describeTotp, findStep } from '../../../src/flow/one-time-codes.ts'
import { hashPassword, isPassword, judgePassword } from '../../../src/flow/passwords.ts'

/** RFC 6238, appendix B, the last six of its eight digits. */
const RFC_SECRET = new TextEncoder().encode('12345678901234567890')
const RFC_CODES = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
] as const

describe('codes of an app', () => {
  it.each(RFC_CODES)('at %d seconds are those of RFC 6238', (second, code) => {
    const at = new Date(second * 1000)
    expect(codeAt(RFC_SECRET, at)).toBe(code)
    expect(findStep(RFC_SECRET, code, at)).toBe(Math.floor(second / 30))
  })

  it('count in their own step and the ones beside it, with spaces or without, and nothing else does', () => {
    const at = new Date(1_234_567_890_000)
    const code = (steps: number) => codeAt(RFC_SECRET, new Date(at.getTime() + steps * 30_000))
    const step = 41_152_263
    expect([-2, -1, 0, 1, 2].map((steps) => findStep(RFC_SECRET, code(steps), at))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
    ])
    expect(findStep(RFC_SECRET, '005 924', at)).toBe(step)
    for (const typed of ['', '5924', '0059240', 'abcdef', '００５９２４'])
      expect(findStep(RFC_SECRET, typed, at)).toBeNull()
  })

  it('are described in letters and as an address that an app reads', () => {
    const { uri, letters } = describeTotp(RFC_SECRET, 'an.nguyen')
    expect(letters.replaceAll(' ', '')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    expect(uri).toMatch(/^otpauth:\/\/totp\/Tin%20B%C3%A1o:an\.nguyen\?.*secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ/)
  })
})

describe('passwords', () => {
  it.each([
    ['mat khau cua truc ban', null],
    ['Một câu dài có dấu', null],
    ['ngan', 'too-short'],
    ['đ'.repeat(14), 'too-short'],
    ['a'.repeat(201), 'too-long'],
    ['toi la An.Nguyen day nhe', 'holds-login'],
    ['abababababababab', 'too-simple'],
    ['890123456789012', 'too-simple'],
    ['fedcba9876543210', null],
  ])('%s: %s', (password, fault) => {
    expect(judgePassword(password, 'an.nguyen')).toBe(fault)
  })

  it('are the same however their marks are typed, and no hash opens with another', async () => {
    const hash = await hashPassword('Một câu dài có dấu'.normalize('NFD'))
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await isPassword(hash, 'Một câu dài có dấu'.normalize('NFC'))).toBe(true)
    expect(await isPassword(hash, 'Mot cau dai co dau')).toBe(false)
    expect(await isPassword(null, 'Một câu dài có dấu')).toBe(false)
    expect(await isPassword('none', 'none')).toBe(false)
  })
})

describe('what signing in keeps to itself', () => {
  const secrets = makeLoginSecrets(new Uint8Array(32).fill(7))
  const holder = Buffer.from('holder')

  it('a first step is of one length whatever it says, and opens for its browser alone', () => {
    const right = secrets.sealStep(holder, { known: `ofc_${'a'.repeat(36)}`, isRight: true, untilMs: 1 })
    const wrong = secrets.sealStep(holder, { known: null, isRight: false, untilMs: 1 })
    expect(right).toHaveLength(wrong.length)
    expect(secrets.openStep(holder, wrong)).toEqual({ known: null, isRight: false, untilMs: 1 })
    expect(secrets.openStep(Buffer.from('other'), wrong)).toBeNull()
    expect(
      secrets.openStep(holder, `${wrong.slice(0, 20)}${wrong[20] === 'A' ? 'B' : 'A'}${wrong.slice(21)}`),
    ).toBeNull()
    expect(secrets.openStep(holder, '')).toBeNull()
  })

  it('an offered secret is the same for the same link, and another for any other', () => {
    expect(secrets.offerTotp(holder, 'a')).toEqual(secrets.offerTotp(holder, 'a'))
    expect(secrets.offerTotp(holder, 'a')).not.toEqual(secrets.offerTotp(holder, 'b'))
    expect(secrets.offerTotp(holder, 'a')).not.toEqual(makeLoginSecrets(new Uint8Array(32)).offerTotp(holder, 'a'))
    expect(secrets.offerTotp(holder, 'a')).toHaveLength(20)
  })
})
