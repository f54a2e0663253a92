import { list } from './list.ts'
import type { EmergencyTextId } from './texts.ts'

/** U1 to U15 of the domain reference 4.2, most pressing first: when several match, the first one's text opens the answer. */
export const SITUATIONS_VERSION = 1

export interface Situation {
  id: string
  /** Numbers to call, the most pressing first; empty where the sender must not call. */
  call: readonly string[]
  text: EmergencyTextId
  /** Written as in `src/understand/phrases.ts`: `…` gap, `=` marks needed, `!` never negated. */
  phrases: readonly string[]
}

export const SITUATIONS: readonly Situation[] = [
  {
    id: 'U2',
    call: ['114'],
    text: 'T-114',
    phrases: list(`
      =cháy; =khói; cháy nhà; nhà cháy; nhà … cháy; cháy rồi; cháy lớn; cháy to; đang cháy; cháy chợ; cháy quán; cháy
      xưởng; cháy kho; cháy phòng; cháy chung cư; cháy xe; cháy rừng; bị cháy; bốc cháy; phát cháy; cháy dữ; cháy ngùn
      ngụt; cháy quá; đám cháy; hỏa hoạn; bốc lửa; lửa lớn; lửa bùng; khói nghi ngút; khói đen; khói mù mịt; khói bốc;
      nhiều khói; khói nhiều; khói dày; mắc kẹt; kẹt trong nhà; kẹt trong thang máy; kẹt thang máy; kẹt bên trong; nổ
      gas; nổ ga; nổ bình gas; nổ bình ga; rò gas; rò ga; rò rỉ gas; xì gas; xì ga; mùi gas; mùi ga; nổ lớn; tiếng nổ
      lớn; chập điện … cháy; xe cứu hỏa; gọi cứu hỏa; on fire; house fire; fire in; there is a fire; gas leak;
      trapped; chay het roi; chay nha roi; chay kia
    `),
  },
  {
    id: 'U6',
    call: ['113'],
    text: 'T-BOM',
    phrases: list(`
      bom; =mìn; quả mìn; trái mìn; gài mìn; quả bom; trái bom; lựu đạn; đầu đạn; đạn pháo; quả đạn; vật lạ có dây;
      vật lạ nghi; vật nghi nổ; đạn cối; gói lạ; túi lạ … dây; hộp lạ … kêu; bọc lạ; vật nổ; thuốc nổ; kíp nổ; bom
      mìn; bom bi; grenade; bomb; suspicious package; landmine
    `),
  },
  {
    id: 'U10',
    call: ['112', '114'],
    text: 'T-112',
    phrases: list(`
      đuối nước; chết đuối; sắp chìm; chìm ghe; chìm đò; lật thuyền; lật ghe; lật xuồng; rớt xuống sông; té xuống
      sông; rơi xuống sông; ngã xuống sông; rơi xuống giếng; sạt lở; lở đất; sập nhà; nhà … sập; nhà bị sập; sập giàn
      giáo; sập hầm; sập tường; lũ cuốn; nước cuốn; cuốn trôi; lũ quét; lũ về; ngập … mái nhà; vỡ đê; vỡ đập;
      drowning; landslide; flood
    `),
  },
  {
    id: 'U7',
    call: ['113'],
    text: 'T-113',
    phrases: list(`
      ngáo đá; ngáo thuốc; thằng ngáo; đang ngáo; cầm dao đi lung tung; dao … lung tung; leo cột điện; leo lên cột
      điện; leo nóc nhà; leo lên mái; giữ con tin; bắt con tin; khống chế con tin; kề dao; phê đá … dao; lên cơn …
      dao; cố thủ; hostage
    `),
  },
  {
    id: 'U13',
    call: ['113'],
    text: 'T-113',
    phrases: list(`
      truy nã có súng; truy nã … súng; truy nã … dao; truy nã … vũ khí; truy nã … lựu đạn; wanted … gun; armed and
      wanted
    `),
  },
  {
    id: 'U12',
    call: ['115', '113'],
    text: 'T-115',
    phrases: list(`
      gây tai nạn bỏ chạy; gây tai nạn … bỏ chạy; tông … bỏ chạy; đụng … bỏ chạy; đâm … bỏ chạy; cán … bỏ chạy; đụng
      xe bỏ chạy; tông xong bỏ chạy; tông rồi chạy; đụng xong chạy; bỏ chạy; cán người; cán chết; cán qua người; tai
      nạn chết người; tai nạn … chết; tông chết; tông trúng người; lật xe khách; xe khách lật; bị xe tông; bị xe cán;
      bị xe đụng; xe tông … nằm; hit and run; car crash; accident … injured
    `),
  },
  {
    id: 'U3',
    call: ['115', '113'],
    text: 'T-115',
    phrases: list(`
      chảy máu; máu chảy; máu me; đầy máu; máu nhiều; ra nhiều máu; bất tỉnh; ngất xỉu; xỉu rồi; ngưng thở; ngừng thở;
      !không thở; !khó thở; hết thở; ngừng tim; sốc thuốc; quá liều; sùi bọt mép; co giật; tai nạn có người bị thương;
      tai nạn … bị thương; người bị thương; bị thương nặng; bị thương; bị đâm; bị chém; trọng thương; nguy kịch; hấp
      hối; sắp chết; ngộ độc; trúng độc; uống thuốc sâu; uống thuốc trừ sâu; uống thuốc ngủ; nằm bất động; gãy xương;
      lòi ruột; đứt tay … máu; bỏng nặng; phỏng nặng; điện giật; mê man; !không còn thở; bleeding; unconscious;
      overdose; !not breathing; stabbed; badly hurt; ambulance; gọi cấp cứu; gọi cứu thương; xe cứu thương; cần cấp
      cứu; đưa đi cấp cứu
    `),
  },
  {
    id: 'U5',
    call: ['113', '111'],
    text: 'T-113S',
    phrases: list(`
      bị bắt cóc; bắt cóc; bị nhốt; nhốt … không cho; đòi tiền chuộc; tiền chuộc; !không cho về; !không cho ra; !ko
      cho về; bị giam; giam lỏng; bị giữ; bị trói; trói em; bị bắt giữ; bắt giữ … không cho; bắt … lên xe; lôi … lên
      xe; kéo … lên xe; bị bán sang; bị lừa sang campuchia; bị đưa sang campuchia; đang ở campuchia; bị ép làm gái; bị
      ép tiếp khách; giữ hộ chiếu; giữ giấy tờ … không cho; kidnap; kidnapped; locked in; held against; ransom
    `),
  },
  {
    id: 'U4',
    call: ['113', '111'],
    text: 'T-111',
    phrases: list(`
      đánh đập con; đánh con dã man; bị ba nó đánh; bị ba nó đập; bị mẹ nó đánh; bị bố nó đánh; con nhỏ bị … đập; đánh
      con nít; đánh trẻ; đánh trẻ em; đánh em bé; đánh đứa nhỏ; đánh đứa bé; đánh thằng bé; đánh con bé; đánh cháu bé;
      đánh bé; hành hạ bé; hành hạ trẻ; hành hạ con; hành hạ cháu; bạo hành bé; bạo hành trẻ; bạo hành con; bạo hành
      cháu; bé bị; bé gái bị; bé trai bị; cháu bé bị; em bé bị; đứa bé bị; đứa nhỏ bị; con nít bị; trẻ bị; trẻ bị
      nhốt; trẻ em bị; xâm hại bé; xâm hại trẻ; xâm hại cháu; xâm hại con; dâm ô bé; dâm ô cháu; dâm ô … bé; hiếp dâm
      trẻ; hiếp … bé; sờ soạng bé; sờ mó … bé; bảo mẫu; bắt cóc trẻ; bắt cóc bé; bắt cóc … bé; bỏ đói … con; bỏ đói …
      bé; bỏ rơi … bé; bé sơ sinh bị bỏ; đổ nước sôi … bé; mẹ kế đánh; cha dượng; bố dượng; dượng … con riêng; nhốt
      con; nhốt bé; trói bé; trói con; bố đánh con; ba đánh con; cha đánh con; mẹ đánh con; cô giáo đánh; child abuse;
      beating a child; beating his child; hurting a child
    `),
  },
  {
    id: 'U9',
    call: ['113'],
    text: 'T-DV',
    phrases: list(`
      chồng đang đánh; chồng đánh; chồng em đánh; chồng … đánh em; chồng … đánh vợ; đang đánh vợ; đánh vợ; vợ bị đánh;
      đang đập đồ; đập đồ đạc; đập phá đồ; nhốt trong phòng; chồng nhốt; nhốt vợ; chồng … bóp cổ; chồng … cầm dao;
      chồng … dọa giết; bị chồng; con trai đánh; con đánh mẹ; con đánh cha; con đánh bố; đánh đập vợ; đánh mẹ; đánh
      má; đánh ông bà; bạn trai đánh; bạn trai cũ đánh; bạo hành … vợ; vợ chồng đánh nhau; my husband is beating;
      husband … hitting; husband … beating; beating his wife
    `),
  },
  {
    id: 'U11',
    call: ['115', '113'],
    text: 'T-SOS',
    phrases: list(`
      muốn chết; !không muốn sống; !ko muốn sống; tự tử; tự vẫn; tự sát; nhảy cầu; nhảy lầu; nhảy sông; thắt cổ; treo
      cổ; rạch tay; cắt cổ tay; kết liễu; chết cho xong; chết quách; vĩnh biệt; kill myself; suicide; want to die
    `),
  },
  {
    id: 'U1',
    call: ['113'],
    text: 'T-113',
    phrases: list(`
      !cứu; !cứu với; !cứu em; !cứu tôi; !cứu tui; !cứu con; !cứu mình; !cứu mẹ; !cứu bé; !cứuvới; !cuuvoi; !kêu cứu;
      !la cứu; !cầu cứu; !help; !help me; !sos; !giúp em với; !giúp với; !cứu giúp; !cứu mạng; !cứu người; !làm ơn
      cứu; đang bị đánh; đang bị cướp; đang bị chém; đang bị rượt; đang bị đuổi; đang bị theo; đang bị dọa; đang bị uy
      hiếp; đang bị khống chế; đang bị bao vây; đang bị chặn; đang bị hiếp; đang bị sàm sỡ; đang bị giật; đang bị
      trộm; đang bị tấn công; đang bị hành hung; đang bị bám theo; đang bị; đang chém; đang đâm; đang cướp; đang đánh;
      đang đánh nhau; đang giết; đang ẩu đả; đang hỗn chiến; đang rượt; đang đuổi; đang đập cửa; đang phá cửa; đang
      cạy cửa; đang trèo; đang lục; đang trộm; đang phá khóa; đang bẻ khóa; trộm đang; cướp đang; nó đang ở ngoài cửa;
      đang ở ngoài cửa; đứng ngoài cửa; đang ở trước nhà; đang vào nhà; đang trong nhà; còn trong nhà; trong nhà có
      trộm; có trộm trong nhà; trộm vào nhà; trốn trong; đang trốn; cầm dao; cầm súng; cầm mã tấu; cầm rựa; cầm búa;
      cầm kiếm; cầm hung khí; cầm hàng nóng; vác dao; vác mã tấu; vác súng; vác rựa; xách dao; rút dao; rút súng; móc
      súng; dí dao; kề dao; dí súng; chĩa súng; có súng; có dao; xách mã tấu; mang dao; mang mã tấu; mang hung khí; nổ
      súng; bắn nhau; bắn súng; bắn chết; tiếng súng; chém nhau; chém người; =đâm người; đâm chém; đâm nhau; chém
      chết; đâm chết; giết người; đánh chết; đánh hội đồng; hỗn chiến; ẩu đả; đánh nhau; bị đánh; bị cướp; bị cướp
      giật; bị giật; bị hiếp; bị hiếp dâm; bị hãm hiếp; bị rượt; bị bám theo; rượt chém; rượt đuổi; rượt em; bóp cổ;
      siết cổ; tưới xăng; tạt axit; ném bom xăng; bom xăng; đòi đốt nhà; đòi giết; đập phá nhà; xông vào nhà; xông vô
      nhà; bao vây nhà; cướp tiệm vàng; cướp ngân hàng; cướp giật; có cướp; cướp cướp; giật đồ; giật túi; giật điện
      thoại; giật dây chuyền; being attacked; fighting with knives; fighting with a knife; with knives; people
      fighting; they are fighting; attacking me; has a knife; has a gun; with a knife; with a gun; being robbed;
      robbery in progress; stabbing; shooting; someone broke in; in my house; following me; going to kill
    `),
  },
  {
    id: 'U8',
    call: ['113'],
    text: 'T-BANK',
    phrases: list(`
      vừa chuyển; mới chuyển; vừa chuyển khoản; mới chuyển khoản; vừa chuyển tiền; lỡ chuyển; lỡ chuyển khoản; đang
      chuyển tiền; đang chuyển khoản; họ bắt chuyển; nó bắt chuyển; bắt chuyển tiền; bắt chuyển khoản; bắt em chuyển;
      yêu cầu chuyển tiền; yêu cầu chuyển khoản; chuyển khoản xong bị chặn; chuyển xong bị chặn; chuyển khoản xong …
      chặn; chuyển tiền xong … chặn; chuyển … xong … chặn; chuyển khoản xong … block; chuyển … bị block; đang nghe
      máy; đang nói chuyện điện thoại; đang gọi … bắt chuyển; bắt giữ máy; !không cho tắt máy; vừa cung cấp otp; vừa
      đọc otp; vừa đưa otp; lỡ đưa otp; lỡ cho otp; lỡ bấm vào link; vừa bấm link; vừa bị trừ tiền; vừa mất tiền trong
      tài khoản; tài khoản vừa bị trừ; đang bị trừ tiền; chuyển nhầm cho lừa đảo; sắp chuyển tiền; chuẩn bị chuyển
      tiền; vừa bị lừa; mới bị lừa; just transferred; just sent money; asking me to transfer; transferring money
    `),
  },
  {
    id: 'U14',
    call: ['113'],
    text: 'T-PROTECT',
    phrases: list(`
      biết em báo công an; biết tôi báo công an; biết mình báo công an; biết … báo công an; biết … tố cáo; biết … tố
      giác; dọa trả thù; trả thù em; trả thù tôi; trả thù gia đình; bị trả thù; đòi trả thù; hăm trả thù; dọa … vì
      báo; dọa … báo công an; đe dọa … báo công an; retaliation; knows i reported
    `),
  },
  {
    id: 'U15',
    call: [],
    text: 'T-SILENT',
    phrases: list(`
      !không nói được; !không nói chuyện được; !không dám nói; !không gọi được; !không thể gọi; !không tiện nói;
      !không tiện nghe; nhắn tin thôi; chỉ nhắn tin; đừng gọi lại; đừng gọi; đừng điện; đừng gọi điện; !không nghe máy
      được; !nói là nó nghe; gọi là nó nghe; !kn; !cannot speak; !can not speak; !cannot talk; !do not call; !dont
      call
    `),
  },
]
