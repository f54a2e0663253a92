import { list } from './list.ts'

/** Words by which people tell who they are (issue 5, point 8): worked out on `corpus/train/selfid*`, never on the test part. */
export const SELF_WORDS_VERSION = 1

/** The speaker and nobody else. */
export const SPEAKERS: readonly string[] = list(`
  tôi; tui; tớ; tau; tao; mình; mềnh; miềng; choa; tôy; mk; mik; iem; bọn tôi; bọn tui; tụi tôi; tụi tui; chúng tôi;
  chúng tui; bọn mình; tụi mình; chúng mình; bọn em; tụi em; chúng em; bọn cháu; chúng cháu; tụi cháu; chúng con; tụi
  con; nhà cháu; cá nhân tôi; bản thân tôi; i; my; me; mine; we; our
`)

/** The speaker too, unless a surer word or what stands beside says otherwise ("em gái", "trẻ em", "em Hùng"). */
export const JUNIORS: readonly string[] = ['em', 'e', 'cháu', 'con']

/** Elders speak of themselves by the title others give them; taken for the speaker where they do so more than once. */
export const ELDERS: readonly string[] = list(`
  anh; chị; cô; chú; bác; ông; bà; dì; cậu; mợ; thím; thầy; mệ; o; u; bầm; ngoại; nội; con
`)
/** What a speaker does, in the first person: what is said of nobody else without a name or "ấy". */
export const SPEAKS: readonly string[] = list(`
  thấy; nghe; nói; báo; kể; nhờ; xin; biết; đi; là; ở; có; ngồi; viết; bảo; gặp; mất; hỏi; gọi; đang; mới; vừa; không;
  ko; cũng; ra; sợ; mong; lỡ; ráng; dạy; bán; trông; nuôi; làm; học; tên; bị; được; đã; chỉ; cháu; gửi; muốn; quê; năm
  nay; nằm; già; tuổi; thương; nghi; hay; khuyên; đưa; cho; trồng; nhìn; tưởng
`)
/** Before a title without a name: it is the speaker's. */
export const SPOKEN_TO: readonly string[] = list(
  'giúp; giùm; giùm cho; nhờ; của; cho; với; cháu; con; nhà; dâu; trai; gái; ruột',
)

/** Before "em", "cháu", "con": somebody else. */
export const NOT_SPEAKER_BEFORE: readonly string[] = list(`
  trẻ; anh; chị; đàn; thằng; con; đứa; cô; chú; mấy; các; những; một; hai; ba; bốn; năm; bé; bà; ông; của bé; từng; cho;
  bọn trẻ; lũ; mỗi đứa; mẹ; đôi; bố; cha; đẻ; có
`)

/** After them: a kind of relation, or somebody's name. */
export const NOT_SPEAKER_AFTER: readonly string[] = list(`
  bé; gái; trai; rể; dâu; chồng; vợ; ruột; họ; nội; ngoại; học sinh; nó; nhỏ; út; kế; nuôi; ấy; đó; này; kia; người;
  hàng xóm; gái nó; sinh viên; cái; đường; dao; ông; bà; thằng; ta; nọ; già; chủ; thợ; mặc; áo; lái; xe ôm; bảo vệ;
  công an; tổ trưởng; trưởng; phó; giám đốc; sếp; đầu
`)

/** "toi" without marks is an evening or a coming there. */
export const EVENING_BEFORE: readonly string[] = list(
  'ca; buổi; đêm; hôm; sáng; chiều; gio; giờ; h; mỗi; từ; trời; đến; đi; lên',
)
export const EVENING_AFTER: readonly string[] = list(
  'qua; nay; mai; hôm; thứ; chủ; hqua; kia; nào; đến; t2; t3; t4; t5; t6; t7; cn; khuya; om; phạm',
)

