import { list } from './list.ts'

/** Small word lists by which the kind of a message is told (greeting, tip, question). No word of opinion is among them. */
export const CUES_VERSION = 1

/** A message made of these alone is a greeting. */
export const GREETING_WORDS: ReadonlySet<string> = new Set(
  'alo a lo o hello hi hey chao xin ban shop em anh chi ad admin oi a day ai do co khong bot tro ly start bat dau bac chu co minh toi cho hoi can bo cong an oii da vang buoi sang chieu toi good morning afternoon evening there menu help ban ten gi'.split(
    ' ',
  ),
)
/** At least one of these must be there. */
export const GREETING_CORE: ReadonlySet<string> = new Set('alo hello hi hey chao start menu lo oi'.split(' '))

/**
 * Cues that some act, hazard or service is told of, though no category was recognised: then a person reads it. Acts,
 * things done to somebody, weapons, injuries, things lost, services of this line.
 */
export const INCIDENT_CUES: readonly string[] = list(`
  trộm; cướp; giật; lừa; đánh; đâm; chém; giết; dọa; hiếp; nhốt; bắt cóc; cháy; nổ súng; ma túy; cờ bạc; súng; dao;
  hung khí; bom; pháo; máu; bị thương; chết người; tai nạn; nguy hiểm; mất an toàn; mất trật tự; gây rối; phá hoại;
  đập phá; phá; ném; tạt; chửi; quậy; hành hung; xô xát; xâm phạm; chiếm đoạt; phạm tội; tội phạm; vi phạm; trái phép;
  phi pháp; lậu; giả mạo; hack; nghiện; say rượu; say xỉn; kẻ gian; kẻ xấu; côn đồ; giang hồ; cứu; giúp với; cấp cứu;
  báo tin; tố giác; trình báo; báo án; tố cáo; phản ánh; vụ việc; sự việc; xảy ra; hiện trường; nghi phạm; nghi vấn;
  nghi có; =nghi là; nghi lừa; nghi trộm; nghi bán; nghi buôn; nghi chơi; gas; mùi khét; khét lẹt; mất sạch; mất hết;
  đang sợ; sợ lắm; sợ quá; run quá; vật lạ; túi lạ; vali; xe lạ; xe hơi lạ; nhìn vào nhà; cài app; otp; tài khoản;
  điện lực; gọi nói; tự nhiên mất; lừa em; phong bì; cà phê nước; mới ký; quấy rầy; làm phiền; bám theo; đe dọa; ép;
  xác người; khả nghi; lén lút; đột nhập; mất xe; bị mất; mất tiền; mất đồ; lạc; nhặt; biển số; chuyển khoản; chuyển
  tiền; tiền cọc; công an; csgt; hàng xóm; thằng; nó; bọn nó; tụi nó; chúng nó; nhóm thanh niên; mấy thanh niên; người
  lạ; rò rỉ; sập; sạt lở; đổ sập; rơi xuống; dây điện; điện giật; ngạt; khói; chó cắn; đuối; bị đau; kêu la; la hét;
  tiếng động; tiếng nổ; tiếng la; xác; thi thể; attack; steal; thief; crime; police; danger; weapon; knife; gun; hurt;
  report; illegal; threat; accident; blood; dead; scam; stolen; drugs
`)

/** Words that say where (domain reference 7.1: việc gì, ở đâu, khi nào), before a name or a number. */
export const PLACE_WORDS: readonly string[] = list(`
  đường; phố; ngõ; ngách; hẻm; kiệt; xã; phường; quận; huyện; thị trấn; thị xã; thành phố; tỉnh; thôn; ấp; khóm; bản;
  buôn; làng; tổ dân phố; khu phố; tổ; chợ; trường; bệnh viện; cầu; ngã ba; ngã tư; ngã năm; ngã sáu; vòng xoay; bùng
  binh; công viên; bến xe; ga; sân bay; chung cư; khu công nghiệp; kcn; khu đô thị; kđt; quốc lộ; tỉnh lộ; cao tốc;
  km; số nhà; nhà số; sn; hồ; sông; bãi; cổng; quán; nhà nghỉ; khách sạn; siêu thị; đình; chùa; nhà thờ; cây xăng;
  street; road; district; ward; market; bridge; near
`)

/** Function words that stay when marks are left out: they tell Vietnamese from English. */
export const VIETNAMESE_WORDS: ReadonlySet<string> = new Set(
  'khong ko la va cua toi em anh chi nha bi o co mot nguoi dang da cho voi nay nay no nay thi ma duoc nhieu hom qua xe cong an duong phuong xa bao mat tien lam gi roi vao ra den tu may cai con chong vo danh cuu trom cuop lua dao gui giup ban ai sao'.split(
    ' ',
  ),
)
export const ENGLISH_WORDS: ReadonlySet<string> = new Set(
  'the is are was were my your his her our there this that have has had been and or not with from they he she it someone somebody people near at please help need want someone just last night yesterday today in on of to i we you a an'.split(
    ' ',
  ),
)
