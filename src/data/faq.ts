import { list } from './list.ts'

/** What citizens ask and what is answered (domain reference 7.2), with the words they ask it in. */
export const FAQ_VERSION = 1

export interface FaqEntry {
  id: string
  question: string
  answer: { vi: string; en: string }
  /** Written as in `src/understand/phrases.ts`; any one of them points here. */
  cues: readonly string[]
}

export const FAQ: readonly FaqEntry[] = [
  {
    // The same words whether anything is known of the asker or not (security reference, invariant 25).
    id: 'data-request',
    question: 'Công an có dữ liệu gì về tôi? Ai phản ánh tôi?',
    answer: {
      vi: 'Kênh này không cho biết có hay không có thông tin về bất kỳ ai. Muốn xem, sửa hoặc xóa dữ liệu cá nhân, Anh/Chị gửi yêu cầu bằng văn bản đến trụ sở đơn vị, có kiểm tra giấy tờ tại đó; đơn vị trả lời trong 2 ngày làm việc và giải quyết theo thời hạn luật định. Người đã báo tin xem tin của mình bằng mã biên nhận và nhắn "rút tin" để chấm dứt liên hệ.',
      en: 'This line does not say whether or not anything is known about anybody. To view, correct or delete personal data, send a written request to the office of the unit, where identity is checked; it replies within 2 working days and settles it within the legal time. Whoever reported something sees it with the receipt code and may write "withdraw" to end the contact.',
    },
    cues: list(`
      có dữ liệu gì về tôi; có thông tin gì về tôi; dữ liệu của tôi; dữ liệu về tôi; dữ liệu cá nhân của tôi; ai tố cáo tôi;
      ai tố giác tôi; ai báo tôi; ai báo tin về tôi; ai phản ánh tôi; ai phản ánh về tôi; có ai tố cáo tôi; có ai báo về tôi;
      có ai phản ánh tôi; có tin nào về tôi; xóa dữ liệu của tôi; xóa thông tin của tôi; what data do you have about me;
      who reported me; did anyone report me; my personal data; delete my data
    `),
  },
  {
    id: 'which-number',
    question: 'Trường hợp nào phải gọi 113, 114, 115?',
    answer: {
      vi: 'Nguy hiểm đang xảy ra: 113 (tội phạm, đánh nhau), 114 (cháy, cứu nạn), 115 (cấp cứu). Kênh này không thay thế các số đó.',
      en: 'Danger now: 113 (crime, fights), 114 (fire, rescue), 115 (ambulance). This line does not replace those numbers.',
    },
    cues: list(`
      khi nào gọi 113; trường hợp nào … gọi 113; trường hợp nào gọi; gọi 113 khi nào; gọi 114 khi nào; số nào để gọi;
      nên gọi số nào; gọi số nào; khác gì 113; 113 114 115; when should i call; which number
    `),
  },
  {
    id: 'may-refuse',
    question: 'Công an có được từ chối nhận tin vì người báo ở nơi khác không?',
    answer: {
      vi: 'Không. Mọi tin phải được tiếp nhận đầy đủ; nơi nhận sẽ chuyển đúng nơi có thẩm quyền.',
      en: 'No. Every tip must be taken in full; whoever takes it passes it to the competent body.',
    },
    cues: list(`
      có được từ chối; từ chối nhận tin; từ chối tiếp nhận tin; ở nơi khác … báo được không; khác địa bàn; ở tỉnh khác
      … báo; báo ở nơi khác; can police refuse
    `),
  },
  {
    id: 'where-to-report',
    question: 'Không còn công an huyện, báo tin ở đâu?',
    answer: {
      vi: 'Công an xã, phường, đặc khu gần nhất, trực ban Công an tỉnh, VNeID mục "Kiến nghị, phản ánh về ANTT", hoặc kênh này.',
      en: 'The nearest commune, ward or special-zone police, the provincial duty desk, VNeID under "Kiến nghị, phản ánh về ANTT", or this line.',
    },
    cues: list(`
      không còn công an huyện; bỏ công an huyện; báo ở đâu; báo tin ở đâu; trình báo ở đâu; báo công an ở đâu; nộp đơn
      ở đâu; báo cho ai; báo với ai; liên hệ công an nào; where can i report; where do i report; how do i report
    `),
  },
  {
    id: 'anonymous',
    question: 'Báo ẩn danh được không?',
    answer: {
      vi: 'Được. Tin ẩn danh được xử lý như tin báo; nếu thiếu thông tin có thể không xác minh được. Anh/Chị giữ mã để bổ sung.',
      en: 'Yes. An anonymous tip is handled as a tip; with too little information it may not be possible to check it. Keep the code to add more.',
    },
    cues: list(`
      ẩn danh; báo ẩn danh; giấu tên; không nêu tên; không cần nói tên; không để lại tên; có cần tên; có phải khai
      tên; nặc danh; anonymous; anonymously; without my name
    `),
  },
  {
    id: 'secret',
    question: 'Tên người báo tin có bị lộ không?',
    answer: {
      vi: 'Anh/Chị có quyền yêu cầu giữ bí mật. Hệ thống tách danh tính khỏi nội dung; người xem phải có lý do và bị ghi nhật ký.',
      en: 'You may ask for secrecy. The system keeps identity apart from content; whoever looks needs a reason and is recorded.',
    },
    cues: list(`
      bị lộ; có bị lộ; lộ tên; lộ danh tính; có lộ thông tin; thông tin … có lộ; giữ bí mật; bảo mật không; có được
      bảo mật; sợ bị lộ; sợ lộ; ai biết em báo; is it confidential; will they know; kept secret
    `),
  },
  {
    id: 'threatened-for-reporting',
    question: 'Bị đe dọa vì đã báo tin thì sao?',
    answer: {
      vi: 'Gọi 113 nếu nguy hiểm. Anh/Chị và người thân có quyền đề nghị được bảo vệ; đe dọa, trả thù là hành vi phạm tội.',
      en: 'Call 113 if there is danger. You and your family may ask for protection; threats and revenge are crimes.',
    },
    cues: list(`
      bị đe dọa vì đã báo; bị dọa vì báo tin; bị trả thù thì sao; sợ bị trả thù; nếu bị trả thù; được bảo vệ không;
      xin bảo vệ; bảo vệ người báo tin; bảo vệ người tố giác; witness protection
    `),
  },
  {
    id: 'how-long',
    question: 'Bao lâu có kết quả?',
    answer: {
      vi: 'Thông báo tiếp nhận trong 3 ngày làm việc. Giải quyết trong 20 ngày; phức tạp tối đa 2 tháng, viện kiểm sát có thể gia hạn một lần không quá 2 tháng.',
      en: 'Notice of receipt within 3 working days. Resolved within 20 days; complex cases up to 2 months, which the procuracy may extend once by up to 2 months.',
    },
    cues: list(`
      bao lâu; bao lâu có kết quả; mấy ngày; mất bao lâu; khi nào có kết quả; chừng nào có kết quả; bao giờ giải
      quyết; bao giờ có kết quả; thời hạn giải quyết; how long
    `),
  },
  {
    id: 'told-result',
    question: 'Người báo tin có được báo kết quả không?',
    answer: {
      vi: 'Có. Cơ quan giải quyết phải thông báo kết quả cho người báo tin.',
      en: 'Yes. The body that resolves the tip must tell the person who reported it.',
    },
    cues: list(`
      có được báo kết quả; có được thông báo kết quả; được biết kết quả; có báo lại; có trả lời không; xem kết quả ở
      đâu; tra cứu kết quả; theo dõi tin; tin của em tới đâu; tin của tôi tới đâu; be told the result; check my report
    `),
  },
  {
    id: 'disagree',
    question: 'Không đồng ý với kết quả thì sao?',
    answer: {
      vi: 'Anh/Chị có quyền khiếu nại quyết định, hành vi tố tụng trong việc tiếp nhận, giải quyết.',
      en: 'You may complain about decisions and acts in receiving and resolving the tip.',
    },
    cues: list(`
      không đồng ý với kết quả; không đồng ý kết quả; không hài lòng; khiếu nại kết quả; khiếu nại ở đâu; khiếu nại
      như thế nào; muốn khiếu nại; i disagree; appeal
    `),
  },
  {
    id: 'honest-mistake',
    question: 'Báo nhầm có bị phạt không?',
    answer: {
      vi: 'Nhầm lẫn ngay tình thì không. Cố ý báo tin giả có thể bị phạt 3 - 4 triệu đồng hoặc xử lý hình sự nếu vu khống.',
      en: 'Not for an honest mistake. A knowingly false report may be fined 3 to 4 million đồng, or prosecuted if it is slander.',
    },
    cues: list(`
      báo nhầm; báo sai; báo nhầm có bị phạt; báo sai có bị phạt; báo tin giả; báo tin sai; có bị phạt không; có bị gì
      không; vu khống; false report; if i am wrong
    `),
  },
  {
    id: 'two-words',
    question: 'Tố giác khác tố cáo thế nào?',
    answer: {
      vi: 'Tố giác là báo về hành vi có dấu hiệu tội phạm, theo tố tụng hình sự. Tố cáo là báo vi phạm pháp luật theo Luật Tố cáo, phải có đơn hoặc đến trực tiếp, ghi rõ họ tên, ký tên.',
      en: 'A crime report (tố giác) tells of an act with signs of crime, under criminal procedure. A denunciation (tố cáo) follows the Law on Denunciation: by letter or in person, with full name and signature.',
    },
    cues: list(`
      tố giác khác tố cáo; tố cáo khác tố giác; tố giác và tố cáo; tố cáo và tố giác; tố giác là gì; tố cáo là gì; làm
      đơn tố cáo; viết đơn tố cáo; gửi đơn tố cáo
    `),
  },
  {
    id: 'about-police',
    question: 'Báo về công an vòi tiền thì ai đọc?',
    answer: {
      vi: 'Không phải đơn vị bị phản ánh. Tin được chuyển Thanh tra Công an tỉnh hoặc cấp trên; việc trong hoạt động tư pháp có thể gửi Cơ quan điều tra Viện kiểm sát nhân dân tối cao.',
      en: 'Not the unit complained about. The tip goes to the provincial police inspectorate or higher; matters in judicial activity may go to the investigating body of the Supreme People’s Procuracy.',
    },
    cues: list(`
      báo về công an; phản ánh công an … ai đọc; phản ánh về công an; tố cáo công an … ở đâu; phản ánh công an ở đâu;
      báo công an vòi tiền … ai; công an … thì báo ai; ai đọc; who reads
    `),
  },
  {
    id: 'just-scammed',
    question: 'Vừa bị lừa chuyển tiền thì làm gì?',
    answer: {
      vi: 'Dừng chuyển, gọi ngay tổng đài chính thức của ngân hàng để khóa, tra soát; giữ tin nhắn, biên lai; báo công an xã, phường. Cảnh giác dịch vụ "lấy lại tiền".',
      en: "Stop, call your bank's official line at once for a freeze and trace; keep messages and receipts; report to the commune or ward police. Beware of services that promise your money back.",
    },
    cues: list(`
      bị lừa chuyển tiền … làm gì; bị lừa … phải làm sao; bị lừa … làm sao; bị lừa thì làm gì; lấy lại tiền được
      không; có lấy lại được tiền; bị lừa có lấy lại; get my money back
    `),
  },
  {
    id: 'caller-says-police',
    question: 'Có người xưng công an gọi điện đòi chuyển tiền thì sao?',
    answer: {
      vi: 'Đó là dấu hiệu lừa đảo. Công an làm việc bằng giấy mời, giấy triệu tập hoặc qua công an địa phương. Báo 156 hoặc nhắn 5656, và báo công an.',
      en: 'That is a sign of fraud. Police work by written summons or through the local police. Report to 156 or text 5656, and tell the police.',
    },
    cues: list(`
      công an gọi điện … có đúng không; công an gọi điện … có phải lừa; có phải công an thật; có phải lừa đảo không;
      công an có gọi điện; công an có làm việc qua điện thoại; is this a scam
    `),
  },
  {
    id: 'missing-wait',
    question: 'Người thân mất tích có phải chờ 24 giờ?',
    answer: {
      vi: 'Không. Pháp luật không quy định phải chờ. Báo ngay, nhất là trẻ em, người già.',
      en: 'No. The law sets no waiting time. Report at once, above all for children and old people.',
    },
    cues: list(`
      chờ 24 giờ; chờ 24h; đợi 24h; đợi 24 giờ; sau 24h; sau 24 giờ; đủ 24 tiếng; chờ 24 tiếng; đợi 24 tiếng; wait 24
      hours
    `),
  },
  {
    id: 'found-things',
    question: 'Nhặt được tiền, giấy tờ thì làm gì?',
    answer: {
      vi: 'Không biết chủ: giao cho UBND hoặc công an cấp xã gần nhất để thông báo công khai. Cố tình giữ tài sản từ 10 triệu đồng sau khi được yêu cầu trả có thể bị xử lý hình sự.',
      en: "Owner unknown: hand it to the nearest commune People's Committee or police, who announce it publicly. Keeping property worth 10 million đồng or more after being asked for it may be prosecuted.",
    },
    cues: list(`
      nhặt được … làm gì; nhặt được … nộp ở đâu; nhặt được … làm sao; nhặt được … giao cho ai; lượm được … làm sao;
      nhặt được của rơi; what to do with found
    `),
  },
  {
    id: 'hand-in-weapons',
    question: 'Muốn giao nộp súng, đạn cũ thì làm thế nào?',
    answer: {
      vi: 'Báo công an xã, phường hoặc cơ quan quân sự nơi gần nhất để tiếp nhận. Bom, mìn, lựu đạn: không chạm, tránh xa, gọi 113.',
      en: 'Tell the nearest commune or ward police or military office. Bombs, mines, grenades: do not touch, keep away, call 113.',
    },
    cues: list(`
      giao nộp … ở đâu; nộp súng ở đâu; giao nộp có bị; giao nộp … có bị phạt; nộp … có bị phạt; giao nộp như thế nào;
      giao nộp vũ khí … thế nào; where to hand in
    `),
  },
  {
    id: 'karaoke-hours',
    question: 'Hàng xóm hát karaoke ồn, báo giờ nào?',
    answer: {
      vi: 'Từ 15/12/2025 không chỉ sau 22 giờ; gây ồn ảnh hưởng chung có thể bị xử lý mọi lúc. Báo UBND hoặc công an xã, phường.',
      en: "Since 15/12/2025 not only after 22:00; noise that disturbs others may be dealt with at any hour. Tell the commune or ward People's Committee or police.",
    },
    cues: list(`
      karaoke … giờ nào; karaoke … mấy giờ; ồn … mấy giờ; được hát … mấy giờ; hát karaoke đến mấy giờ; sau 22h; sau 22
      giờ; mấy giờ thì cấm hát; ồn … có bị phạt không; karaoke … có bị phạt
    `),
  },
  {
    id: 'trafficking-children',
    question: 'Nghi có mua bán người, trẻ em bị xâm hại thì gọi đâu?',
    answer: {
      vi: 'Gọi 111 (miễn phí, 24/24) hoặc 113. Không đăng hình ảnh nạn nhân.',
      en: 'Call 111 (free, 24/7) or 113. Do not post pictures of the victim.',
    },
    cues: list(`
      mua bán người … gọi đâu; mua bán người … gọi số nào; xâm hại … gọi số nào; trẻ em … gọi số nào; tổng đài trẻ em;
      số 111; gọi 111; child helpline
    `),
  },
  {
    id: 'reward',
    question: 'Báo tin có được thưởng không?',
    answer: {
      vi: 'Có thể được biểu dương, khen thưởng nếu tin có giá trị. Quỹ phòng, chống tội phạm trung ương thưởng tối đa 20 triệu đồng một người một lần, do cơ quan có thẩm quyền quyết định. Hệ thống không hứa thưởng.',
      en: 'There may be praise or a reward if the tip proves valuable. The central crime-prevention fund gives at most 20 million đồng a person each time, as the competent body decides. The system promises no reward.',
    },
    cues: list(`
      có được thưởng; được thưởng không; thưởng bao nhiêu; có thưởng; tiền thưởng; có tiền thưởng; is there a reward;
      reward
    `),
  },
]

/** Words by which a sentence asks; without one of them a cue of the FAQ may be part of a tip. */
export const QUESTION_WORDS: readonly string[] = list(`
  không ạ; được không; có được; có phải; có cần; có bị; có thể … không; hay không; chưa ạ; là gì; thế nào; như thế
  nào; ra sao; thì sao; làm sao; làm gì; phải làm; ở đâu; khi nào; bao giờ; chừng nào; bao lâu; bao nhiêu; mấy giờ;
  mấy ngày; giờ nào; số nào; ai đọc; cho ai; với ai; cho hỏi; cho em hỏi; cho tôi hỏi; em hỏi; muốn hỏi; xin hỏi; hỏi
  chút; hỏi; tại sao; vì sao; how; where; when should; what should; can i; do i; is it; should i; will; is there; who
  reads
`)
