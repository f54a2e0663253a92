import { list } from './list.ts'

/** Words that set a happening in the present or the past (domain reference 4.2). Dates and hours are read elsewhere. */
export const TENSE_CUES_VERSION = 1

export const TENSE_CUES = {
  /** Hold even against a past word in the same clause: "từ hôm qua đến giờ vẫn bị nhốt". */
  'strong-now': list(`
    ngay bây giờ; bây giờ; lúc này; ngay lúc này; đến giờ; tới giờ; hiện giờ; hiện tại; hiện đang; vẫn; vẫn đang; vẫn
    còn; giờ đang; giờ nó; ngay lập tức; giờ này; gấp gấp; khẩn cấp; hồi nãy; lúc nãy; khi nãy; vừa nãy; mới nãy; nãy
    giờ; vừa xong; mới xong; mới đây; vừa rồi; right now; just now; at the moment; is happening
  `),
  now: ['đang', 'vừa', 'mới', 'ngay', 'sắp', 'lập tức', 'now', 'just'],
  past: list(`
    hôm qua; hôm kia; hôm kìa; hôm trước; hôm nọ; bữa trước; bữa hổm; bữa nọ; bữa kia; mấy hôm trước; mấy bữa trước;
    tối qua; đêm qua; sáng qua; chiều qua; trưa qua; khuya qua; tuần trước; tuần rồi; tuần qua; tháng trước; tháng
    rồi; tháng qua; năm ngoái; năm trước; năm kia; năm rồi; ngày trước; ngày xưa; hồi xưa; hồi trước; lúc trước; trước
    đây; trước kia; hồi đó; dạo trước; đợt trước; lần trước; hồi nhỏ; hồi năm; từng; đã từng; lâu rồi; cách đây lâu;
    hồi tết; hồi hè; chủ nhật tuần trước; yesterday; last night; last week; last month; last year; days ago; weeks
    ago; months ago; years ago; a long time ago
  `),
} as const satisfies Record<string, readonly string[]>

export type TenseCue = keyof typeof TENSE_CUES
