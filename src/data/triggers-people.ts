import { list } from './list.ts'

/** Part of `triggers.ts`: property, person, fraud and cyber. */
export const PEOPLE_TRIGGERS: Readonly<Record<string, readonly string[]>> = {
  theft: list(`
    mất cắp; bị mất cắp; bị lấy cắp; móc túi; móc mất; bị móc; rạch túi; rạch giỏ; trộm đồ; lấy trộm; trộm mất; trộm
    điện thoại; lấy mất; lấy … điện thoại; lấy … cái ví; mất … điện thoại; mất điện thoại; mất ví; mất … cái ví; mất …
    dây điện; mất … laptop; mất … cục nóng; cắt trộm; cắt dây cáp; trộm cây cảnh; trộm gà; trộm vịt; bắt trộm chó; câu
    trộm; cẩu tặc; trộm mèo; trộm hàng; lấy đồ không trả tiền; ăn trộm đồ; thó mất; chôm mất; chôm; thó; mất trộm đồ;
    tháo trộm; gương xe bị; bẻ gương; vặt gương; trộm cắp; ăn cắp vặt; ăn cắp đồ; theft; pickpocket; pickpocketed;
    stolen; stole my; shoplifting; my phone was stolen
  `),
  'motorbike-theft': list(`
    mất xe; mất … xe máy; mất … chiếc xe; mất cái xe; mất chiếc xe; bị mất xe; trộm xe máy; trộm … xe máy; trộm mất
    xe; bị trộm xe; ăn trộm xe; lấy trộm xe; lấy … xe máy; lấy mất xe; dắt xe; dắt … xe … đi mất; bẻ cổ xe; bẻ khóa;
    phá ổ khóa xe; xe … không cánh mà bay; mất xe đạp; mất ô tô; mất xe hơi; mất xe tải; mất con xe; mất con exciter;
    mất con vario; mất xe sh; mất airblade; mất wave; mất dream; bẻ khoá; nhảy mất xe; chôm xe; xe không giấy tờ; mổ
    xe trộm; rã xe; đục số khung; đục số máy; trộm bình ắc quy; motorbike stolen; stole my motorbike; stolen
    motorbike; bike was stolen; car was stolen; scooter stolen
  `),
  burglary: list(`
    đột nhập vào nhà; trộm đột nhập; trộm vô nhà; trộm lẻn vào; lẻn vào nhà; lẻn vô nhà; leo tường; leo rào; trèo
    tường; trèo rào; leo mái nhà; dỡ ngói; dỡ mái tôn; cạy khóa; cạy cửa sổ; cạy cửa cuốn; phá cửa; phá khóa cửa; phá
    khóa nhà; cắt khóa; cưa khóa; cắt song sắt; trộm két; mất két sắt; lục tung; lục đồ; lục tủ; nhà bị trộm; nhà em
    bị trộm; nhà … bị trộm; tiệm … bị trộm; cửa hàng … bị trộm; quán … bị trộm; kho … bị trộm; trộm … trong nhà; trộm
    vào; vào nhà trộm; vào phòng trộm; vô nhà lấy; trộm phòng trọ; phá khóa phòng; burglary; burglar; broke into;
    break in; broken into; broke in
  `),
  'robbery-snatching': list(`
    bị cướp giật; bị giật; giật mất; giật phăng; giật … điện thoại; giật … dây chuyền; giật … túi; giật … giỏ; giật
    giỏ; giật bóp; giật ví; giật vàng; giật lắc tay; giựt; giựt đồ; giựt túi; giựt điện thoại; giựt dây chuyền; bị
    giựt; cướp điện thoại; cướp mất; cướp tiền; cướp … tiền; cướp … xe; chặn xe cướp; chặn đường lấy; dí dao … tiền;
    dí dao … lấy; dí dao … điện thoại; kề dao … lấy; ép … xe … cướp; áp sát giật; cướp cửa hàng; cướp taxi; cướp xe
    ôm; cướp tài sản; cướp có vũ khí; xịt hơi cay … lấy; robbery; robbed; mugged; snatched; bag snatching; snatched my
    phone; robber
  `),
  'assault-violence': list(`
    xác người; tạt axit; đánh lộn; đập lộn; đánh người; đánh em; đánh tôi; đánh … gãy; đánh … nhập viện; đánh … chảy
    máu; đánh … chấn thương; đánh đập; hành hung; bị hành hung; chém người; bị đâm; đâm … nhát; đâm nhau; đâm chết;
    chém chết; án mạng; xô xát; gây thương tích; cầm dao; cầm mã tấu; cầm rựa; cầm gậy; cầm ống sắt; cầm tuýp sắt; vác
    dao; rượt chém; rượt đuổi nhau; rượt đánh; đuổi chém; đuổi đánh; chặn đánh; kéo … đánh; tẩn; dần cho; phang; ném
    gạch; ném chai; đập chai; quánh; quánh nhau; quýnh lộn; nữ sinh đánh; học sinh đánh; lột đồ đánh; bắt nạt; giết;
    thi thể; xác chết; tử thi; assault; stabbing; stabbed; beaten up; fighting; fight; murder; attacked me; knife
    attack
  `),
  'sexual-assault': list(`
    bị hiếp; bị hiếp dâm; hãm hiếp; hiếp; sàm sỡ em; bị sàm sỡ; sờ soạng; sờ mông; sờ ngực; sờ đùi; bóp mông; bóp
    ngực; sờ mó; đụng chạm … nhạy cảm; ôm … hôn; ôm từ phía sau; cưỡng hôn; quấy rối; gạ tình; gạ gẫm; gạ … ngủ; ép
    quan hệ; ép … quan hệ; khoe của quý; khoe bộ phận; khoe hàng; thủ dâm; kẻ biến thái; biến thái; yêu râu xanh; quay
    lén … tắm; camera giấu kín; camera trong nhà vệ sinh; camera … phòng tắm; chụp lén; tung clip nóng; tung ảnh nóng;
    phát tán clip; phát tán ảnh; clip nóng; đăng ảnh nóng; bỏ thuốc … đồ uống; sexual assault; raped; rape; groped;
    sexual harassment; flashed; hidden camera
  `),
  'domestic-violence': list(`
    chồng … đánh; chồng … đập; chồng tôi đánh; chồng em đánh; bị chồng đánh; bị chồng; vợ … bị đánh; đánh đập vợ; đánh
    vợ con; đánh … vợ; đấm vợ; tát vợ; bóp cổ vợ; vợ chồng … đánh nhau; vợ chồng đánh nhau; chồng nhốt; chồng dọa
    giết; chồng … dọa giết; chồng cũ; chồng cũ … dọa; chồng say; chồng … say; chồng nhậu … đánh; bạo hành vợ; bạo hành
    mẹ; đánh mẹ già; đánh cha mẹ; con … đánh mẹ; con … đánh cha; con … đánh bố; cháu … đánh bà; đánh má; mẹ chồng …
    đánh; bố chồng đánh; ngược đãi … mẹ; ngược đãi ông bà; bỏ đói mẹ; bạn trai đánh; bạn trai … đánh; bạo lực … gia
    đình; người yêu đánh; hắt hủi … mẹ già; domestic violence; beating his wife; my husband hits; husband hit me;
    husband beats; abusive husband
  `),
  'child-abuse': list(`
    bị ba nó đập; bị ba nó đánh; bị mẹ nó đánh; bị bố nó đánh; sờ mó … cháu; sờ soạng … cháu; mầm non … sờ; bạo hành
    trẻ; bạo hành bé; bạo hành cháu; bạo hành con; đánh trẻ; đánh đập trẻ; đánh đập con; đánh bé; đánh cháu bé; đánh
    con nhỏ; đánh đứa bé; đánh đứa nhỏ; đánh … con nhỏ; đánh … đứa con; đánh con riêng; hành hạ con; hành hạ bé; hành
    hạ trẻ; hành hạ cháu; bé bị đánh; bé … bị đánh; bé gái bị; bé trai bị; cháu … bị đánh; trẻ bị đánh; trẻ bị nhốt;
    nhốt con; nhốt trẻ; nhốt bé; bỏ đói con; bỏ đói cháu; bỏ đói … bé; bỏ rơi … bé; trẻ sơ sinh; bé sơ sinh; xâm hại
    bé; xâm hại cháu; xâm hại … bé gái; dâm ô; dâm ô … bé; sờ mó bé; sờ soạng bé; hiếp … bé; hiếp dâm trẻ em; dụ dỗ
    bé; dụ … bé gái; dụ … học sinh; bắt trẻ … ăn xin; bắt trẻ em; chăn dắt trẻ; cô giáo đánh; cô giáo … đánh; mầm non
    … đánh; nhà trẻ … đánh; dượng … bé; lao động trẻ em; child abuse; child is being; beating a child; abusing a
    child; hitting the kid; hitting a little
  `),
  'threat-extortion': list(`
    đòi … không thì; tung lên mạng; ảnh nhạy cảm … đòi; dọa tung; gửi ảnh … đòi; dọa chém; dọa đánh; dọa đâm; dọa sẽ;
    dọa đốt; đòi giết; hăm giết; hăm dọa; hăm he; đe dọa; dọa … cả nhà; dọa … giết; nhắn tin dọa; gọi điện dọa; gọi
    điện đe dọa; đòi đốt nhà; tống tiền … ảnh; đòi tiền bảo kê; tiền bảo kê; thu tiền … chợ; đóng tiền … bảo kê; ép
    đóng tiền; ép … đưa tiền; bắt … nộp tiền; bắt đóng tiền; đòi tiền … không thì; không đưa tiền thì; trấn lột … học
    sinh; trấn tiền; xin đểu; chặn xin tiền; nhốt … đòi tiền; giữ người; bắt giữ người; bắt người; bị bắt giữ; dọa
    tung clip; dọa đăng ảnh; dọa tung ảnh; dọa phát tán; côn đồ; đầu gấu; dân anh chị; giang hồ … dọa; trả thù;
    blackmail; extortion; threatened; threatening; protection money; death threat
  `),
  'debt-harassment': list(`
    đòi nợ; bị đòi nợ; khủng bố điện thoại; khủng bố … đòi nợ; gọi … khủng bố; gọi điện khủng bố; gọi điện chửi … nợ;
    xã hội đen … đòi nợ; đến nhà đòi nợ; tới nhà đòi nợ; xiết nợ; xiết đồ; siết xe; cho vay lãi; cho vay nặng lãi; vay
    lãi cao; lãi suất cắt cổ; lãi ngày; vay nóng; cho vay nóng; cho vay trả góp; bốc bát họ; bốc họ; vay tiền app; vay
    qua app; app vay; vay app; app tín dụng; ghép ảnh; ghép mặt; bôi nhọ … nợ; tạt mắm; tạt chất bẩn; ném chất bẩn; đổ
    chất bẩn; tạt sơn … nhà; xịt sơn; dán giấy đòi nợ; tờ rơi cho vay; tờ rơi vay; cho vay … không cần thế chấp; loan
    shark; debt collector; debt collectors; loan app
  `),
  'human-trafficking': list(`
    bị bán; bán người; buôn người; bị lừa bán; bị lừa sang; lừa sang; lừa qua campuchia; lừa … campuchia; đưa … sang
    campuchia; qua campuchia làm; sang campuchia làm; sang cam làm; đưa sang trung quốc; bán sang trung quốc; bán qua
    trung quốc; lấy chồng trung quốc; bán … làm vợ; bán … vào động; ép bán dâm; bị ép bán dâm; ép tiếp khách; bắt tiếp
    khách; bị giữ hộ chiếu; giữ hộ chiếu; đòi chuộc; tiền chuộc; chuộc về; bị nhốt … myanmar; sang myanmar; khu tam
    thái tử; tam giác vàng; cưỡng bức lao động; ép lao động; bắt làm việc … không cho về; đẻ thuê; mang thai hộ … bán;
    bán trẻ sơ sinh; bán bào thai; bán thận; mua bán thận; human trafficking; trafficked; sold to; forced to work;
    scam compound
  `),
  'online-scam': list(`
    bị lừa; lừa đảo; lừa tiền; lừa … triệu; lừa mất; lừa lấy; lừa … chuyển khoản; lừa … chuyển tiền; lừa … cọc; đặt
    cọc … chặn; nhận cọc; nhận tiền … chặn; chuyển khoản … chặn; chuyển tiền … chặn; chuyển … xong … chặn; xong chặn;
    chặn số; chặn zalo; chặn facebook; block facebook; không giao hàng; không gửi hàng; giao hàng giả … shop; mua hàng
    … lừa; mua … trên mạng … lừa; mua online; bán vé giả; vé máy bay giả; thuê nhà … lừa; lừa … thuê phòng; lừa … việc
    làm; làm nhiệm vụ; nhiệm vụ … hoa hồng; like video … tiền; giật đơn; chốt đơn … hoa hồng; việc online … nạp tiền;
    nạp tiền … không rút được; quen qua mạng … tiền; yêu qua mạng; lừa tình … tiền; gửi quà từ nước ngoài; nhận quà …
    phí; đóng phí … nhận hàng; trúng thưởng; trúng thưởng … phí; shipper giả; giả shipper; giả làm shipper; bùng tiền;
    fake bill; bill giả; hóa đơn chuyển khoản giả; mượn tiền … giả; nhắn tin mượn tiền; scammed; scammer; online scam;
    fraud; fake shop
  `),
  'impersonation-investment-scam': list(`
    điện lực … cài app; bảo cài app; kêu cài app; cài app … mất; nói là … điện lực; giả công an; giả làm công an; mạo
    danh công an; xưng công an; xưng là công an; tự xưng công an; tự xưng là công an; tự xưng … công an; xưng … cán
    bộ; tự xưng là cán bộ; tự xưng; mạo danh; giả danh; giả mạo ngân hàng; giả nhân viên; giả làm nhân viên; xưng …
    ngân hàng; xưng là nhân viên; tự xưng … nhân viên; giả viện kiểm sát; giả tòa án; giả cán bộ; giả thuế; cán bộ
    thuế … cài; cài app dịch vụ công; cài … dịch vụ công; cập nhật định danh; cập nhật vneid; làm vneid; định danh mức
    2; chuẩn hóa thông tin thuê bao; khóa sim; liên quan … rửa tiền; liên quan … đường dây; tài khoản an toàn; lệnh
    bắt giả; gửi lệnh bắt; đọc lệnh bắt; dọa bắt giam; điện lực … cắt điện; tiền ảo; sàn đầu tư; sàn … đầu tư; đầu tư
    … lãi; đầu tư chứng khoán; đầu tư tài chính; đầu tư forex; sàn giao dịch; sàn vàng; không rút được tiền; rút tiền
    … nộp thuế; huy động vốn; lãi khủng; cam kết lãi; đa cấp; lấy lại tiền bị lừa; giả giọng; giả mặt; deepfake;
    bitcoin; crypto; investment scam; impersonating; pretending to be police; fake police; trading platform
  `),
  'cyber-security': list(`
    bị hack; hack facebook; hack zalo; hack nick; hack tài khoản; bị hack nick; bị hack tài khoản; hack … facebook;
    tài khoản … bị hack; facebook … bị hack; zalo … bị hack; mất facebook; mất zalo; mất nick facebook; mất tài khoản
    facebook; bị chiếm tài khoản; bị chiếm quyền; chiếm quyền; chiếm … facebook; bị chiếm nick; đổi mật khẩu … không
    vào được; lộ mật khẩu; lộ thông tin; lộ dữ liệu; rò rỉ dữ liệu; bán dữ liệu; bán thông tin cá nhân; bán data; mua
    bán data; mua bán dữ liệu; thuê tài khoản ngân hàng; bán tài khoản ngân hàng; thu mua tài khoản ngân hàng; cho
    thuê tài khoản; mua sim rác; phần mềm gián điệp; phần mềm độc hại; nhiễm virus; dính virus; mã hóa dữ liệu; tống
    tiền … dữ liệu; web giả mạo; trang web giả; link giả; link lạ; đường link lạ; trang giả mạo; website giả;
    phishing; hacked; malware; account was hacked; data leak; tấn công mạng; trạm bts giả
  `),
}
