import { list } from '../../data/list.ts'
import type { PlaceCue } from '../../data/place-cues.ts'

/** What words tell of a place beyond {@link PlaceCue}: that it is no more than claimed, or is not where it happened. */
export type TellingCue = 'claim' | 'role' | 'remote' | 'present' | 'loss' | 'past' | 'soon' | 'report'

export const TELLING_CUES: Readonly<Record<TellingCue, readonly string[]>> = {
  /** A swindler says who or where he is. */
  claim: list(`
    xưng; xưng là; tự xưng; tự xưng là; xưng danh; xưng tên; giả danh; giả danh là; giả mạo; mạo danh; giả giọng; giả làm; giả là; giả bộ là; đóng giả;
    tự giới thiệu; tự giới thiệu là; giới thiệu là; tự nhận; tự nhận là; nhận là; nhận mình là; nó nói là; gọi nói là; nói nó là; nói nó ở; nói nó đang ở; nói đang ở;
    nói mình là; nói mình ở; bảo nó là; bảo nó ở; nó bảo là; gọi bảo là; điện bảo là; nhắn là; bảo đang ở; bảo mình là; bảo mình ở; nó kêu là; gọi kêu là; kêu nó là; kêu nó ở; tự nói là; lấy danh nghĩa;
    nhân danh; mượn danh; ghi bừa địa chỉ; địa chỉ giả; địa chỉ ma; địa chỉ ảo; lấy tên; giả giấy tờ; claiming to be; claimed to be; claims to be; pretending to be; pretended to be; calling himself;
    calling herself; calling themselves; said he was; said she was; says he is; says she is; said he is; posing as; impersonating; caller says; i am police
  `),
  /** What he says he is. */
  role: list(`
    công an; ca; cảnh sát; csgt; cảnh sát giao thông; cán bộ; cb; nhân viên; nv; người của; điện lực; tòa án; toà án; tòa; viện kiểm sát; vks; bác sĩ;
    bs; bệnh viện; bv; y tá; ngân hàng; thuế; chi cục thuế; cục thuế; hải quan; bưu điện; bưu cục; bảo hiểm; bảo hiểm xã hội; bhxh; ubnd; ủy ban; thanh tra; đội;
    phòng; sở; trung tâm; trung tâm y tế; giáo viên; thầy giáo; cô giáo; luật sư; bộ đội; quản lý thị trường; qltt; thương lái; shipper; giao hàng; trường; đại diện; thiếu úy; trung úy; đại úy;
    thiếu tá; trung tá; thượng tá; đại tá; thượng úy; sĩ quan; đồng chí; điều tra; điều tra viên; hộ tịch; cty; công ty; nhà mạng; viễn thông; nước; cấp nước; điện; khu vực; tư pháp; hình sự; cửa khẩu; kho bạc;
    officer; police; police officer; staff; bank; doctor; hospital; department
  `),
  /** Without going anywhere: on the telephone, over the net. */
  remote: list(`
    trên mạng; qua mạng; mạng xã hội; mxh; online; onl; internet; zalo; facebook; fb; face; messenger; mess; telegram; tele; tiktok; tóp tóp; viber; instagram;
    insta; youtube; shopee; lazada; livestream; trên live; live stream; trên web; trang web; website; qua app; trên app; ứng dụng; tải app; đường dẫn; đường link; link;
    bấm link; fanpage; nick; nick ảo; nhắn tin; tin nhắn; gọi điện; cuộc gọi; gọi video; gọi bảo; gọi tới bảo; gọi kêu; gọi đến; số lạ; số máy lạ; qua điện thoại; điện thoại bảo;
    qua bưu điện; nhóm chat; hội nhóm; otp; mã otp; chuyển khoản; ck; hack; ăn cắp tài khoản; đặt phòng; đặt hàng; đặt cọc; đặt tour; bán hàng online; đồng hương cũ;
    on the phone; by phone; phone call; called me; on facebook; on zalo; on telegram; whatsapp; website; online shop
  `),
  /** They came, or somebody went there: whatever else, it has a place. */
  present: list(`
    đến nhà; tới nhà; vào nhà; vô nhà; qua nhà; lại nhà; trước nhà; sau nhà; cạnh nhà; gần nhà; sát nhà; nhà bên; nhà kế; nhà đối diện; gõ cửa; hẹn gặp; gặp mặt; tận nơi;
    tận nhà; hàng xóm; tiệm; quán; cửa hàng; nhốt; bị giữ; giữ người; bắt giữ; bắt cóc; mất tích; bặt tin; tìm được; đánh; chém; đâm; rượt; trộm; cướp; giật; cháy; sòng; kho hàng; xưởng; căn hộ; tòa nhà;
    văn phòng; công trường; thẩm mỹ viện; chết; dao; tự tử; tự sát; cứu em; cứu tôi; cứu với; cứu con; kêu cứu; trong xóm; đầu ngõ; đầu hẻm; trong hẻm; trong ngõ; dãy trọ; phòng trọ; chủ trọ; khu trọ; ngoài đường; next door; neighbour; neighbor; landlord
  `),
  /** Money that went that way. */
  loss: list(`
    lừa; bị lừa; lừa đảo; lừa tiền; chuyển; chuyển tiền; chuyển khoản; ck; mất tiền; mất hết; mất sạch; mất trắng; tiền; triệu; tr; trieu; tỷ; nghìn; ngàn; đồng; cọc; tiền cọc; đặt cọc;
    nạp; nạp tiền; vay; nợ; otp; xin tiền; gửi tiền; scam; scammed; money; dollars; paid; deposit
  `),
  /** Long ago. */
  past: list(`
    hồi trẻ; hồi nhỏ; hồi còn; hồi đi lính; hồi bộ đội; thời trẻ; thuở trẻ; hồi sinh viên; sinh ra; sinh ra ở; sinh ra tại; lớn lên ở; lớn lên tại; đẻ ở; về hưu ở; nghỉ hưu ở;
    ngày còn trẻ; lúc còn trẻ; xưa tôi; xưa tui; hồi xưa tôi; hồi xưa tui; trước tôi; từng làm ở; từng ở; từng sống ở; grew up in; was born in; born in; used to live in
  `),
  /** Not yet. */
  soon: list(`
    tuần sau; tuần tới; tháng sau; tháng tới; mai mới; mốt mới; ngày mai; năm sau; cuối tuần này; sắp tới; sắp đi; định đi; dự định; tính đi; chuẩn bị đi; sắp sửa; định lên; định vô; định ra; tính lên; tính vô; tính ra; hè này; tết này;
    next week; next month; tomorrow; planning
  `),
  /** Only after getting there did the sender write. */
  report: list(`
    rồi mới dám nhắn; rồi mới nhắn; rồi mới báo; rồi mới dám báo; rồi mới gọi; rồi mới dám gọi; rồi mới viết; rồi mới dám viết; mới dám nhắn; mới dám báo; mới dám gọi;
    mới dám viết; mới dám kể; mới nhắn; mới viết; rồi mới nhắn được; rồi em mới; rồi tôi mới; rồi mới dám; rồi mới kể
  `),
}