/** May stand between the speaker and what they say of themself. */
export const LIGHT: readonly string[] = list(`
  cũng; vẫn; đang; đã; vốn; chính; chỉ; hiện; hiện đang; hiện nay; trước; hồi trước; hồi; mới; vừa; vừa mới; thì; đây;
  thường; hay; còn; sẽ; lại; từng; năm nay; đều; nay; ngày nào cũng; có; ngày ngày; có một; tự; xin
  phép; xin; nguyên; đi; đến; đang đi; am; 'm; just; only; ra; về; qua; lúc đó; khi đó; hôm qua; hôm đó; tối qua; sáng
  nay; tháng trước
`)

/** What follows the speaker and tells who they are. */
export const SELF_TELLS: readonly string[] = list(`
  là; tên; tên là; họ tên; họ và tên; tên thật; ở; trọ; thuê; sống; ngụ; cư trú; quê; sinh; sinh năm; học; dạy; làm;
  bán; buôn; chạy; lái; trực; gác; giữ; quản lý; phụ trách; trông; trông coi; coi; nuôi; trồng; mở; chủ; sửa; phục vụ;
  chung; cùng; ngồi; nằm; đứng; công tác; thiếu; nợ; vá; đạp; đẩy; xe ôm; ship; giao; giao hàng; bảo vệ; tạp vụ; lao
  công; công nhân; giáo viên; chủ nhiệm; bác sĩ; y tá; điều dưỡng; kế toán; thủ quỹ; thủ kho; lễ tân; thợ; tài xế; phụ
  xe; trưởng; phó; tổ trưởng; trưởng thôn; trưởng ấp; lớp trưởng; bí thư; hàng xóm; đối diện; sát; cạnh; bên cạnh; kế;
  kế bên; gần; thành viên; hội viên; nhân viên; đại lý; môi giới; cho thuê; chuyên; đăng ký; khiếu nại; nghỉ việc; xin
  nghỉ; quét; dọn; rửa; nấu; cắt; may; hàn; xây; đánh cá; đi biển; ký; ghi; trình báo; từng; em; con; cháu; vợ; chồng;
  mẹ; má; bố; ba; cha; bạn; anh; chị; cô; dì; chú; bác; ông; bà; sui; người yêu; bồ; bf; gf; ex; tạp hóa; quán; tiệm;
  sạp; nhà; phòng; lớp; mỗi; mang; đội; thu; lượm; nhặt ve chai; live; live in; work; work at; am; am the; am a; teach;
  study; run; own; rent; stay; name is; name; house; shop; room; son; daughter; chụp; quen; số; mã; trên; cầm; cuốc; đầu
`)

/** After the speaker these tell of the event, and of nobody's life. */
export const EVENT_TELLS: readonly string[] = list(`
  thấy; nhìn; nghe; gặp; biết; báo; gửi; muốn; mong; sợ; xin giấu; xin giữ; nghĩ; nghi; đoán; tin; kể; nói; gọi; nhắn;
  hỏi; chứng kiến; phát hiện; tố cáo; tố giác; phản ánh; lo; rầu; khổ; mất; bị lừa; bị đánh; bị mất; chuyển; chuyển
  khoản; nhận được; cần; nhờ; cảm ơn; cám ơn; đề nghị; yêu cầu; không; ko; k; chưa; chẳng; đéo; dám; liền; hoảng;
  saw; heard; think; want
`)

