import type { Lang } from './lang.ts'

interface AboutSection {
  title: string
  lines: readonly string[]
}

/** The limits are those the security reference says must be stated openly; rights and duties: domain reference 1.6 to 1.8. */
export const ABOUT: Record<Lang, readonly AboutSection[]> = {
  vi: [
    {
      title: 'Khi đang nguy hiểm',
      lines: [
        'Gọi 113 khi có tội phạm, đánh nhau. Gọi 114 khi có cháy hoặc cần cứu nạn. Gọi 115 khi cần cấp cứu.',
        'Trẻ em gặp nguy hiểm: gọi 111 hoặc 113. Thiên tai, tìm kiếm cứu nạn: gọi 112.',
        'Kênh này không thay thế các số trên.',
      ],
    },
    {
      title: 'Điều được bảo vệ',
      lines: [
        'Trang này không hỏi tên. Bỏ trống phần liên hệ thì tin là ẩn danh. Tin ẩn danh vẫn được tiếp nhận và xử lý.',
        'Địa chỉ mạng của máy không được lưu cùng với tin.',
        'Nội dung tin được khóa bằng mật mã. Họ tên và số điện thoại được khóa riêng; cán bộ xử lý tin không mở được.',
        'Muốn mở danh tính phải có lý do và hai người ở hai đơn vị khác nhau đồng ý. Mỗi lần xem tin hay mở danh tính đều bị ghi lại.',
        'Tin phản ánh về công an không chuyển cho đơn vị bị phản ánh.',
      ],
    },
    {
      title: 'Điều trang này không che được',
      lines: [
        'Nếu trong lời kể có tên, số điện thoại, hoặc chi tiết chỉ mình Anh/Chị biết, người đọc có thể đoán ra ai đã báo.',
        'Zalo và Telegram biết tài khoản nào đã nhắn tin. Muốn ẩn danh, Anh/Chị dùng trang web này.',
        'Nhà mạng hoặc chủ mạng Wi-Fi có thể biết máy đã mở trang này, dù không đọc được nội dung.',
        'Máy chủ tiếp nhận đọc được nội dung trong khoảnh khắc trước khi khóa lại.',
        'Ai nắm cả hai chìa khóa của kho danh tính thì mở được danh tính đã để lại.',
        'Người cầm máy của Anh/Chị có thể thấy trang này trong lịch sử trình duyệt.',
      ],
    },
    {
      title: 'Để an toàn hơn',
      lines: [
        'Dùng máy và mạng của mình, không dùng máy cơ quan hoặc máy của người bị phản ánh.',
        'Mở trang trong cửa sổ riêng tư, hoặc dùng trình duyệt Tor.',
        'Chép mã biên nhận ra giấy, cất ở nơi khác. Không chụp ảnh màn hình.',
        'Nút Thoát nhanh đổi ngay sang một trang khác. Nút này không xóa được lịch sử trình duyệt.',
        'Trang này không lưu lời đang viết vào máy.',
      ],
    },
    {
      title: 'Quyền và trách nhiệm của người báo tin',
      lines: [
        'Anh/Chị có quyền yêu cầu giữ bí mật việc báo tin, được bảo vệ khi bị đe dọa, được báo kết quả và được khiếu nại.',
        'Đe dọa, trả thù người báo tin là hành vi phạm tội. Nếu bị đe dọa, xin gọi 113 hoặc báo ngay tại đây.',
        'Báo nhầm ngay tình thì không bị xử phạt. Cố ý báo tin sai có thể bị xử lý theo pháp luật.',
        'Kênh này không nhận đơn tố cáo (đơn theo Luật Tố cáo, có họ tên và chữ ký). Đơn tố cáo gửi trực tiếp tới cơ quan có thẩm quyền.',
      ],
    },
  ],
  en: [
    {
      title: 'When there is danger now',
      lines: [
        'Call 113 for crime or violence, 114 for fire or rescue, 115 for an ambulance.',
        'A child in danger: call 111 or 113. Disaster, search and rescue: call 112.',
        'This line does not replace these numbers.',
      ],
    },
    {
      title: 'What is protected',
      lines: [
        'This page does not ask your name. If you leave the contact part empty, your report is anonymous. Anonymous reports are taken and worked on.',
        'Your network address is not kept with the report.',
        'Reports are encrypted. Names and numbers are locked separately; the officers who work on the report cannot open them.',
        'Opening an identity needs a reason and the consent of two people from two different units. Every look at a report and every opening is recorded.',
        'A report about the police does not go to the unit it is about.',
      ],
    },
    {
      title: 'What this page cannot hide',
      lines: [
        'If your words contain a name, a number, or something only you know, a reader may guess who wrote them.',
        'Zalo and Telegram know which account wrote. To stay anonymous, use this web page.',
        'A network provider or the owner of a Wi-Fi can know that your device opened this page, though not what you wrote.',
        'The receiving server can read a report for the moment before it is locked.',
        'Whoever holds both keys of the identity vault can open an identity that was left there.',
        'Whoever holds your device may find this page in its browsing history.',
      ],
    },
    {
      title: 'To be safer',
      lines: [
        'Use your own device and network, not those of your workplace or of the person you report.',
        'Open the page in a private window, or with Tor Browser.',
        'Write the receipt code on paper and keep it elsewhere. Do not take a screenshot.',
        'Quick exit changes to another page at once. It cannot erase the browsing history.',
        'This page does not store on your device what you are writing.',
      ],
    },
    {
      title: 'Your rights and duties',
      lines: [
        'You may ask that your report be kept secret, be protected when threatened, be told the result, and complain.',
        'Threatening or taking revenge on someone who reported is a crime. If you are threatened, call 113 or report it here.',
        'An honest mistake is not punished. Knowingly false reports can be punished by law.',
        'This line cannot take a formal denunciation (đơn tố cáo), which needs a name and a signature and goes to the competent authority.',
      ],
    },
  ],
}
