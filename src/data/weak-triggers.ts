import { list } from './list.ts'

/** Triggers that say little by themselves. */
export const WEAK_TRIGGERS_VERSION = 1

/** Found in tips of many kinds: half the weight. */
export const COMMON_TRIGGERS: ReadonlySet<string> = new Set(
  list(`
  nhà trọ; lưu trú; tạm trú; nghi ngờ; nghi vấn; gõ cửa; theo dõi; người lạ; bám theo; rình; nhận tiền; giang hồ; đe
  dọa; trả thù; la hét; karaoke; ồn ào; không ngủ được; say rượu; say xỉn; chửi bới; cãi nhau; gây sự; không tìm thấy;
  chưa về; tìm người; tìm con; bỏ trốn; bắt người; giữ người; thủ tục; ngập; mở bán; khuyến mãi; giảm giá; haha; hihi;
  hehe; test; vãi; vcl; đm; clm; kkk; quảng cáo; tự xưng; mạo danh; bị lừa; lừa đảo; đánh em; đánh tôi; đánh đập; bị
  đánh; cầm dao; có súng; mắc kẹt; smoke; help; drunk; fight; fire; missing; lost my; stolen; phong bì; bao che; làm
  khó; không khai báo; mất nước; trúng thưởng; đòi nợ; casino; nước thải; ngộ độc; mất … giấy tờ; con nghiện; người
  nghiện; đầu gấu; côn đồ; tai nạn; link lạ; giấy tờ giả; chồng cũ; chồng say; hóa chất; bỏ quên; để quên
`),
)

/** Become everyday words without their marks ("chay": cháy, chạy, chảy): matched only with the marks as written. */
export const MARKS_NEEDED: ReadonlySet<string> = new Set(
  list(`
  cháy; nổ; mìn; tẩn; thó; vãi; liêng; ngập; rình; lượm; phang; khói; ngáo; dọa sẽ; đâm người; bán con; đánh bài; ba
  cây; bán bột; bắt kèo; liên quan … đường dây; chôm; đm; bắn cá; chơi lô; đi khách; bắt người; dắt xe; lấy … cái ví
`),
)

/** Folded pairs of the domain reference 3.1 ("lo de": lô đề or lỡ để): they count, but little, when typed without marks. */
export const FAINT_WHEN_FOLDED: ReadonlySet<string> = new Set(
  list(`
  lô đề; lo de; bán đá; ban da; bán ke; bán cỏ; bán cần; bán kẹo; đá gà; da ga; đòi nợ; cá độ; ca do; xả thải; xa
  thai; hút đá; chơi đá; hít đá; đập đá; bán đề; chơi đề; ghi đề; đá xế; ăn tiền; làm luật; đi bão; đi lạc; tiền ảo;
  nổ gas; mất nick; bốc đầu; trộm chó; ngà voi; bán rùa; bán khỉ; mua dâm
`),
)