/** More of what `PLACE_CUES` lists. */
export const MORE_PLACE_CUES: Readonly<Partial<Record<PlaceCue, readonly string[]>>> = {
  at: list('ơ; dưới quê; ở quê; ngoài quê; trong quê; trên quê; về quê'),
  toward: list(`
    vé bay về; vé bay; vé về; vé đi; vé máy bay; vé tàu; vé xe; ngã ba đi; ngã tư đi; nga 3 di; nga 4 di; đoạn rẽ đi;
    đường mới ra; cầu đi
  `),
  person: list('thg; thằg; thag; con nhỏ; thằng nhỏ; thằng nhóc; thằng bạn; con bạn; sinh viên; học sinh; công nhân'),
  scene: list(`
    còn vụ; còn chuyện; mà vụ; mà chuyện; nhưng vụ; nhưng chuyện; vụ ở; vụ thì ở; vụ là ở; vụ bên; chuyện thì ở; chuyện là ở; chuyện bên; việc thì ở; việc là ở; vụ tôi báo; vụ em báo
  `),
  office: list(
    'csgt; cảnh sát giao thông; cảnh sát cơ động; csđt; pccc; cảnh sát pccc; trạm csgt; chốt csgt; đội csgt',
  ),
  origin: list('ng; dân gốc'),
  everyday: list(`
    đại lộc; phú quý; phúc lộc; tài lộc; an khang; trường thọ; tiến bộ; đồng lòng; đồng tâm; hợp lực; hiệp lực; cộng hòa; dân chủ; tự cường; tự lập; nhân nghĩa; chân thành;
    liên minh; thuận hòa; thuận lợi; an lành; yên bình; quyết tâm; tiền phong; trung lập; hợp nhất; phát đạt; an vui; báo án; mang đến; nam chữa; phố cổ; biên giới; bao an toàn; bến cạnh; bên cầu; kế bên cầu
  `),
}
