export const EVERYDAY_SYLLABLES_VERSION = 1

/**
 * Syllables without marks that everyday words have as often as names do ("co" is có, cô, cỏ; "tien" is tiền). Where a text
 * has no marks, a name made of them needs more than its sound to be a place. Counted in the training corpus: the
 * commonest syllables of names that turned up where no place was meant.
 */
export const EVERYDAY_SYLLABLES: ReadonlySet<string> = new Set(
  `co ba tien ban la van nam thang lam con cho tra tu mo do da bi noi thi xin may cai cua chu cu chau anh em chi ong bac
  hang dung dang bao giao nhan di dam nghi ma o va ta de den sang dong tam hai an gia dau trong ngoai moi lai nua voi bo
  ho du goi ca ai xa quan loi nha trai gai hoi tay luc vu no buoi khi so duoc ra vao thay to bay tho hieu que lon nho tim
  cam dap hop ban thuong phu phong chan chung don tan mot bon sau chin muoi tram trieu ngan dich nga thanh chia nham roi nao nay kia day mat tren duoi nguoi tien xe may quan tra vay gap goi bao lua danh cuop trom doi
  phat thu nop mua dat nhieu it gan ben tai noi biet nho nghe thay lay cam di den tu nhan viet hom ngay dem sang toi`.split(
    /\s+/,
  ),
)
