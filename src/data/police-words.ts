import { list } from './list.ts'

/** Words by which people complain about police (domain reference 2.3), veiled ones included. */
export const POLICE_WORDS_VERSION = 1

/** Who: officers and units, and the people who work under them. */
export const POLICE: readonly string[] = list(`
  công an; công an phường; công an xã; công an tỉnh; công an huyện; công an quận; công an khu vực; cảnh sát; cảnh sát
  giao thông; cảnh sát cơ động; cảnh sát khu vực; cảnh sát hình sự; csgt; cskv; cscđ; cơ động; 113; anh giao thông;
  chú giao thông; ông giao thông; mấy anh giao thông; mấy ông giao thông; anh áo vàng; chú áo vàng; ông áo vàng; áo
  vàng giao thông; mấy áo vàng; anh áo xanh; chú áo xanh; ông áo xanh; sắc phục; anh bồ câu; chú bồ câu; mấy bồ câu;
  bồ câu áo vàng; chiến sĩ; điều tra viên; trực ban; cán bộ trực ban; cán bộ điều tra; cán bộ công an; cán bộ tiếp
  dân; trưởng công an; phó công an; sếp công an; trưởng đồn; đồn công an; trụ sở công an; đồn; trại tạm giam; nhà tạm
  giữ; quản giáo; cán bộ trại; dân phòng; bảo vệ dân phố; tổ an ninh; an ninh cơ sở; đội trật tự; tổ tuần tra; chốt
  giao thông; đội giao thông; trạm csgt; thượng úy; đại úy; thiếu tá; trung tá; thượng tá; trung úy; police; traffic
  police; police officer; policeman; cop; cops; officer
`)

/** What, when done by them. */
export const POLICE_ACTS: readonly string[] = list(`
  vòi tiền; vòi vĩnh; =vòi; đòi tiền; đòi phong bì; đòi … triệu; đòi … tiền; đòi hối lộ; ăn tiền; nhận tiền; lấy tiền;
  xin tiền; làm tiền; thu tiền; cầm tiền; bắt đóng tiền; bắt nộp tiền; bắt chung; nhận phong bì; nhận hối lộ; ăn hối
  lộ; hối lộ; phong bì; gợi ý; mãi lộ; làm luật; chung chi; bôi trơn; lót tay; bảo kê; chống lưng; bao che; tiếp tay;
  thông đồng; cấu kết; ăn chia; làm ngơ; ngó lơ; nhắm mắt; đánh dân; đánh người; đánh em; đánh tôi; đánh con; đánh
  bạn; đánh chồng; đánh anh; đánh cháu; đánh ba; đánh bố; đánh đập; đánh; =tát; =đấm; =đạp; hành hung; ép cung; bức
  cung; mớm cung; nhục hình; tra tấn; bắt oan; bắt nhầm; bắt giữ trái; giam giữ trái; bắt người vô cớ; bắt vô cớ; giữ
  xe vô cớ; chửi; chửi dân; nạt; quát; hách dịch; hống hách; thái độ; lạm quyền; lộng quyền; nhũng nhiễu; sách nhiễu;
  hạch sách; hành dân; gây khó dễ; làm khó; dọa; đe dọa; hăm dọa; không lập biên bản; không biên bản; không có biên
  bản; không đưa biên lai; không biên lai; phạt sai; phạt láo; nhậu; say xỉn; say rượu; uống rượu; đánh bạc; chơi đề;
  chạy án; tiết lộ; làm lộ; lộ thông tin; lộ tên; mượn tiền; quấy rối; sàm sỡ; =gạ; ngâm hồ sơ; bỏ qua; cố tình; tham
  nhũng; tham ô; tiêu cực; bribe; took money; asked for money; asking for money; beat; demanded money; corrupt; hit
  me; demands money
`)

/** What they leave undone: counts even where the police were only called ("báo công an mà không ai xuống"). */
export const POLICE_NEGLECT: readonly string[] = list(`
  !không giải quyết; !không xử lý; !không tiếp nhận; !không nhận đơn; !không chịu nhận; !không chịu giải quyết; !không
  chịu xử lý; !không xuống; !không ai xuống; !không ai giải quyết; !không thấy xử lý; !không thấy giải quyết; !chưa
  giải quyết; !chưa xử lý; !không làm gì; !không lập hồ sơ; !không quan tâm; từ chối nhận; từ chối tiếp nhận; đùn đẩy;
  làm ngơ; ngó lơ; bao che; im lặng; bỏ mặc; ngâm đơn; ngâm hồ sơ; refused; did nothing; ignored
`)

/** Done to them by someone: "đưa tiền cho công an". The act comes first. */
export const PAID_TO_POLICE: readonly string[] = list(`
  hối lộ; đút lót; lót tay; chung chi; chung tiền; chung cho; đưa tiền; đưa phong bì; nộp tiền cho; biếu; bôi trơn;
  mua chuộc; làm luật; quen; chống lưng; thái độ; sai phạm; bribed; paid; complain about
`)

/** Complaints by name: no cue where they are made to the police ("phản ánh với công an"). */
export const COMPLAINTS: readonly string[] = ['tố cáo', 'khiếu nại', 'phản ánh', 'bức xúc', 'tố giác', 'kiện']

/** Before a police word these make it no complaint: someone poses as police, or police are called for help. */
export const POSING: readonly string[] = list(`
  giả danh; giả; giả làm; giả dạng; mạo danh; mạo nhận; xưng; xưng là; tự xưng; tự xưng là; tự nhận; tự nhận là; nói
  là; bảo là; kêu là; nhận là; dỏm; fake; pretending to be; posing as; impersonating; claiming to be
`)
export const CALLING: readonly string[] = list(`
  báo; báo cho; báo với; báo lên; báo tin cho; trình báo; gọi; gọi điện; gọi cho; nhờ; mong; đề nghị; kính gửi; kính
  mong; thưa; gửi; yêu cầu; nhắn; cầu cứu; cảm ơn; hợp tác với; trốn; call; called; tell; call the; please
`)
