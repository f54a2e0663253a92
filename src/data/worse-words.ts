import type { Worsening } from '../domain/incident.ts'
import { list } from './list.ts'

/**
 * By what a later voice makes an event worse. Written as in `src/understand/phrases.ts`: `…` gap, `=` marks needed (without
 * marks "cháy" is "chạy" and "dao" is "đảo"), `!` never negated.
 */
export const WORSE_WORDS: Readonly<Record<Worsening, readonly string[]>> = {
  victim: list(`
    =máu; toé máu; nằm im; nằm yên; mất rồi; nôn; chuyển viện; điểm danh thiếu; thiếu người; bị kéo ngã; đạp vào; đánh vào đầu; đè vào; bị rơi; giẫm phải; dẫm phải; bị sập; bị thương; trọng thương; chảy máu; máu me; đầy máu; ra máu; máu chảy; máu nhiều; ra nhiều máu; bất tỉnh; ngất xỉu; ngất rồi; ngã gục; nằm bất
    động; !không thở; !khó thở; thoi thóp; còn thở; hấp hối; nguy kịch; cấp cứu; xe cứu thương; nhập viện; vào viện; đi viện;
    tử vong; chết rồi; chết người; người chết; thiệt mạng; chết cháy; chết ngạt; chết đuối; đã chết; bị chết; chết trong; tắt thở; mắc kẹt;
    bị kẹt; kẹt bên trong; kẹt phía trong; kẹt trong; kẹt lại; kẹt bên; người kẹt; !chưa ra được; !không ra được; !không xuống được; !chưa lấy ra được;
    !không thoát; người bên trong; người ở trong; người trong nhà; có trẻ em; có em bé; mấy đứa nhỏ; cụ già; bà bầu; bị đâm; bị
    chém; bị đánh; bị bỏng; bị phỏng; phỏng nặng; bỏng nặng; gãy tay; gãy chân; gãy xương; nứt xương; què chân; chấn thương; sọ não; bị gãy; bị lôi; bị bắt; bị nhốt;
    nạn nhân; ngất; xỉu; hôn mê; mê man; ngộ độc; bầm dập; sưng vù; dập vỡ; bị bắn; trúng đạn; bắn trúng; chích điện; bị đè; bị vùi; cây đè; trôi xuống;
    !chưa liên lạc được; !chưa thấy; !không thấy; mất tích; bị thương nặng; đâm vô bụng; đâm vào; rách; injured; bleeding; unconscious; trapped; dead; died; hurt; hospital; ambulance;
    gục ngay; gục xuống; ôm đầu; kẹt cứng; kẹt chân; bị lạc; !chưa ra; !chưa có ai cứu; !không thấy trả lời; !không nghe nữa; !không nghe máy; bị quệt; quệt cụ; tông trúng; bắn chú; bắn anh; bắn chị
  `),
  weapon: list(`
    =dao; cầm dao; có dao; con dao; rút dao; xách dao; mang dao; vác dao; chìa dao; dí dao; kề dao; dao phay; dao bầu; dao chặt; dao thái; dao rựa; mã tấu; =kiếm; cầm kiếm; thanh kiếm; cầm
    rựa; =búa; cầm búa; vác búa; gậy sắt; gậy gộc; tuýp sắt; tuýp nhọn; ống sắt; ống tuýp; =súng; có súng; cầm súng; nổ súng; tiếng súng; khẩu súng; súng ngắn; rút súng; bắn chỉ
    thiên; hoa cải; lựu đạn; bom xăng; thuốc nổ; axit; bình xịt hơi cay; gí súng; dí súng; giơ súng; xách súng; súng hơi; súng kíp; gậy bóng chày; hung khí; hàng nóng; kim tiêm; chai bia vỡ; phóng lợn; xà beng; cầm kéo;
    dây điện; vũ khí; knife; knives; gun; machete; sword
  `),
  fire: list(`
    can xăng; dọa đốt; =cháy; =lửa; bốc cháy; cháy lan; cháy rồi; cháy to; cháy lớn; cháy dữ; đang cháy; phát cháy; bốc lửa; ngọn lửa; lửa lớn; lửa lan; lửa vượt; lửa qua; lửa cháy; lan sang; lan qua; bén sang; bén qua; bén tới; lửa bắt sang; bắt đầu bốc; nổ liên tục; nổ bình; nổ gas; nổ lớn; nổ ầm; nổ
    lụp bụp; khói đen; khói nghi ngút; tưới xăng; mùi xăng; châm lửa; đòi đốt; đốt nhà; đốt xe; quẹt ga; bình gas; bình ga; fire; burning; smoke; explosion
  `),
  place: list(`
    chạy về hướng; chạy về phía; chạy hướng; bỏ chạy về; bỏ chạy hướng; chạy sang; chạy qua; chạy lên; chạy xuống; chạy ra; chạy vào; chạy tới; kéo sang; kéo qua; chuyển sang; chuyển qua; chuyển ra; dời sang; dời qua; đổi
    hướng; giờ ở; đang ở; hiện ở; đang đứng; đang nằm ở; đang qua; vừa qua; gom lại ở; trốn ở; trốn vào; lên xe; rẽ vào; rẽ sang; rẽ trái; rẽ phải; quẹo; quay
    lại; quăng xe; bỏ xe; chui vô; chui vào; dời trường; dời chỗ; đổi chỗ; gửi định vị; kéo lên; đang giấu; giấu ở; giờ qua; qua đậu; thuê phòng; đang rao bán; ngồi ở bến xe; ngoài bến xe; đi bộ trên; ra tới; về hướng; hướng về; hướng ra; đi hướng; đi về hướng; qua cầu; tấp vào; heading to; ran to; moved to; now at; fled
  `),
  urgency: list(`
    dọa giết; lại đánh; lại đến; đòi nhảy; leo lên mái; kéo thêm; đông lắm; sập; sắp nổ; sắp sập; sắp đổ; sắp cháy; sắp chết; sắp tới; sắp đâm; đang trượt; đang tràn; đang sập; đang lan; đang xì; di tản; sơ tán; tới nhanh; tới ngay; tới gấp;
    mau lên; nhanh lên; lẹ lên; nhanh đi; !cứu với; !cứu em; !cứu tôi; khẩn cấp; ngay bây giờ; ngay lúc này; lan rộng; càng lúc càng; đông hơn; dữ hơn; lớn hơn; !không cản được; !cản không được;
    mất kiểm soát; đang kéo tới; đang phá cửa; đang đập cửa; đang đánh; đang chém; đang đâm; vẫn đang; chưa dừng; không thì tẩu tán; liền dùm; liền giùm; gửi hết; help; urgent; hurry
  `),
}
