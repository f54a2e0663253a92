/** What the assistant says in a talk (domain reference 4.6, 4.7, 7.1). `{unit}`, `{time}` and the like are filled in. */
export const DIALOGUE_TEXTS = {
  greeting: {
    vi: 'Đây là trợ lý tự động tiếp nhận tin báo về an ninh, trật tự của {unit}. Trường hợp khẩn cấp xin gọi 113, 114, 115. Anh/Chị muốn báo việc gì, ở đâu, xảy ra khi nào?',
    en: 'This is the automatic assistant that takes tips on security and order for {unit}. In an emergency please call 113, 114 or 115. What do you want to report, where and when did it happen?',
  },
  introduction: {
    vi: 'Trợ lý tự động đang trả lời Anh/Chị, không phải cán bộ. Cán bộ sẽ đọc nội dung Anh/Chị gửi.',
    en: 'An automatic assistant is answering you, not an officer. An officer will read what you send.',
  },
  limits: {
    vi: 'Kênh này không thay thế 113, 114, 115. Tình huống khẩn cấp xin gọi ngay.',
    en: 'This line does not replace 113, 114, 115. In an emergency please call at once.',
  },
  'ask-what': {
    vi: 'Anh/Chị cho biết đã thấy hoặc gặp việc gì ạ?',
    en: 'What did you see, or what happened to you?',
  },
  'ask-where': {
    vi: 'Việc này ở đâu ạ? Anh/Chị nhắn số nhà, đường, xã hoặc phường, hay gửi vị trí.',
    en: 'Where is this? Send the house number, street and commune or ward, or share a location.',
  },
  // one of these for a tip, once; the place is named as the gazetteer names it, never in the sender's words
  'ask-where-province': {
    vi: '{place} ở tỉnh, thành phố nào ạ?',
    en: 'There are several places called {place}. Which province or city is it in?',
  },
  'ask-where-district': {
    vi: '{place} thuộc quận, huyện cũ nào ạ?',
    en: 'There are several places called {place}. Which former district is it in?',
  },
  'ask-where-within': {
    vi: 'Trợ lý hiểu việc này ở {place}. Chỗ đó nay thuộc phường, xã nào, hoặc gần đường, chợ, trường nào ạ?',
    en: 'This was understood to be in {place}. Which ward or commune is it in now, or which street, market or school is it near?',
  },
  'ask-where-near': {
    vi: 'Chỗ đó thuộc phường, xã nào, hoặc gần đường, chợ, trường nào ạ?',
    en: 'Which ward or commune is it in, or which street, market or school is it near?',
  },
  'ask-where-commune': {
    vi: 'Trợ lý hiểu việc này ở {place}. Chỗ đó thuộc phường, xã hoặc quận, huyện cũ nào ạ?',
    en: 'This was understood to be in {place}. Which ward, commune or former district is it in?',
  },
  'ask-where-several': {
    vi: 'Trợ lý thấy có vài nơi được nhắc tới. Việc này xảy ra ở nơi nào ạ?',
    en: 'Several places were mentioned. In which of them did this happen?',
  },
  'ask-where-pin': {
    vi: 'Vị trí ghim và nơi Anh/Chị viết không cùng một chỗ. Việc này xảy ra ở nơi nào ạ?',
    en: 'The pin and the place you wrote are not the same. Where did this happen?',
    buttons: ['place-pin', 'place-words'],
  },
  'ask-where-wide': {
    vi: 'Vị trí ghim nằm gần ranh giới. Chỗ đó thuộc phường, xã nào ạ?',
    en: 'The pin is close to a boundary. Which ward or commune is it in?',
  },
  'ask-when': { vi: 'Việc này xảy ra khi nào ạ?', en: 'When did this happen?' },
  'ask-now': {
    vi: 'Việc này có đang xảy ra ngay lúc này không?',
    en: 'Is this happening right now?',
    buttons: ['happening', 'happened'],
  },
  'ask-who': {
    vi: 'Anh/Chị có thấy ai, xe gì, đi hướng nào không ạ? Nếu không rõ, Anh/Chị bấm "Bỏ qua".',
    en: 'Did you see who, what vehicle, which direction? If not, press "Skip".',
    buttons: ['skip'],
  },
  'ask-weapons': {
    vi: 'Có vũ khí hoặc người bị thương không ạ?',
    en: 'Are there weapons, or is anyone hurt?',
    buttons: ['yes', 'no', 'skip'],
  },
  'ask-media': {
    vi: 'Anh/Chị có ảnh hoặc video đã chụp từ trước thì gửi tại đây. Không cần đến gần để chụp thêm.',
    en: 'If you already have photos or video, send them here. There is no need to go near for more.',
    buttons: ['done'],
  },
  'ask-contact': {
    vi: 'Anh/Chị muốn được liên hệ lại theo cách nào ạ?',
    en: 'How would you like to be contacted?',
    buttons: ['contact-named', 'contact-channel', 'contact-anonymous'],
  },
  'ask-place-urgent': {
    vi: 'Nếu không gọi được, hãy nhắn địa chỉ hoặc gửi vị trí.',
    en: 'If you cannot call, send the address or your location.',
    buttons: ['send-location'],
  },
  'ask-safe-answer': {
    vi: 'Anh/Chị chỉ cần nói nơi ở và cách liên hệ an toàn.',
    en: 'You only need to say where you are and how it is safe to contact you.',
  },
  'ask-clarify': {
    vi: 'Anh/Chị muốn báo một việc đã xảy ra, hay hỏi thông tin ạ?',
    en: 'Do you want to report something that happened, or to ask a question?',
    buttons: ['report', 'ask'],
  },
  'before-sending': {
    vi: 'Tin sẽ gửi tới {unit}. Họ tên và số điện thoại của Anh/Chị được giữ kín. Xin xác nhận nội dung là điều Anh/Chị thấy hoặc biết. Cố ý báo tin sai có thể bị xử lý theo pháp luật.',
    en: 'The tip will go to {unit}. Your name and phone number are kept secret. Please confirm that this is what you saw or know. A knowingly false report may be dealt with by law.',
    buttons: ['send', 'change', 'cancel'],
  },
  confirmation: {
    vi: 'Trợ lý đã hiểu: {what}. Nơi xảy ra: {where}. Thời gian: {when}.',
    en: 'Understood: {what}. Place: {where}. Time: {when}.',
  },
  'not-given': { vi: 'chưa rõ', en: 'not known yet' },
  'receipt-web': {
    vi: 'Đã ghi nhận lúc {time}. Mã biên nhận: {receipt}. Đây là chìa khóa duy nhất để Anh/Chị theo dõi và bổ sung; hãy cất riêng.',
    en: 'Recorded at {time}. Receipt code: {receipt}. It is the only key with which you can follow this and add to it; keep it in a private place.',
  },
  'receipt-chat': {
    vi: 'Đã ghi nhận lúc {time}. Anh/Chị nhắn tiếp tại đây để bổ sung; nhắn "mã" nếu muốn nhận mã biên nhận.',
    en: 'Recorded at {time}. Write here to add more; send "code" if you want a receipt code.',
  },
  'receipt-code-warning': {
    vi: 'Mã biên nhận là chìa khóa để xem và bổ sung tin. Nếu điện thoại bị lấy hoặc bị người khác xem, người đó đọc được mã ngay tại đây. Anh/Chị vẫn muốn nhận chứ?',
    en: 'The receipt code opens and adds to the tip. If your phone is taken or read by someone else, they can read the code right here. Do you still want it?',
    buttons: ['receipt-yes', 'no'],
  },
  'receipt-code': {
    vi: 'Mã biên nhận: {receipt}. Anh/Chị chép ra nơi kín rồi xóa tin nhắn này.',
    en: 'Receipt code: {receipt}. Copy it to a private place, then delete this message.',
  },
  privacy: {
    vi: 'Anh/Chị chọn: (1) có tên, (2) chỉ liên hệ qua kênh này, (3) ẩn danh. Ẩn danh: hệ thống không giữ tài khoản; chỉ theo dõi bằng mã.',
    en: 'Please choose: (1) with your name, (2) contact through this channel only, (3) anonymous. Anonymous: no account is kept; you follow by code only.',
    buttons: ['contact-named', 'contact-channel', 'contact-anonymous'],
  },
  duties: {
    vi: 'Người báo tin có quyền đề nghị giữ bí mật, được báo kết quả và khiếu nại; có trách nhiệm nói đúng sự thật và có mặt khi được yêu cầu.',
    en: 'A person who reports may ask for secrecy, be told the result and complain; they must tell the truth and appear when asked.',
  },
  'supplement-received': {
    vi: 'Trợ lý đã ghi thêm lúc {time} vào tin Anh/Chị đã gửi.',
    en: 'Added at {time} to the tip you sent.',
  },
  // said only of what anyone in the street can see (domain/open-event); never a count, a time, or another voice's words
  'known-fire': {
    vi: 'Cảm ơn Anh/Chị, công an đã có tin về vụ cháy này. Nếu đang có nguy hiểm, xin vẫn gọi ngay 114.',
    en: 'Thank you, the police have word of this fire. If there is danger, please still call 114 at once.',
  },
  'known-crash': {
    vi: 'Cảm ơn Anh/Chị, công an đã có tin về vụ tai nạn này. Nếu có người bị thương, xin vẫn gọi ngay 115; nếu đang có nguy hiểm, gọi 113.',
    en: 'Thank you, the police have word of this accident. If anyone is hurt, please still call 115 at once; if there is danger, call 113.',
  },
  'known-flood': {
    vi: 'Cảm ơn Anh/Chị, công an đã có tin về chỗ ngập, sạt lở này. Nếu có người gặp nguy hiểm, xin vẫn gọi ngay 114 hoặc 112.',
    en: 'Thank you, the police have word of this flood or landslide. If people are in danger, please still call 114 or 112 at once.',
  },
  'known-noise': {
    vi: 'Cảm ơn Anh/Chị, công an đã có tin về tiếng ồn này. Nếu đang có nguy hiểm, xin vẫn gọi ngay 113.',
    en: 'Thank you, the police have word of this noise. If there is danger, please still call 113 at once.',
  },
  'known-ask-spot': {
    vi: 'Anh/Chị cho biết thêm chỗ đó gần số nhà, đường hay ngã tư nào ạ? Gửi vị trí cũng được.',
    en: 'Could you say which house number, street or junction it is near? A shared location will do.',
  },
  'known-ask-hurt': {
    vi: 'Anh/Chị có thấy ai bị thương hoặc mắc kẹt không ạ? Xin nhắn tại đây nếu an toàn.',
    en: 'Did you see anyone hurt or trapped? Please write here if it is safe.',
    buttons: ['hurt-yes', 'hurt-no'],
  },
  'known-ask-current': {
    vi: 'Lúc này việc đó có còn tiếp diễn không ạ?',
    en: 'Is it still going on now?',
    buttons: ['happening', 'happened'],
  },
  'filed-urgent': {
    vi: 'Đã ghi nhận lúc {time} và báo cán bộ trực ban. Anh/Chị nhắn thêm tại đây nếu an toàn.',
    en: 'Recorded at {time} and the duty officer has been alerted. Write more here if it is safe.',
  },
  cancelled: { vi: 'Trợ lý đã hủy, chưa gửi tin này đi.', en: 'Cancelled; this was not sent.' },
  thanks: { vi: 'Cảm ơn Anh/Chị.', en: 'Thank you.' },
  'report-police': {
    vi: 'Đơn vị bị phản ánh không đọc tin này. Tin được chuyển Thanh tra Công an tỉnh hoặc cấp trên.',
    en: 'The unit complained about will not read this. It goes to the provincial police inspectorate or higher.',
  },
  'keep-evidence': {
    vi: 'Anh/Chị giữ nguyên tin nhắn, hình ảnh, giấy tờ liên quan và không xóa.',
    en: 'Please keep all messages, pictures and papers and delete nothing.',
  },
  forwarded: {
    vi: 'Tin đã được chuyển {unit} lúc {time}.',
    en: 'The tip was passed to {unit} at {time}.',
  },
  result: {
    vi: 'Tin {tip} đã có kết quả: {result}. Nếu không đồng ý, Anh/Chị có quyền khiếu nại tới {place}.',
    en: 'There is a result for {tip}: {result}. If you do not agree, you may complain to {place}.',
  },
  failure: {
    vi: 'Trợ lý chưa hiểu. Anh/Chị cho biết việc gì, ở đâu, khi nào ạ?',
    en: 'The assistant did not understand. What happened, where and when?',
  },
  handover: {
    vi: 'Trợ lý đã chuyển cho cán bộ trực ban đọc và trả lời tại đây. Nếu đang nguy hiểm, xin gọi 113.',
    en: 'This was passed to a duty officer, who will read and answer here. If you are in danger, please call 113.',
  },
  unsupported: {
    vi: 'Trợ lý không đọc được loại tin nhắn này tại đây. Anh/Chị có thể gõ địa chỉ và sự việc bằng chữ, dùng mẫu báo tin tại {form}, hoặc gọi 113 nếu đang nguy hiểm.',
    en: 'This kind of message could not be read here. You can type the address and what happened, use the form at {form}, or call 113 if you are in danger.',
  },
  'media-received': {
    vi: 'Trợ lý đã nhận tệp. Anh/Chị cho biết việc gì, ở đâu, khi nào ạ?',
    en: 'The file has arrived. What happened, where and when?',
  },
  'media-kept': {
    vi: 'Trợ lý đã nhận thêm tệp của Anh/Chị.',
    en: 'The file has been added.',
  },
  // the same whether or not there was a tip; the law may forbid to delete one (PDPL art. 14)
  'withdraw-confirm': {
    vi: 'Anh/Chị muốn chấm dứt liên hệ? Thông tin để liên hệ với Anh/Chị sẽ bị hủy, không lấy lại được, và Anh/Chị không nhận được trả lời nữa. Nội dung đã gửi, nếu có, vẫn được cán bộ xử lý và lưu giữ theo quy định.',
    en: 'Do you want to end the contact? What is needed to reach you will be destroyed for good, and you will get no more answers. What was already sent, if anything, is still worked on and kept under the rules.',
    buttons: ['withdraw-yes', 'withdraw-no'],
  },
  'withdraw-kept': {
    vi: 'Trợ lý giữ nguyên, liên hệ chưa chấm dứt.',
    en: 'Nothing was changed; the contact stays.',
  },
  'withdraw-later': {
    vi: 'Nội dung vừa gửi đang được phân loại nên chưa chấm dứt liên hệ được. Anh/Chị nhắn lại "rút tin" sau ít phút.',
    en: 'What was just sent is still being sorted, so the contact cannot be ended yet. Please write "withdraw" again in a few minutes.',
  },
  'withdraw-barred': {
    vi: 'Với việc này, liên hệ không chấm dứt được, vì có thể có người đang cần được bảo vệ. Anh/Chị có thể xóa dấu vết trên máy này.',
    en: 'In this matter the contact cannot be ended, because somebody may need protection. The traces on this device can be removed.',
  },
  'clear-chat-telegram': {
    vi: 'Trên Telegram: mở cuộc trò chuyện này, bấm tên ở trên cùng, chọn dấu ba chấm, chọn "Xóa lịch sử" hoặc "Xóa cuộc trò chuyện". Việc này không ảnh hưởng nội dung đã gửi.',
    en: 'On Telegram: open this chat, tap the name at the top, then the three dots, then "Clear history" or "Delete chat". What was sent is not affected.',
  },
  'clear-chat-zalo': {
    vi: 'Trên Zalo: ở danh sách tin nhắn, nhấn giữ cuộc trò chuyện này, chọn "Xóa". Việc này không ảnh hưởng nội dung đã gửi.',
    en: 'On Zalo: in the list of chats press and hold this one, then choose "Delete". What was sent is not affected.',
  },
  'clear-chat-web': {
    vi: 'Trên trang này: mở trang "Dữ liệu cá nhân", bấm "Xóa dấu vết trên máy này". Việc này không ảnh hưởng nội dung đã gửi.',
    en: 'On this site: open the page "Personal data" and press "Clear the traces on this device". What was sent is not affected.',
  },
  withdrawn: {
    vi: 'Trợ lý đã ghi nhận yêu cầu lúc {time}. Liên hệ chấm dứt, thông tin để liên hệ với Anh/Chị bị hủy. Nội dung chưa gửi đi thì xóa. Tin đã gửi đi, nếu có, vẫn được cán bộ xử lý và lưu giữ theo quy định.',
    en: 'Your request was recorded at {time}. The contact is ended and what is needed to reach you is destroyed. What was not yet sent is deleted. A tip already sent, if any, is still worked on and kept under the rules.',
  },
  'location-received': { vi: 'Trợ lý đã nhận vị trí.', en: 'The location has arrived.' },
  'slow-down': {
    vi: 'Trợ lý đã nhận các tin nhắn của Anh/Chị và sẽ đọc lần lượt.',
    en: 'Your messages have arrived and will be read in turn.',
  },
  'out-of-scope': {
    vi: 'Kênh này chỉ tiếp nhận thông tin về tội phạm, vi phạm về an ninh, trật tự và nguy cơ mất an toàn. Nội dung Anh/Chị gửi không thuộc phạm vi đó nên hệ thống không ghi nhận và không lưu. Nếu có hành vi cụ thể gây nguy hiểm cho người hoặc tài sản, xin cho biết việc gì, ở đâu, khi nào.',
    en: 'This line only takes information on crimes, breaches of public order and safety hazards. Your message is outside that, so it is not recorded or kept. If there is a concrete act that endangers people or property, tell us what, where and when.',
  },
  surrender: {
    vi: 'Anh/Chị đã làm điều đúng khi nhắn tới đây. Anh/Chị có thể đến công an xã, phường nơi gần nhất, ngày hay đêm đều có người tiếp nhận, hoặc gọi 113 để được hướng dẫn. Nếu có người bị thương, xin gọi ngay 115. Anh/Chị không cần kể chi tiết tại đây, cán bộ trực ban sẽ đọc và trả lời.',
    en: 'You did right to write here. You can go to the nearest commune or ward police, day or night, or call 113 and ask how. If anyone is hurt, call 115 now. There is no need to tell the details here; a duty officer will read this and answer.',
  },
  // said when an officer closes it: until its content is destroyed, nobody may say that nothing is kept
  'closed-out-of-scope': {
    vi: 'Kênh này chỉ tiếp nhận thông tin về tội phạm, vi phạm về an ninh, trật tự và nguy cơ mất an toàn. Nội dung Anh/Chị gửi không thuộc phạm vi đó nên đã được đóng. Nếu có hành vi cụ thể gây nguy hiểm cho người hoặc tài sản, xin cho biết việc gì, ở đâu, khi nào.',
    en: 'This line only takes information on crimes, breaches of public order and safety hazards. Your message is outside that and has been closed. If there is a concrete act that endangers people or property, tell us what, where and when.',
  },
  // chosen by a person only: the analysis never looks for these matters
  'out-of-scope-labour': {
    vi: 'Vấn đề lao động: liên hệ công đoàn, cơ quan quản lý lao động hoặc 1022 (nơi có).',
    en: 'Labour matters: please contact the trade union, the labour authority or 1022 (where it exists).',
  },
  'other-agency': {
    vi: 'Việc này thuộc cơ quan khác. Anh/Chị liên hệ 1022 (nơi có), Cổng Dịch vụ công quốc gia hoặc UBND xã, phường. Nếu đang nguy hiểm cho người, xin gọi 112, 113 hoặc 114.',
    en: "This is another agency's matter. Please contact 1022 (where it exists), the National Public Service Portal or the commune or ward People's Committee. If people are in danger, call 112, 113 or 114.",
  },
  'question-unknown': {
    vi: 'Trợ lý chưa có câu trả lời cho câu hỏi này. Anh/Chị hỏi công an xã, phường nơi gần nhất hoặc 1022 (nơi có). Nếu muốn báo một việc, xin cho biết việc gì, ở đâu, khi nào ạ.',
    en: 'There is no answer to this question here. Please ask the nearest commune or ward police, or 1022 (where it exists). To report something, tell us what happened, where and when.',
  },
  'spam-ask': {
    vi: 'Trợ lý chưa thấy nội dung cần báo. Anh/Chị có việc gì cần báo về an ninh, trật tự không ạ?',
    en: 'There seems to be nothing to report yet. Is there something about security or order you want to report?',
  },
  'status-received': { vi: 'đã tiếp nhận', en: 'received' },
  'status-in-progress': { vi: 'đang xử lý', en: 'being handled' },
  'status-forwarded': { vi: 'đã chuyển cơ quan có thẩm quyền', en: 'passed to the competent body' },
  'status-answered': { vi: 'đã có kết quả', en: 'there is a result' },
  'unknown-code': { vi: 'Không tìm thấy tin với mã này.', en: 'No tip was found with this code.' },
  'form-empty': {
    vi: 'Anh/Chị cần ghi việc gì đã xảy ra.',
    en: 'Please say what happened.',
  },
  'form-too-long': {
    vi: 'Nội dung quá dài. Anh/Chị rút ngắn hoặc gửi thành nhiều lần.',
    en: 'The text is too long. Please shorten it or send it in parts.',
  },
} as const
