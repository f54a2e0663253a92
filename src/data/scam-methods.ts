/**
 * Scripts that swindlers read from, each told by words that its victims use. A text tells of one where something of every
 * set of `signs` is said. Phrases are without marks, in lower case.
 */
export const SCAM_METHODS_VERSION = 1

export interface ScamMethod {
  code: string
  vi: string
  signs: readonly (readonly string[])[]
}

export const SCAM_METHODS: readonly ScamMethod[] = [
  {
    code: 'easy-job',
    vi: 'Việc nhẹ lương cao, làm nhiệm vụ',
    signs: [
      ['viec nhe', 'lam nhiem vu', 'cong tac vien', 'lam them online', 'viec online', 'like video', 'tha tim'],
      ['luong cao', 'hoa hong', 'nap tien', 'nap them', 'chuyen tien', 'tien thuong'],
    ],
  },
  {
    code: 'false-shipper',
    vi: 'Giả người giao hàng báo đơn',
    signs: [
      ['shipper', 'giao hang', 'don hang', 'buu pham', 'ghtk', 'buu dien'],
      ['hoi vien', 'huy the', 'chuyen nham', 'phi ship', 'tien hang', 'huy dang ky', 'hang quoc te'],
    ],
  },
  {
    code: 'sim-upgrade',
    vi: 'Giả nhà mạng nâng cấp, khóa SIM',
    signs: [
      ['nang cap sim', 'doi sim', 'khoa sim', 'esim', 'chuan hoa thue bao', 'cat lien lac', 'khoa thue bao'],
      ['otp', 'ma xac', 'nha mang', 'viettel', 'vinaphone', 'mobifone', 'cap nhat'],
    ],
  },
  {
    code: 'false-vneid',
    vi: 'Giả ứng dụng VNeID, dịch vụ công',
    signs: [
      ['vneid', 'dinh danh', 'dich vu cong', 'can cuoc'],
      ['cai app', 'cai ung dung', 'tai app', 'tai ung dung', 'apk', 'cai dat', 'chia se man hinh', 'quyen dieu khien'],
    ],
  },
  {
    code: 'false-police',
    vi: 'Giả công an, viện kiểm sát, tòa án',
    signs: [
      ['cong an', 'vien kiem sat', 'toa an', 'bo cong an', 'can bo dieu tra', 'canh sat'],
      ['lenh bat', 'rua tien', 'duong day ma tuy', 'phong toa', 'tai khoan an toan', 'tai khoan tam giu', 'phat nguoi'],
    ],
  },
  {
    code: 'false-electricity',
    vi: 'Giả điện lực đòi nợ, nâng cấp',
    signs: [
      ['dien luc', 'tien dien', 'evn', 'cong to'],
      ['cat dien', 'no tien dien', 'cai app', 'tai app', 'ket ban zalo', 'nang cap'],
    ],
  },
  {
    code: 'false-tax',
    vi: 'Giả cơ quan thuế, hoàn thuế',
    signs: [
      ['co quan thue', 'chi cuc thue', 'hoan thue', 'can bo thue', 'etax', 'ho kinh doanh'],
      ['cai app', 'tai app', 'apk', 'cai dat', 'duong link', 'quet mat', 'chia se man hinh'],
    ],
  },
  {
    code: 'investment',
    vi: 'Sàn đầu tư, tiền ảo lãi cao',
    signs: [
      ['dau tu', 'san giao dich', 'chung khoan', 'forex', 'tien ao', 'tien so', 'bitcoin', 'usdt'],
      ['lai cao', 'loi nhuan', 'khong rut duoc', 'rut tien', 'nap them', 'chuyen gia', 'cam ket'],
    ],
  },
  {
    code: 'recovery',
    vi: 'Lấy lại tiền bị lừa',
    signs: [
      ['lay lai tien', 'thu hoi tien', 'lay lai so tien'],
      ['phi', 'luat su', 'dat coc', 'ho so', 'dich vu'],
    ],
  },
  {
    code: 'prize',
    vi: 'Trúng thưởng, tri ân khách hàng',
    signs: [
      ['trung thuong', 'tri an', 'qua tang mien phi', 'nhan qua'],
      ['dong phi', 'dong thue', 'phi nhan', 'chuyen khoan', 'chuyen tien', 'nap the'],
    ],
  },
  {
    code: 'loan-app',
    vi: 'Vay tiền qua mạng phải đóng phí trước',
    signs: [
      ['vay tien', 'vay online', 'giai ngan', 'khoan vay', 'app vay'],
      ['phi bao hiem', 'phi ho so', 'dong truoc', 'sai so tai khoan', 'giai ngan', 'mo khoa khoan'],
    ],
  },
  {
    code: 'video-call',
    vi: 'Giả người thân mượn tiền, chiếm tài khoản',
    signs: [
      ['hack facebook', 'hack fb', 'hack zalo', 'chiem tai khoan', 'gia nguoi than', 'deepfake', 'gia giong'],
      ['muon tien', 'vay tien', 'chuyen tien', 'chuyen khoan', 'nho chuyen'],
    ],
  },
  {
    code: 'romance',
    vi: 'Làm quen gửi quà từ nước ngoài',
    signs: [
      ['quen qua mang', 'lam quen', 'nguoi nuoc ngoai', 'linh my', 'nguoi yeu qua mang', 'hen ho'],
      ['hai quan', 'goi qua', 'thung qua', 'phi thong quan', 'phi van chuyen'],
    ],
  },
  {
    code: 'ticket',
    vi: 'Bán vé, phòng, combo du lịch không có thật',
    signs: [
      ['ve may bay', 've tau', 'dat phong', 'combo', 'homestay', 'khach san', 've concert'],
      ['dat coc', 'chuyen khoan', 'chan facebook', 'chan zalo', 'bi chan', 'khong co that'],
    ],
  },
]

/** Programs that everybody has: that a swindler uses one says nothing. Without marks, in lower case. */
export const KNOWN_APPS: ReadonlySet<string> = new Set(
  'zalo facebook messenger telegram tiktok youtube shopee lazada tiki sendo grab be gojek momo zalopay vneid vssid etax google chrome viber whatsapp instagram teamviewer zoom skype iphone android store play appstore apk gmail internet online smart banking ebanking mbbank vietcombank techcombank bidv agribank vietinbank tpbank vpbank sacombank binance viettel vinaphone mobifone evn bank web link fake demo live video mobile crypto trading download facetime'.split(
    ' ',
  ),
)
