export const EMERGENCY = 'cuu voi no cam dao dam nguoi o phuong Ben Thanh'
/** Each is followed by a number. */
export const REPORTS = [
  'Có nhóm thanh niên đua xe gây mất trật tự ở đường Nguyễn Huệ, phường Bến Thành tối qua, số',
  'hang xom hat karaoke on ao o phuong Sai Gon tu toi hom qua, nha so',
  'toi bi lua dao qua mang mat 5 trieu dong o phuong Ben Thanh hom qua, don so',
  'xe máy bị mất trộm ở chợ Bến Thành sáng nay, xe màu đỏ, số',
]
