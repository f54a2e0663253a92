import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BUTTONS } from '../../../src/data/buttons.ts'
import { type PlaceHeard, UNCLEAR } from '../../../src/domain/place.ts'
import { KINDS } from '../../../src/domain/tip.ts'
import { type Said, startTalk } from './talk.ts'

const WORDS = [
  'gửi',
  'hủy',
  'mã',
  'có',
  'không',
  'thêm',
  'tin mới',
  'đang xảy ra',
  '1',
  '2',
  '3',
  '9',
  'nó ở đó',
  '',
  'Gửi vị trí',
  'rút tin',
  'ai tố cáo tôi',
]
const FORMS = ['text', 'location', 'media', 'edit', 'form', 'joined', 'left', 'withdrawn', 'unsupported'] as const
const QUESTIONS = new Set([
  'ask-what',
  'ask-where',
  'ask-where-province',
  'ask-where-district',
  'ask-where-within',
  'ask-where-near',
  'ask-where-commune',
  'ask-where-several',
  'ask-where-pin',
  'ask-where-wide',
  'ask-place-urgent',
  'ask-when',
  'ask-now',
  'before-sending',
  'receipt-code-warning',
  'withdraw-confirm',
  'failure',
  'media-received',
  'T-DV',
  'T-SILENT',
])

const place: fc.Arbitrary<PlaceHeard> = fc.record({
  unclear: fc.constantFrom(null, ...UNCLEAR),
  province: fc.constantFrom(null, '79'),
  candidates: fc.subarray(['26743', '27139', '27154', '08746', '26740']),
  named: fc.constantFrom(null, 'commune:27139' as const, 'old-ward:27148' as const, 'old-district:770' as const),
})
const words: fc.Arbitrary<Said> = fc.record({
  form: fc.constantFrom(...FORMS),
  text: fc.constantFrom(...WORDS),
  kind: fc.constantFrom(...KINDS),
  tells: fc.record({ what: fc.boolean(), where: fc.boolean(), when: fc.boolean() }),
  isAboutPolice: fc.boolean(),
  faq: fc.constantFrom(null, 'faq:anonymous'),
  afterMinutes: fc.constantFrom(0, 1, 61, 400),
  place,
})
const danger: fc.Arbitrary<Said> = fc.record({
  form: fc.constantFrom('text', 'media', 'edit', 'form'),
  callNow: fc.constant(true),
  callText: fc.constantFrom('T-113', 'T-DV', 'T-SILENT', 'T-BANK'),
  isTenseUnclear: fc.boolean(),
  afterMinutes: fc.constantFrom(0, 400),
  place,
})
const picks: fc.Arbitrary<Said> = fc
  .record({ form: fc.constantFrom('text', 'button'), data: fc.constantFrom('place:27139', 'place:pin'), place })
  .map(({ form, data, place }) => ({ form, text: form === 'button' ? data : '1', pick: data, place }))
const taps: fc.Arbitrary<Said> = fc.record({
  form: fc.constant('button' as const),
  text: fc.constantFrom(...Object.values(BUTTONS).map((button) => button.data), 'not-ours'),
})
const messages = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: words },
    { weight: 1, arbitrary: danger },
    { weight: 3, arbitrary: taps },
    { weight: 2, arbitrary: picks },
  ),
  {
    maxLength: 25,
  },
)

it('whatever is said, each message is answered, danger first, no more than one question at a time', () => {
  fc.assert(
    fc.property(messages, (all) => {
      const talk = startTalk()
      for (const said of all) {
        const replies = talk.say(said)
        const isSilentForm = said.form === 'left' || said.form === 'unsupported'
        // Several files sent in one go are answered once.
        const isFile = said.form === 'media' && said.text === ''
        if (!isSilentForm && !isFile && !talk.last.wantsReceipt) expect(replies.length).toBeGreaterThan(0)
        if (said.callNow) expect(talk.last.replies[0]?.isEmergency).toBe(true)
        expect(replies.filter((text) => QUESTIONS.has(text)).length).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 400 },
  )
})

it('whatever is said, no message is filed twice, filed after it was destroyed, or forgotten in a draft', () => {
  fc.assert(
    fc.property(messages, (all) => {
      const talk = startTalk()
      const discarded = new Set<string>()
      for (const said of all) {
        const draft = talk.state.draft?.eventIds ?? []
        talk.say(said)
        for (const id of talk.last.discarded) discarded.add(id)
        const kept = new Set([
          ...(talk.state.draft?.eventIds ?? []),
          ...(talk.last.filed?.eventIds ?? []),
          ...discarded,
        ])
        expect(draft.filter((id) => !kept.has(id))).toEqual([])
      }
      talk.quiet()
      expect(talk.state.draft).toBeNull()
      const filed = talk.filed.flat()
      expect(new Set(filed).size).toBe(filed.length)
      expect(filed.filter((id) => discarded.has(id))).toEqual([])
    }),
    { numRuns: 400 },
  )
})

it('whatever is said, the place of a tip is asked by one question that names or offers something', () => {
  fc.assert(
    fc.property(messages, (all) => {
      const talk = startTalk()
      /** By the first message of each report. */
      const asked = new Map<string | undefined, number>()
      for (const said of all) {
        const replies = talk.say(said)
        const filed = talk.filed[Number(talk.state.tipId?.slice('tip_'.length)) - 1]
        const report = talk.state.draft?.eventIds[0] ?? filed?.[0]
        // Of a correction, or a tap on an old bubble, the question that stands is shown again.
        if (said.form === 'edit' || (said.form === 'button' && !said.text?.startsWith('now:'))) continue
        const count = replies.filter((text) => text.startsWith('ask-where-')).length
        asked.set(report, (asked.get(report) ?? 0) + count)
        expect(asked.get(report)).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 400 },
  )
})
