/**
 * On what law a request to open a sealed identity rests; the article is written beside it. Whose consent to be named
 * exists is a basis of its own. CPC: Bộ luật Tố tụng hình sự 2015 (domain reference, list of laws).
 */
export const UNSEAL_BASES: readonly { code: string; vi: string }[] = [
  { code: 'criminal-procedure', vi: 'Bộ luật Tố tụng hình sự: giải quyết tố giác, tin báo về tội phạm' },
  { code: 'protect-reporter', vi: 'Bộ luật Tố tụng hình sự: bảo vệ người tố giác, người làm chứng, bị hại' },
  { code: 'save-life', vi: 'Cứu người đang bị đe dọa tính mạng, sức khỏe' },
  { code: 'denunciation-law', vi: 'Luật Tố cáo: xác minh người tố cáo' },
  { code: 'court-order', vi: 'Yêu cầu bằng văn bản của Viện kiểm sát hoặc Tòa án' },
  { code: 'consent', vi: 'Người báo tin đồng ý, có văn bản hoặc tin nhắn lưu trong hồ sơ' },
]
