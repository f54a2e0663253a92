import { expect, it } from 'vitest'
import { trainFastText } from '../../../src/reports/evaluation/fasttext.ts'
import type { CorpusTip } from '../../../src/understand/model/corpus.ts'
import { stripMarks } from '../../../src/understand/model/strip-marks.ts'

const tip = (text: string, category: CorpusTip['labels']['category'], at: number): CorpusTip => ({
  id: `A${String(at).padStart(4, '0')}`,
  text,
  voice: `v${at}`,
  region: 'north',
  form: 'zalo',
  accented: 'full',
  labelledBy: ['writer'],
  labels: { category, secondary: null, urgency: 'normal', kind: 'tip' },
})
const PLACES = ['chợ', 'trường', 'bến xe', 'cầu', 'ngõ nhỏ', 'công viên', 'quán nước', 'cổng làng']
const tips = PLACES.flatMap((place, at) => [
  tip(`Mất xe máy trước ${place}, bị bẻ khóa lấy trộm`, 'theft', 2 * at),
  tip(`Hát karaoke loa kéo ồn ào ở ${place} cả đêm`, 'noise-disorder', 2 * at + 1),
])

it('fastText ranks every category it has seen, the same way each time, with marks and without', async () => {
  const [rank, again] = [await trainFastText(tips, 7), await trainFastText(tips, 7)]
  const text = 'Bị bẻ khóa mất xe ở cổng chợ'
  const ranked = rank?.(text) ?? []
  expect(ranked.map(({ code }) => code)).toEqual(['theft', 'noise-disorder'])
  expect(again?.(text)).toEqual(ranked)
  expect(rank?.(stripMarks(text))[0]?.code).toBe('theft')
  expect(rank?.('')).toHaveLength(2)
})
