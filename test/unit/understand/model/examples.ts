import type { Example } from '../../../../src/understand/model/examples.ts'
import type { Model } from '../../../../src/understand/model/model.ts'
import { trainModel } from '../../../../src/understand/model/train.ts'

const SAID: Readonly<Record<string, readonly string[]>> = {
  gambling: ['đánh bạc', 'sòng bài', 'cá độ', 'lô đề', 'xóc đĩa', 'đá gà ăn tiền'],
  'fire-explosion': ['cháy nhà', 'khói nhiều', 'rò khí ga', 'chập điện', 'bình ga xì', 'lửa lớn'],
  'noise-disorder': ['hát ầm ĩ', 'nhạc to', 'say quậy phá', 'chó thả rông', 'làm ồn', 'hò hét'],
}
const AROUND = ['ở đầu hẻm', 'cạnh chợ', 'tối qua', 'nhà bên', 'mấy hôm nay', 'sát trường học', 'ngoài bến', 'khu trọ']

/** A handful of sentences by eight persons, enough to train on in no time. */
export const EXAMPLES: readonly Example[] = Object.entries(SAID).flatMap(([label, words]) =>
  words.flatMap((word, i) =>
    AROUND.map((place, k) => ({
      text: (i + k) % 2 === 0 ? `${word} ${place}` : `${place} có người ${word}`,
      voice: `V${k}`,
      labels: { category: (i * 3 + k) % 11 === 0 ? 'theft' : label, kind: 'tip' },
    })),
  ),
)

export function trainSmall(seed = 1, examples: readonly Example[] = EXAMPLES): Model {
  return trainModel(examples, { seed, corpus: 'a'.repeat(64) })
}
