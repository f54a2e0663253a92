/**
 * Short forms of chat, habits of spelling of north and south, and slips of the keyboard: what is meant before the colon,
 * what is typed behind it (lower case, NFC). None of them is a word of its own; what may be one is a choice in `teencode`.
 */
export const SHORT_FORMS = `
  không: k ko kh kg hok hông hổng hem khum kô hog hk hơm hôk hôg khôg khg kog kok hng kông khônq
  được: dc đc dk đk đx đựơc đựoc đuợc dcc đcc đưọc đươc đượt đựt
  gì: j ji gj zì zi jì dzì
  vợ: vk vựk zợ dzợ
  chồng: chog chồg
  số điện thoại: sdt sđt sđth sdth đthoai đthoại sodt sốđt
  điện thoại: đt đth đtdđ dtdd đtdd fone phone
  số tài khoản: stk sotk sốtk stkh stkhoan
  tài khoản: tk acc account tkhoan tkhoản acount
  công an xã: cax
  công an: cagan congan côngan cớm
  cảnh sát giao thông: csgt cagt xxgt
  cảnh sát điều tra: csdt csđt
  cảnh sát hình sự: cshs
  cảnh sát cơ động: cscđ cscd
  cảnh sát khu vực: cskv
  phòng cháy chữa cháy: pccc
  an ninh trật tự: antt
  trật tự an toàn: ttat
  ủy ban nhân dân: ubnd
  facebook: fb face fbook facebok fây phây búc
  zalo: zl dalo zlo zalô jalo
  telegram: tele tlgr telegam telegr têlê
  tin nhắn: tnhan smss
  messenger: mess messeger
  cũng: cx cg cũg cuñg kũng kũg cungx
  trước: trc trk trướk trướt trứoc trươc
  như thế nào: ntn nthn
  như vậy: nvay nvậy
  như thế: nthe nthế
  nhưng: nhưg nhg nhng nhưn nhug
  những: nhữg nhữn nhữnq nhửng
  nhắn tin: nt nhtin nhtn
  nhắn riêng: ib inbox inb ibx
  rồi: r rùi ròi rùii gồi rồii ồi goy gòi rj
  giờ: h giờh jo jờ
  bây giờ: bh bjo bgio bgiờ bâyh bjờ
  hôm qua: hqua hwa hôwa hqa hômqua
  hôm nay: hnay hni hônay hômnay homnay
  hôm kia: hkia
  ngày mai: nmai
  lừa đảo: lđ lgđ lđao lừadao luadao lừađảo luađao
  người: ng ngừi ngườ nguời ngưòi ngừoi ngk gười
  người ta: ngta nta ngtaa ngừita
  mọi người: mn mng mnguoi mọing mngười mnn
  em: e iem emm
  anh: a ank anhh
  chị: c chụy chỵ chj chuỵ
  bạn: bạnn pạn
  bao nhiêu: bn bnhieu bnhiêu bnhiu baonhieu bnh
  với: vs zới dzới zí
  đang: đag dag đg dg đng đanq đâng
  đánh: wánh uýnh oánh quýnh uynh oánhh đáh wýnh
  quá: wá wa qá quớ wớ
  quán: wán qán
  quen: wen qen
  luôn: lun luông lunn luônn
  xe máy: xm xmay xmáy
  ô tô: oto ôtô ôto otô
  gia đình: gđ gdinh gđinh gđình
  xã hội đen: xhđ xhd
  xã hội: xh xhoi xhội
  phải: phãi fải fai pải phảii phẩi
  phải không: pk phk phko
  mới: ms mớii mứi mơi
  vào: vô zô zào dzô dzào
  gọi: kêu gọii gọj
  biết: bit bik bít biek bjk bjt biêt pít pik biếk
  bình thường: bt bth bthg bthuong bthường
  căn cước: cmnd cccd cmt căncước cancuoc
  bằng lái: gplx blx banglai
  cướp: cớp kướp kướpp cứop cươp
  cứu: kứu kuu kíu kiu cíu ciu cứuu
  giúp: zúp zup júp dúp jup júpp dzúp
  say: xỉn sỉn xĩn
  mẹ: má mẹee
  bố: tía pố pó
  trộm: chộm chôm chộmm
  trời: chời giời trùi trờii
  trong: trog tronq trg
  trên: trênn chên
  trả: trãa trảa
  trường: trườg trươg chường trừơng
  trẻ: trẽ
  về: dìa dề dzề dzìa zề vìa dìaa zìa
  vậy: zậy dzậy dzị zị zạy zay vạy vầy dzay
  vì: vìi
  vẫn: zẫn dzẫn
  vừa: zừa dzừa vưa
  rất: rấc zất
  làm: nàm lm làmm nàmm
  lấy: nấy lấi lấyy nấyy lếy
  lên: lênn lêng
  lại: nại lạii lạj
  lắm: lém lắmm
  là: nà lãa làa
  lúc: núc luk lúk
  lừa: nừa lừaa
  lo: loo
  nó: ló noá nóa
  này: nì nàyy nầy lày
  nào: nàoo
  nên: nênn nêng
  nói: lói nóii nóy noái
  nhà: nhàa
  nhiều: nhìu nhìuu nhjeu nhièu nhiềuu nhìều nhiu
  nhậu: nhậuu nhạu
  chuyển khoản: chkhoan ckhoan ckhoản chuyenkhoan
  chuyển: chuyễn chuyểnn chyển chủyen
  tiền: tìn tjen tièn tiềnn xiền xìn tyền
  triệu: chiệu trịu triêu trịêu
  nghìn: nghìnn ngìn
  ngàn: ngànn
  đồng: đồg đôngg
  giật: giựt zựt jựt dựt giâtj zật
  giết: giếc dết zết jết giêt giếtt
  đâm: đâmm
  chém: chémm chéem
  bắn: bắnn bắng
  súng: súg xúng súngg
  dao: zao dzao
  ma túy: matuy matúy mathuy mtuy mtúy matuýy
  thuốc lắc: thlac
  đòi: đòii
  tiền: tiềg
  cho vay: cvay
  mượn: mựơn mựn
  ngân hàng: nganhang ngânhàng
  công ty: cty cônty côngty congty ctyy
  nhân viên: nvien nviên nhvien
  giám đốc: gđoc gdoc
  học sinh: hs hsinh họcsinh
  sinh viên: sv svien sviên
  giáo viên: gv gvien gviên
  bệnh viện: bv bvien bviện
  bác sĩ: bsi bsĩ
  quản lý: qly qlý qlí
  nhân dân: ndan
  thành phố: tp tpho tphố
  hồ chí minh: hcm
  hà nội: hnoi hnội
  sài gòn: sg sgon sgòn
  đà nẵng: đn đnang
  khu công nghiệp: kcn
  khu đô thị: kđt
  chung cư: ccu ccư
  phường: fường phườg phườngg
  đường: đườg đươg đườngg đừơng
  quận: quậnn wận
  huyện: hyện huyênj hưyện
  tỉnh: tỉnhh
  buôn bán: bbán
  bán: bánn pán
  mua: muaa
  hàng: hàg hàngg
  hàng xóm: hxom hxóm hàngxóm
  thằng: thằg thag thằngg thàng
  con: conn kon coon
  cái: cáii kái
  còn: kòn cònn
  có: kó coá kóa
  của: kủa củaa cuả cũa
  cho: choo
  chết: chếc chếtt chớt chớtt
  cháy: cháyy cháii
  chửi: chữi chưỡi chưởi chửii
  xảy ra: xra xảyra
  xin: xjn
  xin lỗi: xloi
  xem: coi xemm
  xong: xog
  sao: saoo
  sợ: xợ sợợ
  sử dụng: sd sdung sdụng
  sáng: ság sángg
  sắp: xắp sắpp
  thấy: thý thấyy thấi thếy
  thế: thếế
  thích: thick thíc thix
  thì: thỳ thìi
  thôi: thui hoy thoy thôii thuii
  thật: thựt thậc thiệc thậtt
  theo: theoo thoe
  tên: tênn
  tao: taoo
  mày: màyy
  mình: mik mìh mjnh mìk mìnhh
  mấy: mếy mấi
  muốn: mún muốnn mốn
  mất: mấc mấtt
  một: mộtt
  máy: máii
  ở: ỡ ởở
  ông: ôg ôngg ôngz
  ông ấy: ổng
  bên ấy: bển
  trong ấy: trỏng
  ngoài ấy: ngoải
  hôm ấy: hổm
  chỗ: chổ chỗỗ
  giữ: giử giữữ zữ jữ
  giấu: giấuu zấu
  giấy: giấyy zấy jấy
  gần: gầnn
  gửi: gởi gữi gưi gửii
  đi: đii đy
  đến: đếnn đén
  đây: đêy đâyy đơy
  đó: đoá đóo
  đã: đãa
  đều: đềuu
  để: đểể
  đe dọa: đdoa đdọa dedoa đedoa
  đập: đậpp
  đốt: đốtt đớt
  đứa: đúa đướa
  đất: đấc đấtt
  đừng: đừg đừngg
  đủ: đũ đủủ
  ép: épp
  hiếp: hiếpp
  hiếp dâm: hdam hdâm
  hết: hếc hếtt
  hỏi: hõi hỏii
  hại: hạii
  hay: hayy
  hơn: hơnn hơng
  khách: khák
  khi: khj
  khóc: khók khóck
  nghe: nge nghee nghenn
  nghiện: nghịn ngiện nghiệnn
  ngoài: ngòai ngoàii
  ngủ: ngủủ
  nguy hiểm: nguyhiem nguyhiểm nghiểm
  phá: pháá fá
  phạt: fạt phạtt
  phòng: phòg fòng phòngg pòng
  rủ: rủủ
  tự tử: ttử
  tự sát: tsat
  uống: uốg uốngg
  việt nam: vn
  viện phí: vphi
  yêu cầu: ycau ycầu yc
  yêu: iu yêuu iêu ieu
  ý kiến: ykien
  thông tin: ttin
  trực tiếp: ttiep
  hiện tại: htai htại
  hiện trường: htruong
  nghiêm trọng: ngtrong
  nhận: nhậnn
  chính quyền: cquyen cquyền
  cơ quan: cqan cquan cq
  điều tra: đtra
  khẩn cấp: kcap kcấp
  địa chỉ: đchi đchỉ dchi
  biển số: bso bsố biểnsố bsx
  biển kiểm soát: bks
  giao dịch: gdich gdịch
  mật khẩu: mkhau mkhẩu pass pw
  mã xác thực: otp
  đăng ký: đky đkí dky đkyy
  đăng nhập: đnhap đnhập
  quảng cáo: qcao qc qcáo
  khuyến mãi: kmai kmãi
  cảm ơn: thanks thank tks thks thx camon cámơn cảmon cmon
  sinh nhật: snhat
  chắc: chắk chắcc chak
  thường: thườg thườngg thừơng
  bị: bịị pị bij
  bọn: bọnn pọn
  bỏ: bỏỏ
  băng nhóm: bnhom
  bảo kê: bke bkê
  bảo vệ: bve bvệ bvẹ
  bắt cóc: bcoc bcóc
  cá độ: cđộ
  cờ bạc: cbac cbạc
  đánh bạc: đbac đbạc
  mại dâm: mdam mdâm
  tai nạn: tnan tnạn
  tai nạn giao thông: tngt
  an toàn giao thông: atgt
  say rượu: srượu
  karaoke: kara
  nhà nghỉ: nnghi nnghỉ
  vũ khí: vkhi vkhí
`
