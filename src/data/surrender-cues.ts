import { list } from './list.ts'

/**
 * Words by which an offender comes forward (domain reference 1.1, `tu-thu`). None is enough alone: who is meant, and
 * whether it is wished or was done, is told by the words around (`src/understand/surrender.ts`).
 */
export const SURRENDER_CUES_VERSION = 1

/** Say it whoever speaks, unless somebody else is named. */
export const SURRENDER_STRONG: readonly string[] = list(`
  đầu thú; ra đầu thú; đi đầu thú; tự thú; ra tự thú; đi tự thú; ra quy án; về quy án
`)

/** Said of many other things: they count where the sender wishes it for themselves. */
export const SURRENDER_WEAK: readonly string[] = list(`
  ra trình diện; ra công an trình diện; về trình diện; đến trình diện; trình diện công an; trình diện với công an; nhận
  tội; thú tội; thú nhận; khai nhận hành vi; khai hết tội; khai ra hết; ra chịu tội; giao nộp bản thân; nộp mình
`)

/** What was done, told by who did it: counts where the sender stands right before it. */
export const SURRENDER_DEEDS: readonly string[] = list(`
  lỡ đâm; lỡ tay đâm; lỡ chém; lỡ tay chém; lỡ giết; lỡ tay giết; lỡ đánh chết; lỡ tay đánh chết; lỡ đẩy chết; lỡ tông
  chết; lỡ đụng chết; lỡ cán chết; lỡ tông trúng người; lỡ đâm trúng người; lỡ tay làm chết; lỡ làm chết; lỡ bắn chết; lỡ bắn trúng; lỡ tay
  bắn chết; lỡ ăn trộm; lỡ ăn cắp; lỡ lấy trộm; lỡ lấy cắp; lỡ trộm; lỡ cướp; lỡ hiếp; lỡ đốt nhà; trót ăn trộm; trót ăn cắp;
  trót lấy trộm; trót lấy cắp; trót trộm; trót cướp; trót giết; trót đâm; trót chém; trót dại lấy trộm; trót dại ăn trộm;
  trót dại ăn cắp; trót buôn ma túy; trót bán ma túy; trót vận chuyển ma túy; vừa đâm chết; vừa đâm người; vừa chém
  người; vừa chém chết; vừa giết; mới giết; mới đâm chết; mới đâm người; mới chém người; đã giết; đã đâm chết; đã chém
  chết; chính là hung thủ; chính là thủ phạm; là hung thủ; là kẻ giết; là người giết; là người đã giết; là
  người đã đâm; là người đâm; là người lấy trộm; là người đã lấy trộm; là người gây án; là người gây tai nạn rồi bỏ chạy;
  gây tai nạn rồi bỏ chạy; gây tai nạn xong bỏ chạy; tông người rồi bỏ chạy; tông người xong bỏ chạy
`)

/** English, whole as they stand. */
export const SURRENDER_ENGLISH: readonly string[] = list(`
  turn myself in; turning myself in; hand myself in; give myself up; surrender myself; i want to surrender; i want to
  confess; i would like to confess; i killed him; i killed her; i killed my; i killed someone; i stabbed him; i stabbed
  her; i stabbed my; i stabbed someone
`)

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** How a sender says "I", with and without marks, in long and in short. */
export const SELF_WORDS = words('tôi toi tui em mình minh tao tớ cháu chau con mik mk e mh')
/** Before those words they make a relative or a friend of "I": "chồng em", "bạn tôi". */
export const KIN_WORDS = words(
  'chồng chong vợ vo con bạn ban em bố bo mẹ me cha má ba cậu cau dì di dượng duong ông ong bà cháu chau trai gái gai xóm xom người nguoi thằng thang đứa dua nhà nha sếp sep yêu yeu của cua rể dâu',
)
/** The same, but before "em", "con" and "cháu" they rather call whom the sender speaks to: "anh em muốn …". */
export const KIN_OR_CALL = words('anh chị chi chú chu bác bac cô co')
export const CALLER_WORDS = words('em con cháu chau e')
/** After "con", "em", "cháu" they make a relative of it: "con trai", "em họ". */
export const KIN_ENDINGS = words('trai gái gai rể dâu nuôi riêng họ nội ngoại tôi toi tui mình')
/** Somebody else. */
export const OTHER_WORDS = words(
  'nó hắn gã thằng tên bọn họ chúng kẻ nghi hung tượng ấy y đứa người ta nhóm xế ai chồng vợ he she they',
)
/** Without marks: those that are rarely something else. */
export const OTHER_BARE = words('no han thang ten nguoi tuong ay chong')
/** Right before a person they say that something is done to that person. */
export const DEED_WORDS = words(
  'đâm dam chém chem giết giet đánh danh chết chet bắn ban tông tong đụng dung quẹt cán can trúng trung hại hai cướp cuop trộm trom lừa lua hiếp hiep cắp cap vào vao là la với voi bị bi',
)
/** Between "I" and the words they put the deed on somebody else. */
export const URGING_WORDS = words('khuyên khuyen bảo kêu keu vận thuyết thuyet xúi')
/** Right before "I" they make it the one who is forced. */
export const FORCING_WORDS = words('ép ep bắt bat buộc buoc bức buc dụ du bảo kêu keu đòi doi')
/** Right before "I" they make it the one who is accused. */
export const ACCUSING_WORDS = words('nói noi khống khong nghi cho bảo bao cáo cao vạ rằng rang oan tố')
/** May stand between "I" and what was done. */
export const LIGHT_WORDS = words('đã da vừa vua mới moi có co cũng cung chính chinh là la xin dại thật that')
/** A wish, a plan, a way. */
export const WISH_WORDS = words(
  'muốn muon mún mun định dinh tính tinh xin quyết quyet nguyện nguyen cần can sẽ se phải phai nên nen để de chuẩn chuan hối hoi want',
)
/** After the words they ask how it is done. */
export const WAY_WORDS = list(`
  ở đâu; ở chỗ nào; chỗ nào; tại đâu; đến đâu; ra đâu; gặp ai; với ai; như thế nào; thế nào; làm sao; làm gì; thì sao; có
  được; được không; được giảm; được khoan hồng; có bị; cần gì; cần mang; cần làm; mang theo gì; thủ tục
`)
/** Whoever takes somebody along comes forward with them. */
export const TAKING_WORDS = words('đưa dua dẫn dan dắt dat chở cùng cung')
/** What a deed is done to where nobody is hurt: "giết rắn", "đâm xe vào cột". */
export const HARMLESS_AIMS = words(
  'chuột chuot rắn ran gà ga vịt chó mèo meo heo lợn bò muỗi muoi gián chim xe cột cot gốc goc tường tuong dải game',
)