/** Things and people that are the speaker's when the speaker's word follows: "nhà tôi", "con của em". */
export const OWN_PLACES: readonly string[] = list(`
  nhà; phòng; quán; tiệm; sạp; ki ốt; kiốt; cửa hàng; cửa tiệm; shop; xưởng; công ty; cty; cơ quan; rẫy; ruộng; ruộng
  nho; vườn; trại; ao; bãi; căn; căn hộ; căn phòng; phòng trọ; chỗ; máy cày; ghe; tàu; xe; đò; thuyền; lớp; trường; tổ;
  đội; ca; dãy; xóm; hẻm; ngõ; khu; chung cư; nhà trọ; homestay; khách sạn; vựa; lò; bếp; gánh; xe đẩy; house; room;
  shop; apartment
`)
export const OWN_PEOPLE: readonly string[] = list(`
  con; con trai; con gái; con lớn; con nhỏ; con út; đứa con; đứa nhỏ; thằng nhỏ; con bé; thằng bé; nhóc; bé nhà; vợ;
  chồng; vk; ck; mẹ; má; bố; ba; cha; tía; ông xã; bà xã; anh; chị; em; em gái; em trai; anh trai; chị gái; anh họ; chị
  họ; em họ; em chồng; em vợ; em dâu; em rể; anh rể; anh vợ; anh chồng; chị dâu; chị chồng; mẹ chồng; mẹ vợ; bố chồng;
  bố vợ; ba chồng; ba vợ; má chồng; con dâu; con rể; cháu; cháu nội; cháu ngoại; cháu ruột; cháu họ; ông nội; ông
  ngoại; bà nội; bà ngoại; cô; cô ruột; dì; dì ruột; chú; chú ruột; bác; bác ruột; cậu; cậu ruột; mợ; thím; dượng; sui;
  thông gia; sếp; chủ; thầy; bạn; bạn thân; bạn trai; bạn gái; bạn cùng phòng; bồ; bồ cũ; người yêu; người yêu cũ; vợ
  cũ; chồng cũ; hàng xóm; đồng nghiệp; trưởng phòng; tổ trưởng; giám đốc; quản lý; quản đốc; lớp trưởng; son; daughter;
  husband; wife; boss; neighbour; neighbor
`)
/** After such a one: who they are, not what befell them. */
export const OWN_TELLS: readonly string[] = list(`
  là; ở; học; làm; bán; số; tên; ngay; cạnh; bên cạnh; sát; đối diện; gần; kế; kế bên; bên; trước; sau; đầu; cuối; giữa;
  ngõ; hẻm; duy nhất; có; trong; trên; ngoài; thuê; cách; chung; cùng; đường; phố; thôn; ấp; khu; lầu; tầng; tổ; nằm;
  chỉ; quét; lái; chạy; dạy; trực; giữ; lớp; đang học; đang ở; đang làm; năm nay; mới; quay; nhìn; xã; phường; mặt; thì;
  ngoài này; ngã; quê; ba; hai; 1; độc; is; goes; nhìn ra; nhìn sang; treo; phụ
`)

/** Ways to reach somebody, before a number that is the speaker's if the speaker's word is by. */
export const CONTACTS: readonly string[] = list(`
  số; sđt; sdt; dt; đt; điện thoại; số điện thoại; số máy; zalo; zl; fb; facebook; nick; email; mail; gmail; tele;
  telegram; tài khoản; stk; biển số; cccd; cmnd; căn cước; mã số; mã thẻ; phone; number
`)
/** "gọi lại cho em số …". */
export const CALL_BACK: readonly string[] = list(`
  gọi cho; gọi lại; gọi lại cho; gọi; alo; alo cho; alô; liên hệ; liên lạc; lh; nhắn cho; nhắn; kết bạn; add; call;
  contact; cần thêm thì gọi; hỏi thêm
`)

/** There is only one such person. */
export const ONLY_ONES: readonly string[] = list(`
  duy nhất; độc nhất; có mỗi; chỉ có; chỉ mỗi; mỗi mình; mỗi một; một mình; chỉ một; có một mình; có 1; chỉ có 1; chỉ
  mình; có mình; mình ên; độc; the only; only one; mỗi tôi; mỗi tui; mỗi em; mỗi cháu; mỗi chị; mỗi anh; mỗi bà; mỗi
  nó; mình em; mình tôi; mình tui; mình e; nhất
`)

