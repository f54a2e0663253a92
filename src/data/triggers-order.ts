import { list } from './list.ts'

/** Part of `triggers.ts`: vice, weapons and fire, traffic, economy, public order, integrity, closing classes. */
export const ORDER_TRIGGERS: Readonly<Record<string, readonly string[]>> = {
  gambling: list(`
    đánh bài; đánh bài ăn tiền; chơi bài ăn tiền; bài bạc; cờ bạc; sòng bài; sòng … bạc; tụ điểm đánh bạc; gầy sòng;
    mở sòng; chứa bạc; xóc dĩa; xóc đĩa; lắc bầu cua; binh xập xám; tiến lên ăn tiền; liêng; ba cây; phỏm ăn tiền; tá
    lả; ghi lô; ghi lô đề; ghi số đề; bán số đề; thầu đề; chơi đề; chơi lô; huyện đề; bán đề; cá cược; cá độ; cá độ
    bóng; nhà cái; web cá cược; cá cược online; đánh bạc online; đánh bạc qua mạng; app đánh bạc; nổ hũ; game bài;
    game nổ hũ; bắn cá; máy bắn cá; đá gà; đá gà cựa; đá gà độ; chọi gà; trường gà; bắt kèo; casino; gambling;
    betting; cockfighting; cock fighting; card game for money
  `),
  'drug-trade': list(`
    thuốc lá điện tử … chất cấm; thuốc lá điện tử có chất; buôn ma túy; bán … ma túy; bán hàng đá; bán hàng trắng; bán
    thuốc lắc; bán cần; bán cần sa; bán ketamin; bán heroin; bán bột; bán hàng cấm … ma túy; bán lẻ ma túy; bán chất
    cấm; bán đá; bán ke; bán tem giấy; bán bóng cười; bán pod chill; thuốc lá … ma túy; bán thuốc lá điện tử có ma
    túy; giao ma túy; giao hàng đá; ship ma túy; ship ke; ship hàng … ma túy; vận chuyển ma túy; tàng trữ ma túy; cất
    ma túy; giấu ma túy; kho ma túy; nấu ma túy; nấu đá; sản xuất ma túy; trồng cây cần sa; trồng … cần sa; trồng cây
    thuốc phiện; trồng anh túc; điểm bán ma túy; điểm bán lẻ; mua ma túy; mua bán … ma túy; phân lẻ; chia gói nhỏ; tép
    trắng; tép ma túy; gói nhỏ màu trắng; đầu nậu ma túy; drug dealer; drug dealing; dealing drugs; selling drugs;
    sells drugs; selling weed
  `),
  'drug-use': list(`
    chơi hàng; nghi chơi hàng; khét lẹt; sử dụng ma túy; dùng ma túy; hút ma túy; chích ma túy; tiêm chích; chích
    choác; chơi đá; hút đá; phê đá; chơi ke; hít ke; chơi thuốc lắc; phê ma túy; phê thuốc; phê cần; hút cần sa; hút
    bồ đà; hút chích; nghiện ma túy; nghiện hút; nghiện ngập; dân nghiện; bọn nghiện; thằng nghiện; người nghiện; con
    nghiện; ống chích; bơm kim tiêm; kim tiêm; tụ tập … ma túy; tụ tập hút chích; tiệc ma túy; chơi đồ; mở tiệc … ma
    túy; bay phòng; mở nhạc bay; bay lắc … karaoke; ngáo; ngáo thuốc; hít bóng cười; hút thuốc lào đá; bình đá; đốt
    giấy bạc; đập ke; cắn thuốc; lên đồ; phê pha; sốc thuốc; using drugs; drug users; drug party; smoking weed;
    shooting up; doing drugs; syringes
  `),
  prostitution: list(`
    bán dâm … khách; gái bán dâm; gái bán hoa; gái mại dâm; chứa gái; chứa gái mại dâm; nuôi gái; gái đứng đường; đứng
    đường bắt khách; gái đứng … bắt khách; bắt khách; bán thân; đi khách; tàu nhanh; qua đêm … giá; checkhàng; check
    hàng; gái gọi; gái ngành; dắt gái; dắt mối; ma cô; tú ông; má mì; nhà thổ; ổ mại dâm; ổ chứa; tụ điểm mại dâm;
    massage trá hình; mát xa trá hình; mát xa kích dục; massage … kích dục; tẩm quất … kích dục; gội đầu … kích dục;
    hớt tóc thanh nữ; cà phê ôm; cà phê đèn mờ; karaoke … tiếp viên; karaoke trá hình; nhà nghỉ … gái; sugar baby;
    happy ending; prostitution; prostitutes; prostitute; brothel; escort service
  `),
  'weapons-explosives': list(`
    có súng; giấu súng; cất súng; mua súng; mua bán súng; rao bán súng; bán … súng; súng hơi; súng săn; súng cồn; súng
    kíp; súng ngắn; súng bắn đạn bi; súng k59; chế tạo súng; làm súng; bắn súng; nổ súng; tàng trữ … súng; tàng trữ vũ
    khí; tàng trữ lựu đạn; mua bán vũ khí; bán vũ khí; bán dao kiếm; bán kiếm; rèn mã tấu; làm mã tấu; cất giấu mã
    tấu; phóng lợn; dao phóng lợn; roi điện; bình xịt hơi cay; bán roi điện; quả bom; kíp nổ; thuốc súng; mìn nổ; đánh
    mìn; nổ mìn; pháo lậu; pháo tự chế; pháo trái phép; chế pháo; chế tạo pháo; mua pháo; bán pháo nổ; rao bán pháo;
    buôn pháo; trữ pháo; nổ pháo; đốt pháo nổ; pháo hoa nổ; bán thuốc pháo; firecrackers; illegal gun; selling guns;
    homemade gun; weapons; explosives; grenade
  `),
  'weapon-handin': list(`
    giao nộp; muốn giao nộp; muốn nộp; xin giao nộp; đem nộp; mang nộp; nộp lại súng; nộp súng; nộp khẩu súng; nộp …
    súng; nộp … đạn; nộp … dao; nộp … kiếm; nộp … mã tấu; nộp … pháo; nộp … lựu đạn; nộp … súng hơi; nộp lại … cho
    công an; giao lại súng; giao nộp vũ khí; giao nộp … súng; súng ông để lại; súng … để lại; súng … ông nội; súng …
    hồi chiến tranh; tìm thấy … đạn; phát hiện … bom; phát hiện … đạn; phát hiện … mìn; phát hiện … lựu đạn; đào …
    bom; đào được … đạn; đào móng … bom; cuốc trúng; đầu đạn; đạn cối; bom sót lại; bom còn sót; đạn pháo; nhặt được
    lựu đạn; nhặt … đạn; lượm được đạn; lượm … đạn; hand in; hand over; turn in a gun; unexploded; found a bomb; old
    bomb; surrender a weapon
  `),
  'fire-explosion': list(`
    gas xì; ga xì; mùi khét; bình gas xì; cháy; đang cháy; bị cháy; bốc cháy; phát cháy; cháy quán; cháy xưởng; cháy
    kho; cháy chung cư; cháy phòng; cháy chợ; cháy lớn; cháy to; nhà … cháy; cháy nổ; nguy cơ cháy; nguy cơ cháy nổ;
    nổ; nổ gas; nổ ga; tiếng nổ lớn; mùi gas; mùi ga; rò gas; rò ga; xì gas; xì ga; khói đen; khói bốc; bốc khói; mắc
    kẹt; chữa cháy; phòng cháy; bình chữa cháy; chuông báo cháy; lối thoát hiểm; thoát hiểm; cửa thoát hiểm; khóa cửa
    thoát hiểm; khóa trái lối thoát; chặn lối thoát; đường dây điện … chập; dây điện chập; dây điện tóe lửa; tóe lửa;
    sang chiết gas; chiết gas lậu; bán xăng lẻ; trữ xăng; kho xăng; bình gas … vỉa hè; sạc xe điện; đốt rơm; đốt đồng;
    hàn xì … không che; mất an toàn phòng cháy; fire; on fire; gas leak; explosion; smoke; burning; blocked exit; fire
    exit
  `),
  'traffic-violation': list(`
    chạy ẩu; ép xe; tai nạn; tai nạn xe; va chạm xe; đụng xe; tông xe; bị xe tông; bị xe đụng; xe tông; xe đụng; tông
    … bỏ chạy; đụng … bỏ chạy; tông chết; tông trúng; lật xe; vượt đèn; vượt ẩu; chạy ngược chiều; đi vào đường cấm;
    đi sai làn; chạy lấn làn; lấn tuyến; phóng nhanh; phóng nhanh vượt ẩu; chạy tốc độ cao; quá tốc độ; không đội mũ
    bảo hiểm; không đội nón bảo hiểm; không mũ bảo hiểm; chở ba; chở quá số người; nhồi nhét khách; xe khách … nhồi;
    dừng đỗ sai; đậu xe sai; đậu xe chắn; đỗ xe chắn; đậu xe lấn; đậu xe … lòng đường; đỗ xe … lòng đường; đậu xe …
    vỉa hè; xe ben; xe hổ vồ; xe tải … quá tải; chở quá tải; xe ba gác … cồng kềnh; chở cồng kềnh; xe dù; bến cóc; xe
    quá khổ; rơi vãi đất đá; uống rượu lái xe; nhậu … lái xe; say xỉn lái xe; chưa đủ tuổi … xe máy; học sinh … xe
    máy; biển số giả; che biển; gắn biển giả; không biển số; lùi xe trên cao tốc; đi xe máy … cao tốc; traffic
    accident; car accident; crash; ran a red light; drunk driving; wrong way; hit and run; speeding; illegally parked
  `),
  'illegal-racing': list(`
    đua xe máy; đua xe đêm; đua xe … khuya; đua ô tô; bão đêm; đi bão; tụ tập đua xe; chuẩn bị đua; đoàn xe … lạng
    lách; đoàn xe … nẹt pô; đoàn xe máy; nhóm … lạng lách; thanh niên … lạng lách; xe máy … bốc đầu; bốc đầu xe; nẹt
    bô; rú ga; rú pô; pô độ; bô độ; độ pô; độ bô; xe độ; quái xế; tổ lái; trẻ trâu … xe; chạy … thành đoàn; dàn hàng;
    chạy dàn hàng; đánh võng; cản trở … đua xe; lạng lách đánh võng; phân khối lớn … nẹt; drift; street racing;
    illegal racing; racing; wheelies; stunt riding
  `),
  'environment-mining': list(`
    đổ rác trộm; đổ trộm; đổ trộm chất thải; đổ chất thải; đổ xà bần; đổ phế thải; xả thẳng; xả trộm; xả nước bẩn; xả
    … ra sông; xả … ra kênh; xả … ra suối; xả … ra mương; xả … ra biển; nước thải; nước thải … đen; chất thải; chất
    thải công nghiệp; chôn rác; chôn trộm; đốt rác; đốt phế liệu; đốt dây điện; đốt nhựa; khói nhà máy; xả khói; khí
    thải; ô nhiễm; ô nhiễm môi trường; mùi hôi … nhà máy; mùi hôi … trại heo; mùi hóa chất; trại heo … xả; lò giết mổ
    … xả; cá chết; cá chết trắng; hóa chất tràn; hút cát trộm; hút cát trái phép; hút trộm cát; ghe hút cát; tàu hút
    cát; sà lan … cát; khai thác cát; khai thác đất; múc đất; xúc đất; khai thác trái phép; khai thác khoáng sản; đào
    vàng; đào vàng trái phép; nổ mìn khai thác đá; khai thác đá; chặt phá rừng; chặt cây rừng; cưa gỗ; gỗ lậu; vận
    chuyển gỗ; lấn rừng; chích điện; kích điện; xiệc điện; đánh cá bằng điện; đánh cá bằng mìn; cào điện; illegal
    dumping; dumping waste; pollution; sand mining; illegal logging; waste water; electrofishing
  `),
  'smuggling-counterfeit-food': list(`
    hàng giả; hàng nhái; hàng fake; bán hàng giả; bán hàng nhái; làm giả; sản xuất hàng giả; sản xuất … giả; làm …
    giả; nước mắm giả; bột ngọt giả; phân bón giả; thuốc trừ sâu giả; gạo giả; bia giả; mỹ phẩm … giả; kem trộn; thuốc
    đông y giả; thực phẩm chức năng giả; thuốc tây giả; bán thuốc giả; hàng không rõ nguồn gốc; không rõ nguồn gốc;
    hàng trốn thuế; nhập lậu; hàng nhập lậu; thuốc lá nhập lậu; thuốc lá jet; xì gà lậu; rượu lậu; rượu ngoại giả; pha
    methanol; rượu pha cồn; vận chuyển hàng lậu; vác hàng lậu; hàng qua biên giới; đường lậu; heo lậu; thịt heo bệnh;
    thịt bệnh; heo chết; gà chết; thịt ôi; thịt ôi thiu; thịt bẩn; thịt không kiểm dịch; giết mổ lậu; mổ lậu; ngâm hóa
    chất; tẩm hóa chất; hàn the; chất cấm; hết hạn sử dụng; sửa hạn sử dụng; dập hạn; bị ngộ độc; ngộ độc; tiền giả;
    bán tiền giả; đổi tiền giả; xài tiền giả; xăng pha; gian lận xăng; smuggling; smuggled; counterfeit; fake goods;
    fake money; fake medicine; food poisoning; rotten meat
  `),
  'wildlife-crime': list(`
    thú hoang dã; thú hoang; bán thú rừng; thịt rừng; quán … thịt rừng; nhà hàng … thú rừng; bán thịt rừng; săn thú;
    săn bắn; săn bắt; săn bắt … rừng; đặt bẫy … rừng; bẫy … rừng; bẫy chim; bẫy lưới … chim; lưới tàng hình; giăng
    lưới bắt chim; bán chim hoang dã; bán chim trời; bán khỉ; nuôi khỉ; nuôi gấu; nuôi hổ; nuôi nhốt hổ; nhốt gấu; tê
    tê; con tê tê; bán rùa; rùa biển; rùa quý hiếm; bán trăn; bán kỳ đà; bán cu li; voọc; bắn voọc; hổ đông lạnh;
    xương hổ; nanh hổ; móng hổ; nấu cao hổ; cao khỉ; ngà voi; vảy tê tê; sừng tê; động vật quý hiếm; bán động vật;
    động vật rừng; trứng rùa biển; chim yến … bẫy; wildlife; pangolin; ivory; rhino horn; bear bile; tiger bone; sea
    turtle
  `),
  'noise-disorder': list(`
    chó … thả rông; thả rông; cắn con; hát karaoke; karaoke … ồn; karaoke … khuya; karaoke … đêm; karaoke … inh ỏi;
    loa thùng; mở loa; bật loa; bật nhạc; mở nhạc; mở nhạc lớn; nhạc sàn; ồn ào; ồn quá; làm ồn; tiếng ồn; ồn … không
    ngủ; không ngủ được; inh ỏi; hò hét; la hét; la ó; hát hò; nhậu nhẹt; nhậu … ồn; say xỉn; say rượu; say … quậy;
    quậy phá; quậy; quấy phá; phá làng phá xóm; chửi bới; chửi lộn; chửi nhau; chửi … hàng xóm; cãi nhau; cãi lộn; gây
    gổ; gây sự; gây mất trật tự; mất trật tự; gây rối trật tự; gây náo loạn; tụ tập … ồn; tụ tập … hò hét; tụ tập …
    nhậu; chó thả rông; thả chó; chó … không rọ mõm; chó cắn; chó dữ; nuôi chó … sủa; chó sủa; thả diều … đường điện;
    đá bóng … lòng đường; xưởng … ồn; noise; noisy; loud music; loud karaoke; karaoke; drunk; stray dog; dog bit
  `),
  'residence-lodging': list(`
    không đăng ký gì; trọ … không đăng ký; đăng ký tạm trú; không tạm trú; không khai báo tạm trú; khai báo tạm trú;
    khai báo lưu trú; không khai báo; lưu trú; không đăng ký lưu trú; nhà trọ; nhà trọ không đăng ký; khu trọ … không;
    phòng trọ … không khai báo; cho thuê trọ … không; cho người lạ ở; cho người nước ngoài thuê; người nước ngoài …
    không khai báo; người nước ngoài … thuê nhà; người trung quốc … ở chui; người nước ngoài … trái phép; ở trái phép;
    ở lậu; cư trú trái phép; nhập cảnh chui; nhập cảnh lậu; xuất cảnh trái phép; xuất cảnh chui; vượt biên trái phép;
    vượt biên; đưa người vượt biên; đưa người qua biên giới; đưa người nhập cảnh; dẫn người qua biên giới; khách sạn
    không; khách sạn … không khai; homestay … không; nhà nghỉ … không hỏi giấy tờ; làm giấy tờ giả; làm căn cước giả;
    làm bằng giả; bằng giả; bằng lái giả; sổ đỏ giả; con dấu giả; hộ khẩu giả; dùng giấy tờ giả; overstay; illegal
    entry; fake id; fake papers; forged documents; unregistered tenants; unregistered guests
  `),
  'suspicious-activity': list(`
    xe hơi lạ; vali lạ; túi lạ; vật lạ; nhìn vào nhà; người lạ; người lạ mặt; kẻ lạ; thanh niên lạ; mấy người lạ;
    người lạ … dòm ngó; dòm ngó; nhòm ngó; ngó nghiêng; nhìn ngó; rình rập; rình; đi qua đi lại; lảng vảng; lởn vởn;
    lượn lờ; chạy lòng vòng; đứng … rình; theo dõi; bị theo dõi; bám theo; bám đuôi; đi theo em; xe lạ; xe lạ … đậu;
    xe … đậu … nhiều ngày; ô tô lạ; chụp hình nhà; chụp ảnh nhà; quay phim nhà; đánh dấu … cửa; đánh dấu … cổng; vẽ ký
    hiệu; ký hiệu lạ; dán … ổ khóa; gõ cửa … đêm; gõ cửa; bấm chuông … bỏ đi; dò hỏi; hỏi thăm … nhà có ai; giả vờ …
    mua; flycam … nhà; đáng ngờ; nghi ngờ; có dấu hiệu lạ; khả nghi; vali bỏ; vali … bỏ lại; túi … bỏ lại; ba lô bỏ
    lại; chở đồ … giữa đêm; trùm kín; bịt mặt; suspicious; strange man; lurking; following me; watching my house;
    unattended bag; stalking
  `),
  'missing-wanted': list(`
    mất tích; bị mất tích; đi lạc; bị lạc; lạc đường; lạc mất; lạc mất con; không tìm thấy; không thấy về; chưa về
    nhà; chưa thấy về; không về nhà; chưa về; đi … chưa về; đi … không về; bỏ nhà; bỏ đi … không liên lạc; bỏ nhà đi
    bụi; mất liên lạc; không liên lạc; không liên lạc được; tìm con; tìm cháu; tìm mẹ; tìm bố; tìm trẻ lạc; tìm người;
    tìm người nhà; lẫn … đi lạc; bị lẫn; đãng trí … đi; alzheimer; bé lạc; cháu bé lạc; bé … đi lạc; bị truy nã; người
    bị truy nã; người truy nã; lệnh truy nã; đang trốn truy nã; trốn nã; tội phạm truy nã; giống … truy nã; trốn trại;
    vượt ngục; bỏ trốn; bắt cóc; missing; missing person; lost child; runaway; wanted person; wanted man; wanted by
    police; kidnapped
  `),
  'found-lost-property': list(`
    nhặt … ví; nhặt … tiền; nhặt … điện thoại; nhặt … giấy tờ; nhặt … căn cước; nhặt … túi; lượm được; lượm … ví; lượm
    … tiền; lượm … điện thoại; lụm được; lượm đc; nhặt đc; nhặt được túi; nhặt được tiền; trả lại … người mất; trả lại
    người mất; trả cho người mất; tìm người đánh rơi; tìm chủ nhân; ai mất; ai đánh rơi; làm rớt; rớt ví; rớt … ví;
    rớt điện thoại; rớt … điện thoại; rớt giấy tờ; rớt bóp; rơi … ví; rơi … điện thoại; rơi giấy tờ; rơi … giấy tờ;
    đánh rơi … ví; đánh rơi … căn cước; đánh mất … giấy tờ; mất … giấy tờ; mất … căn cước; mất ví … giấy tờ; mất hộ
    chiếu; mất giấy phép lái xe; mất cà vẹt; mất thẻ ngân hàng; bỏ quên; để quên; bỏ quên … xe; quên … trên xe; quên …
    taxi; chuyển nhầm; chuyển khoản nhầm; chuyển nhầm tài khoản; nhận được tiền … lạ; tiền lạ … tài khoản; ck nhầm;
    lost my wallet; lost my passport; lost passport; found a wallet; found a phone; lost property; left my bag; lost
    my
  `),
  'corruption-misconduct': list(`
    cà phê nước; mới ký; đòi cà phê; hối lộ; đưa hối lộ; nhận tiền; nhận phong bì; đòi tiền bôi trơn; bôi trơn; lót
    tay; chung chi; làm luật; vòi vĩnh; vòi … tiền; gợi ý … tiền; ăn tiền; ăn hối lộ; ăn chặn; ăn chặn … hộ nghèo; ăn
    bớt; rút ruột; tham nhũng; tham ô; biển thủ; chạy chức; chạy việc; chạy án; chạy tội; lợi dụng chức vụ; lạm dụng
    chức quyền; lạm quyền; cán bộ … tiền; cán bộ … hạch sách; cán bộ … hành; hạch sách; gây khó dễ; làm khó; sách
    nhiễu; cửa quyền; ngâm hồ sơ; hồ sơ … phong bì; phong bì; công an … tiền; công an … đánh; công an … nhận; công an
    … bao che; công an … làm ngơ; csgt … tiền; cảnh sát giao thông … tiền; bao che; tiếp tay; đánh dân; đánh người bị
    bắt; bức cung; ép cung; bắt oan; không lập biên bản; phạt … không biên bản; phạt không biên lai; áo vàng … tiền;
    kê khống; gian lận đấu thầu; thông thầu; bribe; bribery; corruption; corrupt official; police brutality; asked for
    money
  `),
  'other-agency': list(`
    mất điện; cúp điện; cúp nước; mất nước; nước yếu; nước máy … đục; đường xấu; đường hỏng; đường … hư; ổ voi; ổ gà;
    sụt lún; nắp cống; mất nắp cống; nắp hố ga; cống … tắc; tắc cống; ngập; ngập úng; triều cường; cây … đổ; cây ngã;
    cành cây gãy; đèn đường; đèn giao thông … hỏng; đèn xanh đèn đỏ … hỏng; rác … chưa thu gom; xe rác; không thu gom
    rác; tranh chấp đất; tranh chấp ranh giới; lấn đất; lấn ranh; ly dị; chia tài sản; thừa kế; xây nhà trái phép; xây
    dựng … không phép; xây … lấn; làm căn cước; làm lại căn cước; cấp lại căn cước; đổi căn cước; làm thẻ căn cước;
    làm cccd; làm hộ chiếu; gia hạn hộ chiếu; đăng ký xe; sang tên xe; đổi bằng lái; cấp đổi bằng lái; đăng ký khai
    sinh; giấy khai sinh; đăng ký kết hôn; xác nhận cư trú; nhập hộ khẩu; thủ tục; hồ sơ gồm; lịch tiếp dân; giờ làm
    việc; bảo hiểm y tế; mạng yếu; mất mạng internet; power cut; power outage; no water; pothole; street light; renew
    my passport; residence certificate
  `),
  'spam-prank': list(`
    test bot; test thử; thử xem; thử tí; abc xyz; asdasd; qwerty; lorem ipsum; nhận quà miễn phí; click nhận quà; nhận
    ngay … khuyến mãi; khuyến mãi; giảm giá; siêu giảm giá; mua 1 tặng 1; vay tiền nhanh … liên hệ; kết bạn zalo …
    nhận; tăng like; tăng tương tác; bán nick game; seo website; dịch vụ seo; thiết kế website; chạy quảng cáo; bảo
    hiểm nhân thọ … tư vấn; sim số đẹp; bất động sản … liên hệ; đất nền; mở bán; uy tín … inbox; inbox em tư vấn;
    tuyển ctv; ngu vãi; đồ ngu; bot ngu; con bot; vãi; clm; cmm; dmm; haha; hihi; kkk; hehe; buy now; free followers;
    click here; promo code
  `),
}
