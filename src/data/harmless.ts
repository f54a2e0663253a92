import { list } from './list.ts'

/**
 * Phrases that hold an alarming word and mean no harm. A match that overlaps one of these is dropped, in the rules of
 * urgency and in the categories alike. Written as in `src/understand/phrases.ts`.
 */
export const HARMLESS_VERSION = 1

export const HARMLESS: readonly string[] = list(`
  cháy hàng; cháy vé; cháy túi; cháy nắng; cháy show; cháy hết mình; cơm cháy; phòng cháy; chữa cháy; chống cháy; báo
  cháy; dễ cháy; nguy cơ cháy; cháy nổ; chạy xe; chạy qua; chạy bộ; chạy nhanh; chạy về; chạy ra; chạy đến; chạy tới;
  chạy vào; chạy vô; chạy grab; chạy ẩu; chạy quá tốc độ; chạy án; chạy trường; chạy theo; chạy trốn; chạy lên; chạy
  xuống; chạy ngược chiều; chạy lạng lách; chạy ngang; chạy quảng cáo; chạy thận; chạy deadline; bán chạy; đang chạy
  xe; đang chạy trên; đang chạy ngoài; đang chạy trên đường; khói thuốc; khói bụi; khói xe; khói nhang; khói hương;
  ống khói; khói nhà máy; khói nướng; khói lò gạch; khói bếp; nhiều khói bụi; khói đen … nhà máy; nhà máy … khói; bom
  hàng; bom tấn; bơm xe; bơm nước; bơm hơi; bơm mỡ; bơm vá; máy bơm; bơm tiền; bơm kim tiêm; trạm bơm; bom sách; photo
  bom; mệt muốn chết; nóng muốn chết; đói muốn chết; mắc muốn chết; ồn muốn chết; đắt muốn chết; bực muốn chết; hôi
  muốn chết; lạnh muốn chết; ngứa muốn chết; vui muốn chết; sợ muốn chết; nhức đầu muốn chết; buồn ngủ muốn chết; tức
  muốn chết; khát muốn chết; nhảy cầu lông; rạch tay áo; kẹt xe; mắc kẹt xe; kẹt xe mắc kẹt; giết thời gian; giết mổ;
  giết gà; giết heo; giết chuột; đánh giá; đánh răng; đánh máy; đánh vần; đánh đàn; đánh cầu lông; đánh bóng chuyền;
  đánh thức; đánh rơi; đánh cờ; đánh mất; đánh bắt; đánh dấu; đánh trống; cướp cò; cướp biển; phá cướp biển; trộm vía;
  yêu trộm; nhìn trộm; học đánh máy; đánh giày; súng nước; bắn nước; bắn pháo hoa; bắn tiếng; game bắn súng; bắn súng
  game; súng massage; súng bắn keo; súng đồ chơi; pháo hoa nghệ thuật; phao cứu sinh; phao bơi; áo phao; cứu hộ; cứu
  thương; cứu trợ; cứu vớt; nghiên cứu; tra cứu; giải cứu nông sản; cứu nét; tiếp cứu; cứu cánh; cấp cứu; cứu nạn; cựu
  chiến binh; thịt cừu; con cừu; vĩnh cửu; cứu xét; bé bị sốt; bé bị ho; bé bị cảm; bé bị ốm; bé bị bệnh; bé bị sổ
  mũi; bé bị điểm kém; trẻ bị sốt; trẻ bị bệnh; tuyển bảo mẫu; thuê bảo mẫu; tìm bảo mẫu; cần bảo mẫu; lỡ để quên; đám
  cưới; đám giỗ; đám ma; đám tiệc; bán con xe; bán con chó; bán con mèo; bán con heo; bán con gà; bán con bò; bán con
  sh; bán con wave; đá bóng; đá banh; đá phạt; bán đá lạnh; bán đá viên; bán đá xây; bán đá cảnh; bán đá granite; bán
  đá bào; bán cỏ nhân tạo; bán cỏ bò; bán kẹo kéo; bán kẹo mút; bán kẹo bánh; bánh kẹo; hiphop bay; mở hàng; bị đánh
  thức; bị đánh giá; đang bị ốm; đang bị bệnh; đang bị cảm; đang bị kẹt xe; đang bị mất điện; đang bị mất nước; đang
  bị cúp điện; đang bị sốt; đang bị lỗi; đang bị đau; đang bị trễ; đang bị ngập; đang bị hư; đang bị hỏng; bị giữ xe;
  bị giữ bằng; bị giữ giấy tờ xe; bị giật mình; giật mình; có dao động; có dao kéo; không có dao; help desk; can you
  help me find; fire sale; fire alarm; fire drill; fire extinguisher
`)
