import { describe, expect, it } from 'vitest'
import { SITUATIONS } from '../../../src/data/situations.ts'
import { say, strip } from './say.ts'

/** Present, each said with marks here and stripped by the test. */
const NOW: readonly [id: string, text: string][] = [
  ['U1', 'cứu với nó cầm dao'],
  ['U1', 'Có hai thằng đang cướp xe trước cửa nhà em'],
  ['U1', 'đang bị rượt chém ở đường Lê Lai'],
  ['U1', 'nó đang ở ngoài cửa đòi vào'],
  ['U1', 'trộm đang trong nhà em trốn trong phòng'],
  ['U1', 'help me he has a knife'],
  ['U2', 'cháy nhà rồi cứu với'],
  ['U2', 'chung cư đang cháy khói nghi ngút'],
  ['U2', 'nhà bên cạnh bị rò gas mùi gas nồng lắm'],
  ['U3', 'có người bị đâm chảy máu nhiều lắm'],
  ['U3', 'bạn em sốc thuốc bất tỉnh rồi'],
  ['U3', 'tai nạn có người bị thương nằm giữa đường'],
  ['U4', 'bé gái bị cha dượng đánh đập'],
  ['U4', 'bảo mẫu đánh trẻ ở lớp mầm non'],
  ['U5', 'em bị nhốt ở đây nó không cho về'],
  ['U5', 'con tôi bị bắt cóc đòi tiền chuộc'],
  ['U6', 'thấy lựu đạn trong vườn'],
  ['U6', 'có đầu đạn ở bãi cát'],
  ['U7', 'có thằng ngáo đá cầm dao đi lung tung'],
  ['U7', 'một người leo cột điện la hét'],
  ['U8', 'em vừa chuyển 30 triệu cho tụi nó'],
  ['U8', 'mẹ em đang nghe máy họ bắt chuyển tiền'],
  ['U9', 'chồng đang đánh em'],
  ['U9', 'chồng em đang đập đồ nhốt em trong phòng'],
  ['U10', 'có người đuối nước ở hồ'],
  ['U10', 'sạt lở sập nhà rồi'],
  ['U11', 'em muốn chết, em đang đứng trên cầu'],
  ['U12', 'xe tải cán người rồi bỏ chạy'],
  ['U13', 'thấy người truy nã có súng ở quán'],
  ['U14', 'nó biết em báo công an nên dọa trả thù'],
  ['U15', 'em không nói được, nhắn tin thôi'],
]

const PAST: readonly [id: string, text: string][] = [
  ['U1', 'hôm qua em bị cướp giật ở chợ'],
  ['U1', 'tuần trước có hai nhóm chém nhau ở đây'],
  ['U1', 'năm ngoái ở đây có đánh nhau'],
  ['U2', 'hôm qua ở đây có cháy nhà'],
  ['U3', 'tuần trước anh ấy bị đâm chảy máu'],
  ['U4', 'năm ngoái bé gái bị đánh ở lớp đó'],
  ['U5', 'năm ngoái em bị nhốt hai ngày'],
  ['U6', 'tháng trước người ta tìm thấy lựu đạn'],
  ['U7', 'hôm kia có thằng ngáo đá'],
  ['U8', 'tháng trước em vừa chuyển tiền cho nó'],
  ['U9', 'năm ngoái chồng đánh em'],
  ['U10', 'tuần trước có người đuối nước'],
  ['U11', 'năm ngoái anh ấy tự tử'],
  ['U12', 'hôm qua xe tải cán người rồi bỏ chạy'],
  ['U13', 'tuần trước thấy người truy nã có súng'],
  ['U14', 'năm ngoái nó dọa trả thù'],
]

