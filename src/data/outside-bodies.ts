/**
 * Bodies that are no police and read nothing here: what is theirs leaves on paper, with a transfer slip that an officer
 * confirms (Circular 119/2021/TT-BCA, form 03 in spirit; domain reference 2.2 and 1.4).
 */
export const OUTSIDE_BODIES_VERSION = 1

export interface OutsideBody {
  /** As in `units`, where it stands there. */
  code: string
  /** As the slip addresses it. */
  vi: string
  /** What it is asked for, in one clause after "Đề nghị". */
  task: string
  /** Categories in which a slip is proposed to the officer. */
  categories: readonly string[]
  /** It must know at once, whatever else the tip is (K20: trafficking; ordnance). */
  isAtOnce: boolean
}

export const OUTSIDE_BODIES: readonly OutsideBody[] = [
  {
    code: 'VKS-CQDT',
    vi: 'Cơ quan điều tra Viện kiểm sát nhân dân tối cao',
    task: 'xem xét, giải quyết theo thẩm quyền đối với dấu hiệu tội phạm trong hoạt động tư pháp',
    categories: ['corruption-misconduct'],
    isAtOnce: false,
  },
  {
    code: 'BDBP',
    vi: 'Đồn Biên phòng phụ trách địa bàn',
    task: 'phối hợp xác minh, ngăn chặn trên tuyến biên giới',
    categories: ['human-trafficking'],
    isAtOnce: true,
  },
  {
    code: 'QS',
    vi: 'Bộ Chỉ huy quân sự cấp tỉnh',
    task: 'cử lực lượng chuyên môn xử lý bom, mìn, vật nổ',
    categories: ['weapons-explosives', 'weapon-handin'],
    isAtOnce: false,
  },
  {
    code: 'KL',
    vi: 'Hạt Kiểm lâm phụ trách địa bàn',
    task: 'tiếp nhận, cứu hộ động vật và phối hợp xử lý',
    categories: ['wildlife-crime'],
    isAtOnce: false,
  },
  {
    code: 'QLTT',
    vi: 'Cơ quan quản lý thị trường phụ trách địa bàn',
    task: 'phối hợp kiểm tra, xử lý hàng hóa vi phạm',
    categories: ['smuggling-counterfeit-food'],
    isAtOnce: false,
  },
  {
    code: '111',
    vi: 'Tổng đài quốc gia bảo vệ trẻ em 111',
    task: 'phối hợp bảo vệ, can thiệp, hỗ trợ người cần giúp',
    categories: ['child-abuse', 'human-trafficking'],
    isAtOnce: true,
  },
  {
    code: '1022',
    vi: 'Tổng đài 1022 của địa phương',
    task: 'chuyển cơ quan có thẩm quyền giải quyết và trả lời người phản ánh',
    categories: ['other-agency'],
    isAtOnce: false,
  },
]

export function findOutsideBody(code: string): OutsideBody | undefined {
  return OUTSIDE_BODIES.find((body) => body.code === code)
}

/** Passing a source of information on: 24 hours from its receipt (K3). An emergency and what is `isAtOnce`: at once (K4, K19, K20). */
export const SLIP_DUE_HOURS = 24

/** When a slip must have been handed over: the shorter of the clocks that run, from the tip's own receipt. */
export function slipDueAt(body: OutsideBody, receivedAt: Date, isDanger: boolean): Date {
  if (isDanger || body.isAtOnce) return receivedAt
  return new Date(receivedAt.getTime() + SLIP_DUE_HOURS * 60 * 60_000)
}
