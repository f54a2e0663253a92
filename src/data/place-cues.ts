import { list } from './list.ts'

/**
 * Words around the name of a place that say what it is there for: where something happened, where somebody lives or runs
 * to, or what merely bears the name (a street, a dish, a person). Written with marks; people leave them out, but
 * not of those with a `=` in front, which without marks are other words.
 */
export const PLACE_CUES_VERSION = 1

export type PlaceCue =
  | 'at'
  | 'near'
  | 'office'
  | 'move'
  | 'toward'
  | 'from'
  | 'street'
  | 'numbered'
  | 'hamlet'
  | 'landmark'
  | 'person'
  | 'family'
  | 'brand'
  | 'origin'
  | 'plate'
  | 'topic'
  | 'scene'
  | 'not'
  | 'former'
  | 'link'
  | 'stay'
  | 'self'
  | 'contrast'
  | 'everyday'

export const PLACE_CUES: Readonly<Record<PlaceCue, readonly string[]>> = {
  /** Rest at a place, said of little else. */
  at: list(`
    ở; ỡ; tại; ở tại; ngay tại; ngay ở; gần; khu vực; kv; kvực; địa bàn; địa phận; trên địa phận; vùng biển; vùng đất; đất; thị trấn cũ; trên địa bàn; thuộc; thuộc địa bàn; ngoại ô; nội ô;
    nội thành; ngoại thành; vùng ven; xung quanh; phố cổ; phố núi; phố biển; phố đi bộ; bãi biển; ngoài đảo; in; at; near; around;
    bà con; người dân; nhân dân; cư dân; giáp; giáp ranh; khu
  `),
  /** Beside, within, over: said of much else too. */
  near: list(`
    ngay; cạnh; kế; sát; kế bên; cận; bên; trong; ngoài; trên; dưới; vùng; chỗ; chổ; nơi; đoạn; quanh; đằng; mạn; phía; trung tâm; ven;
    đầu; cuối; giữa; ngoài biển; ven biển; bờ biển; gần biển; dọc biển; cửa biển; ra biển; xuống biển; tắm biển; mặt biển; đảo; inside; outside; dân phòng; dân cư; khúc; miệt; vô; khoảng; qua khỏi
  `),
  /** Offices of a place, or of places in general: "công an phường" seldom says which. */
  office: list(`
    công an; cax; ca; cap; cảnh sát; ubnd; ủy ban; uỷ ban; trụ sở; đồn; đồn công an; trực ban; trưởng công an; bốt; police of; police
  `),
  /** Going there. */
  move: list(`
    về; lên; xuống; ra; vào; qua; ngang qua; đi ngang; đi qua; tới; đến; sang; ghé; tạt qua; đi; to; through
  `),
  /** Where somebody goes off to, which is not where it happened. */
  toward: list(`
    hướng; về hướng; hướng về; hướng đi; theo hướng; hướng ra; hướng lên; hướng vô; hướng vào; hướng xuống; hướng tới; hướng sang;
    về phía; chạy về; chạy sang; chạy lên; chạy xuống; chạy ra; chạy vô; chạy vào; chạy qua; chạy tới; chạy đến; chạy trốn;
    bỏ chạy; trốn về; trốn sang; trốn lên; trốn ra; trốn xuống; tẩu thoát; phóng về; phóng ra; phóng lên; phóng xuống; phóng sang;
    phóng qua; rẽ về; rẽ ra; quẹo về; dọt về; dzọt về; vọt về; vọt ra; vọt lên; lao về; chở về; chở ra; chở lên; chở xuống; chở sang;
    chở vô; chở đi; đưa về; đưa sang; gửi về; gửi ra; gởi về; bán sang; bán ra; bán về; mang về; mang sang; đem về; đem ra; chuyển về;
    chuyển vô; chuyển ra; lối ra; đường về; đường đi; đường ra; đường lên; đường xuống; đường vào; đường vô; đường sang; đường qua;
    dẫn ra; dẫn về; dẫn lên; dẫn vào; chuyến; tuyến; xe khách; xe đò; xe buýt; xe giường nằm; xe limousine; tàu; vé; toward; towards;
    heading; direction
  `),
  from: list('từ; đi từ; chạy từ; chở từ; đưa từ; mua từ; gửi từ; nhập từ; xuất phát từ; mang từ; đem từ; from'),
  street: list(`
    đường; đừơng; đuờng; phố; đại lộ; đ; hương lộ; tỉnh lộ; quốc lộ; ql; tl; hl; mặt tiền; góc đường; ngã tư đường;
    con đường; tuyến đường; tuyến phố; mặt đường; lề đường; vỉa hè; lòng đường; trục đường; street; road; avenue
  `),
  /** A number follows, and behind the number the name of a street. */
  numbered: list(`
    số nhà; nhà số; số; sn; hẻm; hẽm; hẻm số; ngõ; ngõ số; ngách; kiệt; kiệt số; lô; km; cây số; ki lô mét; alley; lane;
    địa chỉ; đc; đ c; đchỉ; add; address
  `),
  /** Parts of a commune, with names of their own. */
  hamlet: list(`
    thôn; ấp; xóm; bản; buôn; buôn làng; plei; sóc; phum; khóm; làng; tổ dân phố; tdp; khu phố; kp; khu phố văn hóa; tiểu khu;
    tổ; cụm; cụm dân cư; đội; khối; khối phố; khu dân cư; kdc; khu tái định cư; tđc; bản làng; nóc; xứ đồng; cánh đồng; hamlet;
    liên thôn; liên xóm
  `),
  landmark: list(`
    chợ; chợ đêm; chợ đầu mối; chợ phiên; chợ cũ; chợ mới; cầu; cầu vượt; chân cầu; dạ cầu; gầm cầu; dốc cầu; cầu treo; cầu sắt;
    cầu phao; hầm; hầm chui; ga; nhà ga; ga tàu; bến; bến xe; bến tàu; bến phà; phà; bến đò; bến cá; bến cảng; cảng; cảng cá; sân bay;
    phi trường; trạm; trạm thu phí; trạm y tế; trạm xá; trạm dừng; trạm xăng; cây xăng; trường; trường học; trường cấp 1; trường cấp 2;
    trường cấp 3; cấp 2; cấp 3; cấp hai; cấp ba; trường tiểu học; tiểu học; trường thcs; thcs; trường thpt; thpt; ptth; trường mầm non;
    mầm non; mẫu giáo; trường đại học; đại học; đh; cao đẳng; cđ; trường chuyên; trường nghề; trường dạy nghề; trường cao đẳng; chuyên;
    bệnh viện; bệnh viện đa khoa; đa khoa; bv; bv đa khoa; bvđk; trung tâm y tế; phòng khám; nhà thuốc; chùa; đền; đình; miếu;
    nhà thờ; giáo xứ; nghĩa trang; nghĩa địa; công viên; vườn hoa; quảng trường; tượng đài; hồ; hồ chứa; đập; thủy điện; kênh; rạch;
    sông; bờ sông; suối; thác; núi; đồi; đèo; dốc; rừng; vịnh; bãi; bãi tắm; bãi rác; mỏ; mỏ đá; mỏ than; nhà máy; xí nghiệp; kho;
    khu công nghiệp; kcn; cụm công nghiệp; ccn; khu chế xuất; kcx; khu công nghệ cao; khu đô thị; kđt; kdt; khu du lịch; kdl;
    khu sinh thái; khu nghỉ dưỡng; chung cư; cc; cư xá; ký túc xá; ktx; tòa nhà; cao ốc; siêu thị; big c; coopmart; co op; go; vincom;
    aeon; lotte; mega; ngã ba; ngã tư; ngã năm; ngã sáu; ngã bảy; vòng xoay; vòng xuyến; bùng binh; nút giao; cổng chào; cao tốc;
    sân vận động; svđ; sân bóng; sân banh; nhà thi đấu; nhà văn hóa; nhà văn hoá; nvh; cung văn hóa; thư viện; bảo tàng; tòa án;
    cửa khẩu; đồn biên phòng; hải quan; market; bridge; hospital; school; station; airport; park; lake; pagoda; port
  `),
  /** Titles before a person's name. */
  person: list(`
    anh; chị; ông; bà; cô; chú; bác; dì; cậu; mợ; thím; thằng; con; bé; thầy; cháu; em; ông chủ; bà chủ; chủ quán; chủ nhà; tên là; tên;
    tên nó là; nickname; nick; biệt danh; biệt hiệu; ông trùm; anh hai; anh ba; anh tư; anh năm; chị hai; chị ba; chị tư; bà hai; bà ba;
    ông tư; ông năm; nhà ông; nhà bà; nhà anh; nhà chị; nhà cô; nhà chú; vợ; chồng; chủ; tài xế; bạn; mr; mrs; ms; mister; zalo tên;
    fb tên; facebook tên; tên gọi; gọi là; called; named; tài khoản; chủ tài khoản; đứng tên; mang tên; fanpage; page; nhóm; group
  `),
  /** Family names: the rest of a person's or a street's name follows. */
  family: list(`
    nguyễn; trần; phạm; huỳnh; hoàng; =lê; =phan; =vũ; =võ; đặng; bùi; =đỗ; =ngô; =dương; đinh; trương; =lương; =thị; =văn; =đoàn; trịnh;
    =tôn; =mạc; =đào; =tạ; =lưu; nguyễn văn; nguyễn thị; trần văn; trần thị; lê văn; lê thị; phạm văn; phạm thị; huỳnh văn; huỳnh thị;
    võ văn; võ thị; đỗ văn; bùi văn
  `),
  /** What is sold, made or played under the name of a place. */
  brand: list(`
    phở; bún; bún bò; bún chả; bún mắm; bún cá; bún riêu; bánh; bánh mì; bánh canh; bánh cuốn; bánh xèo; bánh tráng; bánh đa; bánh cáy;
    bánh đậu xanh; bánh tôm; bánh khọt; bánh pía; cơm; cơm tấm; cơm gà; cơm niêu; mì; mỳ; mì quảng; hủ tiếu; hủ tíu; cháo; cháo lòng; lẩu;
    nem; nem chua; nem nướng; chả; chả cá; chả mực; giò; gà; vịt; vịt quay; bò; bò tơ; dê; dê núi; heo; lợn; cá; mực; tôm; cua; ốc;
    trà; trà sữa; chè; cà phê; cafe; coffee; cf; cà fê; bia; bia hơi; bia sài gòn; rượu; nước mắm; mắm; kẹo; kẹo dừa; kem; sữa; sữa chua;
    đặc sản; quán; quán nhậu; quán cơm; quán phở; quán bún; quán ăn; quán nước; quán cà phê; quán cafe; quán bia; quán lẩu; quán trà;
    tiệm; tiệm vàng; tiệm cầm đồ; cầm đồ; vàng bạc; tiệm tóc; tiệm nail; tiệm bánh; salon; spa; shop; cửa hàng; tạp hóa; tạp hoá;
    siêu thị mini; nhà hàng; nhà nghỉ; nhà trọ; dãy trọ; khách sạn; ks; hotel; homestay; resort; karaoke; bar; pub; club; vũ trường; massage; game; gara;
    garage; tiệm net; quán net; công ty; cty; công ty tnhh; tnhh; công ty cổ phần; cổ phần; tập đoàn; doanh nghiệp; hợp tác xã; htx;
    nhà xe; hãng; hãng xe; hãng taxi; taxi; thương hiệu; nhãn; nhãn hiệu; mác; hiệu; ngân hàng; bank; quỹ tín dụng; vé số; xổ số; đài;
    báo; tạp chí; kênh; ca sĩ; ban nhạc; đội bóng; đội tuyển; clb; câu lạc bộ; trận; bài hát; bài; phim; lụa; nón; gốm; áo; khăn; chiếu;
    thuốc lá; thuốc; xi măng; gạch; sim; mít; bưởi; nhãn lồng; vải; vải thiều; xoài; cam; chuối; dưa; dừa; sầu riêng; thanh long; tỏi; chó;
    chó phú quốc; restaurant; hotel; cafe; noodle
  `),
  /** Where somebody or something comes from. */
  origin: list(`
    người; dân; gốc; quê; quê gốc; quê quán; quê ở; quê ở tận; người gốc; gái; trai; giọng; tiếng; nói giọng; giọng nói; biển số;
    biển kiểm soát; bks; biển xanh; xe biển; xe biển số; mang biển; đeo biển; đầu số; mã vùng; thợ; thợ hồ; đội thợ; dân chơi;
    giang hồ; đại ca; sinh ra ở; sinh ra tại; nguyên quán; hộ khẩu; hộ khẩu ở; hộ khẩu tại; hk; thường trú; thường trú ở; thường trú tại;
    đăng ký xe
  `),
  /** "Biển" before a province is a plate; before all else it is the sea. */
  plate: list('biển'),
  /** What a sentence goes on with whose first word was where it is. */
  topic: list(`
    có; giờ; đang; dạo; dạo này; hôm; hôm nay; hôm qua; tối; đêm; nay; mấy; bị; hay; lúc; sáng; chiều; trưa; khu; ngay; gần; đoạn; chỗ;
    toàn; lại; vẫn; vừa; mới; cháy; nhà; xe; công an; người ta; tụi; bọn; nhóm; nhiều; quá
  `),
  scene: list(`
    xảy ra; xảy ra ở; xảy ra tại; diễn ra; diễn ra tại; diễn ra ở; vụ việc; vụ việc ở; sự việc; sự việc ở; sự việc tại; hiện trường;
    địa điểm; nơi xảy ra; chỗ xảy ra; nơi sự việc; nơi vi phạm; vụ này ở; vụ này tại; chuyện ở; chuyện xảy ra; việc ở; bị ở; bị tại;
    tội phạm ở; gây án; gây án ở; phạm tội tại; báo tin ở; báo án ở; mất ở; mất xe ở; mất đồ ở; scene; location; happened; happened in;
    happened at; incident
  `),
  not: list(`
    không phải; không phải là; không phải ở; không phải bên; ko phải; hông phải; hổng phải; khong phai; chứ không phải; chớ không phải;
    k phải; kp; chứ hông phải; chớ hổng phải; chứ ko phải; chứ k phải; chẳng phải; chả phải; đừng nhầm; đừng lộn; đừng nhầm với;
    đừng lộn với; đừng lộn qua; không nhầm; không nhầm với; nhầm với; lộn với; dễ nhầm với; tưởng là; tưởng; khác với; trùng tên với;
    trùng tên; chứ không thuộc; không thuộc; not; not in; chưa phải; chứ đâu phải; đâu phải; không liên quan; chứ chẳng phải; nha không phải
  `),
  former: list(`
    cũ; củ; cu; (cũ); cũ nay; trước đây; trước kia; hồi trước; hồi xưa; ngày xưa; ngày trước; xưa; hồi đó; lúc trước; cũ ạ; cũ á; trước sáp nhập;
    chưa sáp nhập; trước khi sáp nhập; trước khi nhập; formerly; former; old; tên cũ
  `),
  /** Between the parts of one address. */
  link: list(`
    thuộc; của; ở; tại; tỉnh; là; nay; nay là; nay thuộc; giờ là; giờ thuộc; bây giờ là; bây giờ thuộc; hiện nay là; hiện là; tức; tức là;
    đã nhập; đã nhập vào; nhập vào; sáp nhập; sáp nhập vào; mới sáp nhập; sau sáp nhập; gộp vào; thành; ạ; nha; nhé; á; ấy; í; dạ; đó; nè; này;
    kia; nhen; nghen; hen; luôn; trên; dưới; ngoài; trong; of; in; vn; việt nam; mới; địa bàn; khu vực; bên; phía; thì; cũ; trước; hồi trước;
    trước là; trước đây; trước đây là; xưa; ngày xưa; hồi xưa; gần; chỗ; bên phía; đoạn qua; đoạn; thuộc địa bàn; trên địa bàn
  `),
  /** Between a person and the place where they live, work or are staying. */
  stay: list(`
    ở; tại; đang; đang ở; hiện; hiện tại; hiện nay; hiện giờ; vẫn; cũng; thì; sống; sinh sống; trú; làm ăn; buôn bán; trọ; ở trọ; thuê trọ; thuê; thuê nhà;
    thuê phòng; làm; làm việc; làm công nhân; đi làm; học; đi học; ngụ; cư ngụ; cư trú; thường trú; tạm trú; nhà; là; nghỉ; công tác; đi công tác;
    tận; mãi; xa; dân; người; sinh viên; công nhân; học sinh; nhắn; nhắn tin; gọi; viết; live; living; stay; staying; am; work; working; in; from
  `),
  self: list(`
    em; tôi; mình; tui; e; mk; tao; cháu; con; nhà em; nhà tôi; nhà mình; nhà tui; nhà cháu; nhà con; gia đình em; gia đình tôi; vợ chồng em;
    vợ chồng tôi; bố mẹ em; mẹ em; ba em; ba mẹ em; chị em; em gái; bạn em; bọn em; tụi em; chúng em; chúng tôi; tụi con; bọn mình; i; we; my family
  `),
  /** What follows is told against what stood before. */
  contrast: list(
    'nhưng; nhưng mà; mà; còn; chứ; chớ; song; tuy nhiên; thực ra; thật ra; còn vụ; còn chuyện; còn việc; but; however',
  ),
  /** Words of everyday whose syllables are also names. */
  everyday: list(`
    công an; an ninh; năm căn; ngã năm; ngã ba; ngã tư; ngã sáu; ngã bảy; thanh xuân; mùa xuân; ba vì; xã hội; đất đỏ; chợ mới; chợ lớn; chợ gạo; cờ đỏ; cái nước; cái răng; cái bè; cái khế; cửa lò; hòn đất; nhà bè; cầu ngang; sông cầu;
    cầu giấy; bàn cờ; đập đá; hàng mã; thái dương; định cư; trung đông; quan tâm; quan trọng; quan hệ; an toàn; an ủi; an tâm; yên tâm; bình thường; bình tĩnh; bình luận; bình xịt; bình ga; bình gas; bình xăng; hòa giải;
    hòa nhau; thanh niên; thanh tra; thanh toán; thành viên; thành lập; thành tích; thành thật; trung niên; trung bình; trung gian;
    trung tâm; thu tiền; thu gom; phúc tra; phú hộ; tân binh; tân gia; tân trang; long trọng; hưng phấn; đông người; đông đúc; đông khách;
    đồng bọn; đồng hồ; đồng phục; đồng ý; đồng nghiệp; đồng chí; đồng bào; hợp đồng; cộng đồng; hội đồng; cánh đồng; ngoài đồng; biên giới;
    biên bản; biên lai; tự nhiên; tự do; tự tử; tư nhân; văn hóa; văn phòng; văn bản; ban công; ban đêm; ban ngày; ban đầu; ban quản lý;
    gia đình; gia súc; gia cầm; gia hạn; phụ huynh; phụ nữ; phụ trách; phong bì; phong tỏa; liên quan; liên hệ; liên lạc; liên tục; liên ngành;
    thể dục; giáo dục; duy nhất; thống nhất; đoàn kết; hạnh phúc; thành công; hòa bình; độc lập; kháng chiến; quyết thắng; bình yên; bình an;
    thanh bình; thái bình; thịnh vượng; văn minh; công bằng; công chính; công khai; công nhân; công trình; tân tiến; cao cấp; quang cảnh;
    tân thời; trung thực; trung thành; minh bạch; thông minh; chứng minh; minh chứng; tiên tiến; đại diện; đại lý; đại hội; cảm ơn; ba người;
    chi tiết; chi phí; chi nhánh; con dao; căn hộ; đi ăn; đi làm; tan học; tan trường; tan ca; bà già; bảo là; năm triệu; ba triệu; hai triệu;
    hàng trăm; hàng ngàn; hàng trong; cơ động; lưu động; hoạt động; lao động; điện thoại; điện lực; nhân viên; bảo vệ; bảo kê; bảo hiểm;
    thủy lợi; nông trường; lâm trường; thị trường; hiện trường; môi trường; hai bên; hai thằng; hai tháng; hai năm; bà con; thượng lộ;
    đầm đìa; thường phục; thương binh; trúng thưởng; phỏng vấn; trả phòng; dọn phòng; nhà mát; cấp cứu; vĩnh viễn; vĩnh biệt; phước đức;
    phong thủy; sa lông; thạch cao; thanh long; cai nghiện; vân tay; minh oan; hồng trà; lục bình; đất mới; biển động; tiên tri
  `),
}