describe('situations', () => {
  it('covers U1 to U15', () => {
    expect(SITUATIONS.map(({ id }) => id).sort()).toEqual(Array.from({ length: 15 }, (_, i) => `U${i + 1}`).sort())
    expect(new Set(NOW.map(([id]) => id)).size).toBe(15)
  })

  it.each(NOW)('%s makes the sender call now, with marks and without: %s', (id, text) => {
    for (const form of [text, strip(text), text.toUpperCase(), text.normalize('NFD')]) {
      const analysis = say(form)
      expect(
        analysis.situations.filter(({ tense }) => tense !== 'past').map((match) => match.id),
        form,
      ).toContain(id)
      expect(analysis.callNow, form).toBe(true)
      expect(analysis.callText, form).not.toBeNull()
      expect(['critical', 'high'], form).toContain(analysis.urgency)
    }
  })

  it.each(PAST)('%s that is over does not make the sender call: %s', (id, text) => {
    for (const form of [text, strip(text)]) {
      const analysis = say(form)
      expect(
        analysis.situations.filter((match) => match.id === id).map(({ tense }) => tense),
        form,
      ).toContain('past')
      expect(analysis.callNow, form).toBe(false)
      expect(analysis.callText, form).toBeNull()
    }
  })

  it.each([
    'CỨU VỚI',
    'c.ứ.u với',
    'cuuuuu voi',
    'cứuuuu vớiiii',
    'c ứ u v ớ i',
    'cứu\u200b với',
    'cuu vs',
    'kíu vớiii',
    'SOS',
  ])('hears a cry for help however it is spelled: %s', (text) => {
    expect(say(text)).toMatchObject({ callNow: true, callText: 'T-113', urgency: 'critical', kind: 'tip' })
  })

  it.each([
    ['cứu với nó cầm dao', 'T-113'],
    ['cuu voi no cam dao', 'T-113'],
    ['chay nha roi cuu voi', 'T-114'],
    ['bảo mẫu đang đánh bé', 'T-111'],
    ['em vừa chuyển khoản xong bị chặn', 'T-BANK'],
    ['thấy quả bom', 'T-BOM'],
    ['chồng đang đánh em', 'T-DV'],
    ['em bị bắt cóc', 'T-113S'],
    ['em muốn tự tử', 'T-SOS'],
    ['lũ cuốn mất hai người', 'T-112'],
    ['nó dọa trả thù em', 'T-PROTECT'],
    ['không nói được, nhắn tin thôi', 'T-SILENT'],
    ['tai nạn chết người', 'T-115'],
  ])('opens the answer to "%s" with %s', (text, callText) => {
    expect(say(text).callText).toBe(callText)
    expect(say(strip(text)).callText).toBe(callText)
  })

  it('puts life before money', () => {
    expect(say('em vừa chuyển tiền cho nó, nó đang cầm dao trước nhà').callText).toBe('T-113')
  })

  it('lets "đang" in one clause outweigh the past of another', () => {
    expect(say('Tuần trước nó dọa em, bây giờ nó đang cầm dao trước nhà').callNow).toBe(true)
    expect(say('hom qua no danh em, gio no dang o ngoai cua').callNow).toBe(true)
    expect(say('từ hôm qua đến giờ em vẫn bị nhốt').callNow).toBe(true)
  })

  it.each([
    'toi qua nha thay no cam dao chem nguoi',
    'no dang cam dao truoc nha',
    'no cam dao truoc nha em',
    'nó cầm dao trước nhà em',
    'co nguoi nam ngoai duong chay mau',
    'có người nằm trước nhà chảy máu',
    'thang truoc nha cam dao',
    'ba thang truoc nha cam dao',
    'có ba thằng trước cửa cầm dao',
    'em bị nhốt từ hôm qua',
    'em bị nhốt từ 8h sáng',
    'sáng nay con em bị bắt cóc',
  ])('takes for no past what is none: %s', (text) => {
    expect(say(text).callNow).toBe(true)
  })

  it.each([
    'chay xe qua Bình Dương',
    'chay xe qua binh duong',
    'hom nay ban chay qua',
    'em không bị cướp',
    'k bi cuop gi het',
    'hôm qua phim cướp hay',
    'tối nay xem phim cướp ngân hàng',
    'bài thi hôm nay khó muốn xỉu, mệt muốn chết',
    'shop bị bom hàng hoài',
    'vé cháy hàng rồi',
    'đánh giá 5 sao',
    'bé bị sốt hai ngày',
    'chưa có ai bị thương',
    'dam cuoi vui qua',
    'an sung ngon',
  ])('stays calm at "%s"', (text) => {
    expect(say(text).callNow).toBe(false)
  })

  it('gives each match its stretch of the text as sent', () => {
    const text = '\u202e😀 C.Ứ.U với nhà em'
    const span = say(text).situations[0]?.span
    expect(text.slice(span?.start, span?.end)).toContain('C.Ứ.U')
  })

  it('raises but never lowers', () => {
    expect(say('Năm ngoái có vụ cướp tiệm vàng ở chợ').urgency).toBe('critical')
    expect(say('hàng xóm hát karaoke ồn ào').urgency).toBe('low')
    expect(say('hàng xóm hát karaoke rồi đang cầm dao chém nhau').urgency).toBe('critical')
  })
})
