import type { FormReport } from '../domain/message.ts'

/** Invented reports of the demonstration: what a duty desk sees on an ordinary evening. Nobody in them exists. */
export const DEMO_REPORTS: readonly FormReport[] = [
  {
    what: 'Quán hát ngay dưới nhà mở loa tới hai giờ sáng, tối nào cũng vậy, cả xóm không ngủ được.',
    where: 'hẻm 18 đường Đề Thám, phường Cầu Ông Lãnh',
    when: 'mấy tuần nay, sau 22 giờ',
  },
  {
    what: 'Sáng nay ra lấy xe thì mất con Wave đỏ để trước quán cà phê, khóa cổ bị phá.',
    where: 'phường Bến Thành, gần chợ',
    when: 'khoảng 7 giờ sáng nay',
    people: 'xe Wave đỏ biển 59X1-234.56',
  },
  {
    what: 'Em vừa chuyển 40 triệu cho người tự xưng công an gọi video, họ bắt giữ máy không cho tắt. Giờ em phải làm gì?',
    where: 'em ở phường Sài Gòn',
    when: 'cách đây 20 phút',
  },
  {
    what: 'dang danh nhau o quan nhau dau ngo, co thang cam dao ruot nguoi ta chay',
    where: 'p ben thanh',
    happeningNow: true,
  },
  {
    what: 'Có nhóm thanh niên tối thứ bảy nào cũng tụ tập nẹt pô, rú ga, chạy xe bốc đầu trên đường lớn.',
    where: 'phường Vĩnh Yên, đường Lê Lợi',
    when: 'tối thứ bảy, khoảng 23 giờ',
  },
  {
    what: 'Cửa thoát hiểm của quán karaoke bị khóa bằng xích, bên trong lúc nào cũng đông người.',
    where: 'phường Tích Sơn, Vĩnh Yên',
  },
  {
    what: 'Tôi nhặt được một chiếc ví có giấy tờ và tiền ở trạm xe buýt, muốn trả lại cho người mất.',
    where: 'trạm xe buýt phường Sài Gòn',
    when: 'chiều nay',
  },
]
