import { list } from './list.ts'

/**
 * By which words a report tells of an event anyone in the street can see or hear, and which words in it point at somebody.
 * Written as in `src/understand/phrases.ts`. The first must stand un-negated; of the second one mention is enough, however
 * it is meant, since silence costs the reporter nothing and a hint may cost somebody their safety.
 */
export const OPEN_EVENT_WORDS = {
  // "chạy" and "cháy", "dừng xe" and "đụng xe" are the same without marks: such phrases need theirs
  burning: list(`
    =cháy; cháy nhà; nhà cháy; =cháy rồi; cháy lớn; =cháy to; =đang cháy; cháy chợ; cháy quán; cháy xưởng; cháy kho; cháy
    phòng; cháy chung cư; =cháy xe; cháy rừng; =bị cháy; bốc cháy; đám cháy; hỏa hoạn; bốc lửa; lửa lớn; lửa bùng; bốc
    khói; khói đen; khói nghi ngút; khói mù mịt; on fire; house fire; there is a fire; big fire
  `),
  collision: list(`
    tai nạn giao thông; tai nạn; tông xe; tông nhau; tông vào; tông trúng; bị tông; xe … tông; =đụng xe; đụng nhau; =xe …
    đụng; va chạm; va quẹt; =đâm xe; =đâm vào; =xe … đâm; húc vào; lật xe; =xe … lật; xe lật; bị xe cán; car crash; road
    accident; traffic accident; car accident; collided; overturned
  `),
  flooding: list(`
    =ngập; ngập nước; nước ngập; ngập lụt; ngập đường; đường ngập; ngập sâu; ngập nặng; triều cường; nước dâng; nước lũ;
    lũ quét; lũ cuốn; lũ về; lũ lụt; sạt lở; lở đất; lở núi; vỡ đê; vỡ đập; nước cuốn; flood; flooded; flooding; landslide
  `),
  // a karaoke bar is a place, in which much else may be told to happen
  noise: list(`
    loa kẹo kéo; loa thùng; loa to; loa lớn; mở nhạc; bật nhạc; nhạc to; nhạc lớn; nhạc ồn; gây ồn; ồn ào; ồn quá; ồn
    không ngủ; =ồn; inh ỏi; ầm ĩ; hát karaoke; khoan cắt; đóng cọc; loud music; noisy; noise
  `),
  /**
   * Somebody did it, ran from it, was drunk or armed, or is named: an accusation in an event that would be open. What is a
   * town, a coffee or a ladder without its marks needs them, or a second word.
   */
  accusing: list(`
    cố ý; cố tình; chủ ý; phóng hỏa; đốt; châm lửa; tưới xăng; đổ xăng; tạt xăng; =ném; ném đá; ném chai; bom; =mìn;
    trả thù; trả đũa; mâu thuẫn; xích mích; thủ phạm; hung thủ; nghi phạm; đối tượng; kẻ; =thằng; thằng này; thằng
    đó; thằng lái; thằng tài; mấy thằng; bọn nó; tụi nó; bọn chúng; =hắn; tên là; con mụ; =lão; =ổng; =bả; =gã; băng
    nhóm; =nhóm; nhóm thanh niên; nhóm người; đám thanh niên; nghi do; nghi là; là do; do ông; do bà; do anh; do
    chị; do nhà; gây ra; gây tai nạn; gây cháy; bỏ chạy; bỏ trốn; chạy trốn; trốn; tẩu thoát; chạy mất; chuồn; rồ ga
    chạy; lái đi luôn; biển số; bks; biển xanh; biển đỏ; xe công an; xe cảnh sát; xe csgt; xe công vụ; làm chứng;
    =đua; say rượu; say xỉn; =xỉn; =say; nồng độ cồn; rượu; bia; =nhậu; quán nhậu; nhậu nhẹt; uống nhậu; ma túy;
    ngáo; phê thuốc; phê đá; đang phê; =chích; đánh; ẩu đả; hành hung; chửi; =hăm; hăm dọa; dọa; cầm dao; có dao;
    rút dao; con dao; xách dao; vác dao; dí dao; kề dao; mang dao; súng; cầm kiếm; mã tấu; hung khí; vũ khí; giết;
    chém; cướp; giật; trộm; cờ bạc; mại dâm; hiếp; =dâm; dâm ô; =sờ; sờ soạng; =lừa; lừa đảo; buôn bán; buôn người;
    lái buôn; =lậu; buôn lậu; hàng lậu; trái phép; không phép; không giấy phép; vi phạm; tàng trữ; trữ xăng; chứa
    xăng; kho xăng; rò gas; rò ga; rò rỉ gas; xì gas; xì ga; mùi gas; mùi ga; khóa cửa thoát; lối thoát; thoát hiểm;
    bít lối; mất an toàn pccc; câu trộm; xả thải; xả nước; xả lũ; lấp cống; lấp kênh; san lấp; đua xe; lạng lách;
    vượt đèn đỏ; vượt ẩu; lái ẩu; chạy ẩu; phóng nhanh; ngược chiều; lấn làn; quá tải; cán bộ; chồng em; chồng tôi;
    chồng chị; chồng nó; chồng cũ; bị chồng; ông chồng; đánh vợ; vợ nó; vợ cũ; bạn trai; người yêu; con riêng; bắt
    cóc; nhốt; xâm hại; hành hạ; arson; set fire; on purpose; drunk; ran away; fled; hit and run; fight; knife; gun;
    threat; illegal
  `),
  /** Whose house it is: with noise that is the accusation itself. */
  home: list(`
    nhà ông; nhà bà; nhà anh; nhà chị; nhà cô; nhà chú; nhà hàng xóm; hàng xóm; láng giềng; nhà bên; nhà kế; nhà đối
    diện; nhà trên; nhà dưới; nhà số; số nhà; căn hộ; phòng trọ; dãy trọ; nhà trọ; nhà này; nhà đó; nhà nó; nhà kia; căn
    nhà; =nhà; neighbour; neighbor; his house; her house; their house
  `),
  /** Where it is, closer than a commune; only with a name or a number behind it. */
  spot: list(`
    số nhà; nhà số; hẻm; ngõ; ngách; kiệt; đường; phố; đại lộ; quốc lộ; ql; tỉnh lộ; cao tốc; km; ngã tư; ngã ba; ngã năm;
    ngã sáu; vòng xoay; bùng binh; chợ; cầu; bến xe; bến tàu; bến phà; trường; chung cư; tòa nhà; khu dân cư; khu công nghiệp; công ty; xưởng;
    quán; nhà hàng; khách sạn; siêu thị; bệnh viện; công viên; ga; chùa; nhà thờ; ấp; thôn; tổ; street; road; alley;
    market; bridge; junction; building
  `),
  /** Whether people are hurt, either way. */
  hurt: list(`
    bị thương; thương vong; thương nặng; thương nhẹ; chết; tử vong; thiệt mạng; nạn nhân; mắc kẹt; bị kẹt; kẹt trong; kẹt
    bên trong; người kẹt; chảy máu; máu; bất tỉnh; ngất; bỏng; phỏng; gãy; cấp cứu; nằm bất động; nằm im; không sao; an
    toàn; thoát ra; không có người; không còn ai; không ai; có người; injured; hurt; trapped; dead; bleeding; nobody; no one
  `),
  /** Whether it goes on, either way. */
  current: list(`
    đang; vẫn; vẫn còn; còn đang; lúc này; bây giờ; hiện tại; ngay lúc; giờ này; chưa tắt; chưa dập; chưa rút; đã tắt; đã
    dập; dập xong; đã hết; hết rồi; đã rút; hôm qua; tối qua; đêm qua; hồi nãy; lúc nãy; right now; still; is happening;
    yesterday; last night; it is over
  `),
} as const

export type OpenEventCue = keyof typeof OPEN_EVENT_WORDS
