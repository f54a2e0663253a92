import { describe, expect, it } from 'vitest'
import { normalise } from '../../../src/understand/normalise.ts'
import { findPhrases, indexPhrases } from '../../../src/understand/phrases.ts'
import { tokenise } from '../../../src/understand/tokens.ts'

const index = indexPhrases(
  ['ma túy', 'đòi nợ', 'bán đá', 'lô đề', 'cướp', '=cháy', 'mất … xe máy', '!cứu với', 'chuyển khoản', 'bị lừa'].map(
    (phrase) => ({
      phrase,
      value: phrase,
    }),
  ),
)

function find(sent: string) {
  const text = normalise(sent)
  return findPhrases(index, text, tokenise(text))
}

describe('findPhrases', () => {
  it.each([
    ['ban ma tuy', 'ma túy'],
    ['bán ma tuý', 'ma túy'],
    ['đoi nợ thuê', 'đòi nợ'],
    ['bi cuop roi', 'cướp'],
    ['mất con xe máy wave', 'mất … xe máy'],
    ['em ck tiền rồi', 'chuyển khoản'],
    ['e bị lừa r', 'bị lừa'],
  ])('finds in "%s" the phrase "%s"', (sent, phrase) => {
    expect(find(sent).map((match) => match.value)).toContain(phrase)
  })

  it.each([
    'mà tùy anh',
    'đội nó lên',
    'bạn đã ăn',
    'lỡ để đâu',
    'cúp điện rồi',
    'chay xe',
    'Hoà chay trường',
    'mất ngủ. Có xe máy',
    'cướpp'.slice(0, 3),
  ])('finds nothing in "%s"', (sent) => {
    expect(find(sent)).toEqual([])
  })

  it('matches one word without marks only where the sender typed none at all', () => {
    expect(find('cuop o cho')).toHaveLength(1)
    expect(find('cuop ở chợ')).toHaveLength(0)
  })

  it('marks negation and stories, and lets neither silence a cry for help', () => {
    expect(find('em không bị cướp')[0]?.isNegated).toBe(true)
    expect(find('ko co cuop dau')[0]?.isNegated).toBe(true)
    expect(find('chưa thấy ai bị lừa')[0]?.isNegated).toBe(true)
    expect(find('không biết sao, bị cướp rồi')[0]?.isNegated).toBe(false)
    expect(find('hôm qua phim cướp hay')[0]?.isFiction).toBe(true)
    expect(find('cướp trong phim')[0]?.isFiction).toBe(true)
    expect(find('xem phim xong bị lừa')[0]?.isFiction).toBe(false)
    expect(find('không ai cứu với')[0]?.isNegated).toBe(false)
  })

  it('reads "ck" by its neighbours', () => {
    expect(find('ck em đánh em')).toEqual([])
    expect(find('e ck tien coc')).toHaveLength(1)
  })
})
