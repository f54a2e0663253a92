/** Numbers as settings-like data (domain reference 2.4, checked to March 2026); an installation may replace any of them. */
export const EMERGENCY_NUMBERS_VERSION = 1

export interface EmergencyNumber {
  number: string
  vi: string
  en: string
  /** `national` holds everywhere; `local` only where the unit has set it; `check` must be confirmed before it is shown. */
  reach: 'national' | 'local' | 'check'
  isEmergency: boolean
}

export const EMERGENCY_NUMBERS: readonly EmergencyNumber[] = [
  { number: '113', vi: 'Công an (an ninh, trật tự)', en: 'Police', reach: 'national', isEmergency: true },
  { number: '114', vi: 'Cháy, nổ, cứu nạn', en: 'Fire and rescue', reach: 'national', isEmergency: true },
  { number: '115', vi: 'Cấp cứu y tế', en: 'Ambulance', reach: 'national', isEmergency: true },
  {
    number: '112',
    vi: 'Thiên tai, tìm kiếm cứu nạn',
    en: 'Disaster, search and rescue',
    reach: 'national',
    isEmergency: true,
  },
  {
    number: '111',
    vi: 'Bảo vệ trẻ em, mua bán người',
    en: 'Child protection, human trafficking',
    reach: 'national',
    isEmergency: true,
  },
  {
    number: '0769040404',
    vi: 'Đường dây nóng phòng, chống ma túy',
    en: 'Drug police hot line',
    reach: 'national',
    isEmergency: false,
  },
  {
    number: '156',
    vi: 'Cuộc gọi rác, cuộc gọi lừa đảo',
    en: 'Spam and scam calls',
    reach: 'national',
    isEmergency: false,
  },
  {
    number: '5656',
    vi: 'Tin nhắn rác, tin nhắn lừa đảo',
    en: 'Spam and scam messages',
    reach: 'national',
    isEmergency: false,
  },
  { number: '18001522', vi: 'Động vật hoang dã', en: 'Wildlife', reach: 'national', isEmergency: false },
  { number: '1022', vi: 'Dịch vụ công cộng của địa phương', en: 'City services', reach: 'local', isEmergency: false },
  {
    number: '19000113',
    vi: 'Tổng đài thủ tục Công an Hà Nội',
    en: 'Hà Nội police procedures line',
    reach: 'local',
    isEmergency: false,
  },
  { number: '1900888655', vi: 'Quản lý thị trường', en: 'Market surveillance', reach: 'check', isEmergency: false },
  { number: '18006838', vi: 'Bảo vệ người tiêu dùng', en: 'Consumer protection', reach: 'check', isEmergency: false },
]

export function findNumber(number: string): EmergencyNumber | undefined {
  return EMERGENCY_NUMBERS.find((entry) => entry.number === number)
}