/** A stretch that goes on telling who somebody is begins with one of these. */
export const GOES_ON: readonly string[] = list(`
  tên; họ tên; tên thật; nhà; phòng; p; căn; số; lớp; mã; mã thẻ; quê; mai quê; ấp; xóm; thôn; bản; tổ; khu; dãy; lô;
  lầu; tầng; ngõ; hẻm; kiệt; đường; phố; phường; xã; chung; cùng; ở; nằm; ngồi; cạnh; sát; đối diện; gần; kế; kế bên; cả;
  mỗi; mỗi mình; một mình; chỉ; chỉ có; duy nhất; độc nhất; có mỗi; bé; giữ; làm; sđt; sdt; đt; dt; zalo; điện thoại;
  thành viên; sinh; sinh năm; tuổi; năm nay; hai đứa; cách; ngay; đầu; cuối; trước; sau; bên; ngoài; trong; trọ; thuê;
  học; bán; chạy; trực; ca; khoa; khóa; khối; trường; công ty; cty; quán; tiệm; sạp; ký tên; ktx; đứng; vẫn; cũng; từng;
  con; vợ; chồng; đang; phụ trách; biển; biển hiệu; hiệu; hay; mang; mặc; đội; tóc; dáng; người; có cái; có con; có
  chiếc; có treo; nick; email; cccd; tạp hóa; nghề; chuyên; thẻ; msv; mssv; with; on; at; đi; hồi; tháng; hôm; ai qua
  lại; ai cũng; nói giọng; giọng; em của; con của; dạy; quản lý; chủ
`)

/** Here it ends: somebody else comes, or what they did, or what is asked of us. */
export const STOPS: readonly string[] = list(`
  thằng; nó; hắn; họ; chúng; chúng nó; tụi nó; bọn; bọn nó; lũ; kẻ; khách; nhóm; ổng; bả; ảnh; chỉ ấy; cổ; y; thị; gã;
  lão; người ta; ông ta; bà ta; đừng; xin; sợ; nói; lộ; mong; nhờ; báo; biết; thấy; nghe; nay; nhưng; phát hiện; tố cáo;
  nhân chứng; chứng kiến; vụ; tối qua; hôm qua; chiều qua; sáng qua; vừa thấy; nhặt; có người; có khách; có thằng; có
  nhóm; có bọn; có đứa; có ai; có ông; có bà; người phụ trách; người lạ; người đó; đứa kia; chủ là; ben; they; he; she
`)

/** Somebody else enters, mostly with a name. */
export const OTHERS: readonly string[] = list(`
  ông; bà; anh; chị; cô; chú; bác; dì; cậu; mợ; thằng; con; mụ; lão; gã; ả; kẻ; bọn; tụi; nhóm; tên; đứa; hai thằng; hai
  cậu; mấy thằng; mr; mrs; ms; cháu; em; thầy
`)

/** Right before a title: the person belongs to what the speaker says of themself ("em trai thằng Trường"). */
export const TIES: readonly string[] = list(`
  của; với; cho; nhà; quán; tiệm; tổ; giúp; theo; bên; chỗ; cạnh; sát; gần; dưới; trên; em; anh; chị; con; cháu; vợ;
  chồng; mẹ; má; bố; ba; cha; trai; gái; ruột; họ; dâu; rể; nội; ngoại; nuôi; bạn; may; thuê; trọ; diện; chung; cùng;
  là; sui; gia; thợ; xưởng; lò; vựa; phòng; công; sếp; cũ; kế; hàng xóm; xóm; lớp; đối; phụ; trông; chăm; bé; tên; có;
  chính; một; thay; hộ; thầy; đồ; tôi; tui; mình; mỗi; chồng; hai; đồng; of; cột; chèo
`)

/** Pronouns that point back at somebody: a title after them opens a new statement. */
export const POINTING_BACK: readonly string[] = list('ổng; bả; nó; đó; này; ấy; kia; hắn; liền; rồi; luôn; đấy')

/** Before the name of who reports. */
export const SIGNATURES: readonly string[] = list(`
  người phản ánh; người báo; người báo tin; người gửi; người viết; người tố cáo; người trình báo; người làm đơn; ký tên;
  kí tên; tên em là; tên tôi là; tên cháu là; tôi tên; em tên; em tên là; tôi tên là; tui tên; cháu tên; mình tên; my name
  is; tên tui là; tên mình là; ten em la
`)
