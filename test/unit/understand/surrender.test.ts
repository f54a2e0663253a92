import { describe, expect, it } from 'vitest'
import { analyse } from '../../../src/understand/analyse.ts'
import { stripMarks } from '../../../src/understand/model/strip-marks.ts'
import { isSurrender } from '../../../src/understand/surrender.ts'

const CONTEXT = { receivedAt: '2026-11-20T03:00:00Z' }
const look = (text: string) => analyse(text, CONTEXT)

const OWN = [
  'tôi muốn ra đầu thú',
  'em lỡ đâm người ta giờ em sợ quá muốn tự thú',
  'Em lỡ đâm người ta, giờ muốn tự thú thì đến đâu ạ?',
  'anh ơi em muốn ra đầu thú',
  'chị cho em hỏi muốn ra đầu thú thì đến đâu ạ',
  'chú ơi cháu muốn tự thú cháu lấy trộm xe máy của nhà hàng xóm',
  'con trót dại ăn cắp tiền của bà chủ, giờ con sợ quá',
  'Tôi trốn nã 5 năm nay rồi, mệt mỏi quá, giờ muốn về quy án',
  'bọn em muốn ra đầu thú',
  'em đánh chết nó rồi giờ em định ra đầu thú',
  'em mún ra đầu thú',
  'Tôi tự thú là tôi đã lấy chiếc xe đó.',
  'hôm trước em tông người rồi bỏ chạy, em hối hận lắm, em xin tự thú',
  'mình ra đầu thú thì có được giảm án không',
  'tôi không trốn nữa tôi ra đầu thú',
  'giờ em không biết ra đầu thú ở đâu',
  'Em giết vợ em rồi. Giờ muốn đầu thú',
  'tôi vừa giết vợ tôi',
  'em trót lấy trộm của công ty 200 triệu, muốn nhận tội',
  'tôi là người đã đâm anh Hùng tối qua ở quán nhậu',
  'em muốn ra trình diện công an vì em đang bị truy nã',
  'tôi muốn đưa con tôi ra đầu thú',
  'dạ em tên Nam em muốn ra đầu thú',
  'cho tôi hỏi thủ tục ra đầu thú như thế nào',
  'i want to turn myself in',
  'I stabbed someone last night and I want to confess',
]

const NOT_OWN = [
  'nó ra đầu thú rồi',
  'nghi phạm vụ cướp tiệm vàng hôm qua đã ra đầu thú',
  'tôi nghe nói thằng đó ra đầu thú rồi phải không',
  'em không muốn ra đầu thú',
  'tôi đã ra đầu thú năm ngoái, giờ muốn hỏi giấy tờ',
  'chồng em muốn ra đầu thú',
  'công an kêu gọi hắn ra đầu thú',
  'tên trộm chưa ra đầu thú',
  'bạn tôi tự thú rồi',
  'xem phim thấy hung thủ tự thú hay quá',
  'công an ép em nhận tội',
  'nó vu khống em là hung thủ',
  'tôi muốn khai báo tạm trú',
  'phường mở cửa từ thứ 2 đến thứ 6 phải không',
  'tôi xin chịu trách nhiệm trước pháp luật về nội dung tố giác này',
  'nó lỡ đâm người ta rồi bỏ trốn',
  'em vừa giết con rắn trong nhà',
  'em lỡ đâm xe vào gốc cây',
  'em thấy xe gây tai nạn rồi bỏ chạy',
  'đầu thú là gì',
]

describe('who comes forward', () => {
  it.each(OWN)('is heard with marks and without: %s', (text) => {
    for (const sent of [text, stripMarks(text)]) {
      const found = look(sent)
      expect(isSurrender(found), sent).toBe(true)
      expect(['tip', 'mixed']).toContain(found.kind)
      expect(['critical', 'high']).toContain(found.urgency)
      const { span } = found.evidence.find(({ rule }) => rule === 'situation:tu-thu') ?? {}
      expect(sent.slice(span?.start, span?.end).length).toBeGreaterThan(5)
    }
  })

  it.each(NOT_OWN)('is nobody else, and nobody who denies it: %s', (text) => {
    for (const sent of [text, stripMarks(text)]) expect(isSurrender(look(sent)), sent).toBe(false)
  })
})
