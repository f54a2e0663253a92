/** What a person in danger reads first (domain reference 4.4). Plain text: no channel may switch on a markup mode. */
export const EMERGENCY_TEXTS = {
  'T-113': {
    vi: 'Anh/Chị gọi ngay 113 (miễn phí, 24/24). Hãy rời khỏi nơi nguy hiểm, không đối đầu. Nếu không gọi được, Anh/Chị nhắn địa chỉ hoặc gửi vị trí tại đây; cán bộ trực ban đang được báo.',
    en: 'Call 113 now (free, 24/7). Move away from danger and do not confront anyone. If you cannot call, send the address or your location here; the duty officer is being alerted.',
  },
  'T-113S': {
    vi: 'Anh/Chị gọi ngay 113. Nếu không thể nói, hãy nhắn "KN" và gửi vị trí. Không tự đến nơi giữ người, không tự chuyển tiền chuộc trước khi nói chuyện với công an.',
    en: 'Call 113 now. If you cannot speak, send "KN" and your location. Do not go there yourself and do not pay a ransom before talking to the police.',
  },
  'T-114': {
    vi: 'Anh/Chị gọi ngay 114. Thoát ra ngoài, đi thấp tránh khói, đóng cửa lại phía sau, không dùng thang máy. Có mùi gas: không bật tắt điện, mở cửa, ra ngoài rồi mới gọi.',
    en: 'Call 114 now. Get out, stay low under smoke, close doors behind you, do not use lifts. If you smell gas: touch no switch, open doors, call from outside.',
  },
  'T-115': {
    vi: 'Anh/Chị gọi ngay 115. Nếu có người bị thương do bị đánh hoặc tai nạn, gọi thêm 113. Không di chuyển nạn nhân nếu nghi chấn thương cổ, lưng, trừ khi nơi đó nguy hiểm.',
    en: 'Call 115 now. If someone was hurt by violence or a crash, also call 113. Do not move a person with a possible neck or back injury unless the place is dangerous.',
  },
  'T-111': {
    vi: 'Nếu trẻ đang gặp nguy hiểm, Anh/Chị gọi ngay 113. Tổng đài quốc gia bảo vệ trẻ em 111 (miễn phí, 24/24) cũng tiếp nhận. Không hỏi trẻ nhiều lần, không đăng hình ảnh của trẻ.',
    en: 'If a child is in danger, call 113 now. The national child line 111 (free, 24/7) also takes reports. Do not question the child again and again; do not post images of the child.',
  },
  'T-BOM': {
    vi: 'Không chạm, không di chuyển. Lùi xa, ngăn người khác đến gần, gọi 113. Không dùng bộ đàm, không châm lửa gần đó.',
    en: 'Do not touch or move it. Step back, keep others away, call 113. No radio, no flame nearby.',
  },
  'T-BANK': {
    vi: 'Dừng chuyển tiền. Gọi ngay tổng đài chính thức của ngân hàng để yêu cầu khóa, tra soát. Giữ nguyên tin nhắn, số tài khoản, biên lai. Sau đó báo công an xã, phường nơi gần nhất. Công an không yêu cầu chuyển tiền qua điện thoại, không có dịch vụ lấy lại tiền thu phí.',
    en: "Stop the transfer. Call your bank's official line now and ask for a freeze and trace. Keep messages, account numbers, receipts. Then report to the nearest commune or ward police. Police never ask for money by phone and there is no paid recovery service.",
  },
  'T-DV': {
    vi: 'Nếu đang bị đánh hoặc đe dọa, Anh/Chị gọi ngay 113 hoặc chạy sang nhà hàng xóm. Anh/Chị muốn trợ lý nhắn lại theo cách nào cho an toàn?',
    en: 'If you are being hurt or threatened now, call 113 or go to a neighbour. How is it safe for us to answer you?',
  },
  'T-112': {
    vi: 'Anh/Chị gọi 112 (thiên tai, tìm kiếm cứu nạn) hoặc 114. Rời khỏi nơi sạt lở, nước xiết.',
    en: 'Call 112 (disaster, search and rescue) or 114. Leave the slide or fast water.',
  },
  'T-SOS': {
    vi: 'Anh/Chị không phải ở một mình lúc này. Xin gọi 115 hoặc 113, hoặc nói với một người thân ngay cạnh. Cán bộ sẽ đọc tin của Anh/Chị ngay.',
    en: 'You do not have to be alone right now. Please call 115 or 113, or tell someone beside you. An officer will read your message at once.',
  },
  'T-PROTECT': {
    vi: 'Nếu người đe dọa đang ở gần, Anh/Chị gọi ngay 113. Anh/Chị có quyền đề nghị được bảo vệ; trợ lý chuyển ngay cho cán bộ có thẩm quyền.',
    en: 'If the person threatening you is near, call 113 now. You have the right to ask for protection; this goes at once to the competent officer.',
  },
  // "tôi" is the citizen's own word here, the answer they are offered
  'T-SILENT': {
    vi: 'Trợ lý sẽ không gọi lại. Anh/Chị chỉ cần nhắn: 1 = tôi an toàn, 2 = cần giúp ngay, và gửi vị trí.',
    en: 'We will not call back. Just send: 1 = I am safe, 2 = I need help now, and your location.',
  },
} as const satisfies Record<string, { vi: string; en: string }>
