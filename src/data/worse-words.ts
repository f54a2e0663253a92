import { list } from './list.ts'

/** By what a later voice makes an event worse, without marks; a word of denial before one takes it back. */
export const WORSE_WORDS = {
  victim: list(`
    tat tho; con tho; gay; rach; bam dap; sung vu; dap vo; bung mat; que chan; nut xuong; phong nang; ban trung; bi ban; chich dien; bi lay; dam vo; chua lien lac; chua thay; khong thay; mat tich; ket phia trong; ket ben; kinh te; chua lay ra; chet trong; mot nguoi chet; nguoi ket; bi cay de; bi de; bi vui; troi xuong; me man; liet; hon me; dau bung; ngo doc; te xiu; bi thuong; trong thuong; chay mau; mau me; day mau; ra mau; mau chay; mau nhieu; bat tinh; ngat xiu; ngat roi; nga guc;
    nam bat dong; khong tho; kho tho; tho thoi thop; hap hoi; nguy kich; cap cuu; xe cuu thuong; nhap vien; vao vien; di vien;
    tu vong; chet roi; chet nguoi; nguoi chet; thiet mang; da mat; chet chay; chet ngat; chet duoi; da chet; bi chet; mac ket;
    bi ket; ket ben trong; ket trong; ket lai; ket o; chua ra duoc; khong ra duoc; khong xuong duoc; chua thoat; khong thoat; con nguoi ben trong; co nguoi ben trong;
    co nguoi trong; con nguoi trong; co tre em; co em be; co be; 2 be; co chau; may dua nho; cu gia; ba bau; bi dam; bi chem; bi danh; bi bong;
    bi phong; bong nang; gay tay; gay chan; gay xuong; chan thuong; so nao; bi gay; bi keo; bi bat; bi nhot; bi danh ngat; nan nhan; ngat; xiu;
    injured; bleeding; unconscious; trapped; dead; died; hurt; hospital; ambulance
  `),
  weapon: list(`
    keo; co vu khi; vu khi; ban chi thien; sung ngan; bua; xang; con do; day dien; gay; da; gach; pit bong; dao; co dao; cam dao; con dao; ma tau; kiem; rua; bua; gay sat; gay gog; tuyp sat; ong tuyp; ong sat; tup sat; sung; no sung; tieng sung; khau sung; sung ngan; hoa cai;
    luu dan; bom xang; bom; min; axit; a xit; binh xit; dui cui; cung no; hung khi; hang nong; kim tiem; chai bia vo; phong lon; tuyp nhon; dao phay; dao bau; xa beng; cuoc; no; knife; knives; gun; machete; sword
  `),
  fire: list(`
    lua qua; lua lan; lua vuot; lua chay; no am am; tuoi xang; mui xang; quet ga; binh gas; binh ga; chay; boc chay; bat lua; phat hoa; ngon lua; lua; lua lon; lan sang; lan qua; chay lan; no binh; no gas; no lon; khoi den; khoi bao; khoi nghi ngut; tuoi xang;
    doi dot; dot nha; dot xe; cham lua; fire; burning; smoke; explosion
  `),
  place: list(`
    doi huong; ve phia; queo; queo huong; queo ra; re trai; re phai; dang nam o; dang dung; dang qua; gom lai o; chuyen ra; don sang; don qua; tron o; tron vao; len xe; huong ra; huong vao; di huong; chay vao; chay len; chay xuong; chay ra; chay toi; lan qua; qua cau; chay ve huong; chay ve phia; chay huong; bo chay ve; chay sang; chay qua; keo sang; keo qua; chuyen sang; chuyen qua; doi sang; doi qua; dang o; gio o; hien o; gio dang o; da qua; da sang; vua qua; vua chay;
    re vao; re sang; quay lai; ra toi; toi cho; di ve huong; di ve phia; huong ve; ve huong; dang chay; dang di; heading to; ran to; moved to; now at; fled
  `),
  urgency: list(`
    mau len; nhanh len; toi nhanh; chua di; khong kip; bat dau; vua moi; truot; sap toi; toi gan; dang keo; dang dao; dang duc; dang thao; dang xay ra; dang dien ra; ngay luc nay; ngay bay gio; bay gio dang; van dang; dang danh; dang chem; dang pha; dang dap; dang duoi; dang den; dang toi; sap no; sap sap; sap chet; cuu voi;
    gap gap; khan cap; cang luc cang; lan rong; dong hon; lon hon; du hon; nghiem trong hon; khong kiem soat; mat kiem soat; dang keo den; quay lai; help; urgent
  `),
} as const

/** In front of a phrase they take it back. */
export const DENIALS: ReadonlySet<string> = new Set([
  'khong',
  'ko',
  'k',
  'hok',
  'chua',
  'chang',
  'no',
  'not',
  'khoi',
  'hong',
])
