import type { Lang } from './lang.ts'

export interface OwnDataWords {
  title: string
  sections: readonly { title: string; lines: readonly string[] }[]
  seeThread: string
  clear: { title: string; lines: readonly string[]; button: string; done: string; leave: string }
  withdraw: {
    open: string
    hint: string
    title: string
    lines: readonly string[]
    confirm: string
    back: string
    barred: readonly string[]
    notYet: string
    ended: readonly string[]
    sent: readonly string[]
  }
}

/** Rights and times: domain reference 1.4 (K21, K22) and 1.9. The same for every reader: nothing is looked up here. */
export const OWN_DATA: Record<Lang, OwnDataWords> = {
  vi: {
    title: 'Dữ liệu cá nhân',
    sections: [
      {
        title: 'Trang này không trả lời về từng người',
        lines: [
          'Kênh này không cho biết có hay không có thông tin về bất kỳ ai, không cho biết ai đã báo tin. Ai hỏi cũng nhận đúng những lời này.',
          'Trang này không hỏi tên, không tra cứu và không lưu lại việc đã có người hỏi.',
        ],
      },
      {
        title: 'Yêu cầu xem, sửa, xóa dữ liệu của mình',
        lines: [
          'Gửi yêu cầu bằng văn bản, trực tiếp tại trụ sở đơn vị ghi ở đầu trang. Giấy tờ tùy thân được kiểm tra tại đó; không gửi ảnh giấy tờ qua mạng.',
          'Đơn vị trả lời việc đã nhận yêu cầu trong 2 ngày làm việc, và giải quyết trong 10 đến 20 ngày tùy loại yêu cầu (Nghị định 356/2025/NĐ-CP, điều 5).',
          'Quyền này theo Luật Bảo vệ dữ liệu cá nhân, điều 4, 13 và 14. Dữ liệu mà luật buộc phải giữ thì không xóa được trước hạn; khi đó đơn vị nói rõ lý do.',
          'Không đồng ý với trả lời, Anh/Chị có quyền khiếu nại.',
        ],
      },
      {
        title: 'Nếu Anh/Chị đã gửi tin',
        lines: [
          'Mở "Xem tin đã gửi" bằng mã biên nhận để đọc lại, bổ sung, hoặc chấm dứt liên hệ.',
          'Trong cuộc trò chuyện, nhắn "rút tin".',
          'Khi chấm dứt liên hệ, thông tin để liên hệ bị hủy. Nội dung đã gửi vẫn được xử lý và lưu giữ theo quy định.',
        ],
      },
    ],
    seeThread: 'Xem tin đã gửi',
    clear: {
      title: 'Xóa dấu vết trên máy này',
      lines: [
        'Xóa khỏi trình duyệt này cuộc trò chuyện và mọi thứ trang này đã lưu, rồi chuyển sang một trang khác. Nội dung đã gửi không bị ảnh hưởng.',
        'Lịch sử trình duyệt thì trang này không xóa được. Anh/Chị xóa trong phần cài đặt của trình duyệt.',
      ],
      button: 'Xóa dấu vết trên máy này',
      done: 'Đang chuyển trang',
      leave: 'Sang trang khác',
    },
    withdraw: {
      open: 'Chấm dứt liên hệ',
      hint: 'Trang sau nói rõ điều gì bị hủy, điều gì được giữ, rồi hỏi lại một lần.',
      title: 'Chấm dứt liên hệ?',
      lines: [
        'Thông tin để liên hệ với Anh/Chị, nếu có để lại, bị hủy và không lấy lại được.',
        'Câu trả lời chưa gửi thì không gửi nữa.',
        'Nội dung đã gửi vẫn được cán bộ xử lý và lưu giữ theo quy định. Cán bộ thấy rằng người báo đã chấm dứt liên hệ.',
        'Mã biên nhận vẫn mở được tin này cho đến khi nội dung hết hạn lưu giữ.',
      ],
      confirm: 'Đồng ý chấm dứt liên hệ',
      back: 'Quay lại tin',
      barred: [
        'Với tin này, liên hệ không chấm dứt được, vì có thể có người đang cần được bảo vệ.',
        'Anh/Chị có thể xóa dấu vết trên máy đang dùng.',
      ],
      notYet: 'Tin đang được phân loại nên chưa chấm dứt liên hệ được. Anh/Chị thử lại sau ít phút.',
      ended: ['Liên hệ đã chấm dứt. Thông tin để liên hệ với Anh/Chị đã bị hủy hoặc sẽ bị hủy trong ít phút.'],
      sent: [
        'Yêu cầu đã được ghi nhận. Thông tin để liên hệ với Anh/Chị bị hủy trong ít phút.',
        'Nội dung đã gửi vẫn được cán bộ xử lý.',
      ],
    },
  },
  en: {
    title: 'Personal data',
    sections: [
      {
        title: 'This page answers about nobody in particular',
        lines: [
          'This line does not say whether or not anything is known about anybody, nor who reported anything. Everyone who asks gets these very words.',
          'This page asks for no name, looks nothing up, and does not record that somebody asked.',
        ],
      },
      {
        title: 'To view, correct or delete your data',
        lines: [
          'Hand in a written request at the office of the unit named at the top of this page. Identity papers are checked there; do not send pictures of them over the network.',
          'The unit confirms the request within 2 working days and settles it within 10 to 20 days, by kind (Decree 356/2025/NĐ-CP, article 5).',
          'The right rests on the Personal Data Protection Law, articles 4, 13 and 14. Data that a law requires to be kept cannot be deleted early; the unit then gives the reason.',
          'You may complain about the answer.',
        ],
      },
      {
        title: 'If you sent a report',
        lines: [
          'Open "My report" with the receipt code to read it, add to it, or end the contact.',
          'In the chat, write "withdraw".',
          'When the contact ends, what is needed to reach you is destroyed. What was sent is still worked on and kept under the rules.',
        ],
      },
    ],
    seeThread: 'See a report',
    clear: {
      title: 'Clear the traces on this device',
      lines: [
        'Removes the chat and everything this site stored from this browser, then goes to another page. What was sent is not affected.',
        'The browsing history cannot be removed by this page. Please clear it in the settings of the browser.',
      ],
      button: 'Clear the traces on this device',
      done: 'Leaving this page',
      leave: 'Go to another page',
    },
    withdraw: {
      open: 'End the contact',
      hint: 'The next page says what is destroyed and what is kept, and asks once more.',
      title: 'End the contact?',
      lines: [
        'What is needed to reach you, if you left anything, is destroyed for good.',
        'Answers that were not sent yet will not be sent.',
        'What you sent is still worked on and kept under the rules. Officers see that the reporter has ended the contact.',
        'The receipt code still opens this report until its content is no longer kept.',
      ],
      confirm: 'Yes, end the contact',
      back: 'Back to the report',
      barred: [
        'In this matter the contact cannot be ended, because somebody may need protection.',
        'You can clear the traces on the device you are using.',
      ],
      notYet:
        'The report is still being sorted, so the contact cannot be ended yet. Please try again in a few minutes.',
      ended: ['The contact is ended. What was needed to reach you is destroyed, or will be within minutes.'],
      sent: [
        'The request is recorded. What is needed to reach you will be destroyed within minutes.',
        'What you sent is still worked on.',
      ],
    },
  },
}
