/** The Nordic and the Baltic countries. The notation is that of `parse-legal-forms.ts`. */
export const northernForms = `
SE
+ AB [XJHM] = aktiebolag ; AB (publ) ; aktiebolag (publ) ; aktiebolaget
HB [BEAY] = handelsbolag
KB [CX05] = kommanditbolag
Ek. för. [C61P] = ekonomisk förening ; ek.för.
~ BRF [SSOM] = bostadsrättsförening
+~ BAB [BYQJ] = bankaktiebolag
+~ FAB [OJ9I] = försäkringsaktiebolag
~ OFB [O1QI] = ömsesidigt försäkringsbolag
~ FOF [M0Y0] = försäkringsförening
~ KHF [PDQ0] = kooperativ hyresrättsförening
~ TSF [2UAX] = trossamfund
~ MB [381R] = medlemsbank
~ SB [G04R] = sparbank
~ SF [AZTO] = sambruksförening
~ EGTS [RYFP] = europeisk gruppering för territoriellt samarbete
EEIG [RLJO] = europeisk ekonomisk intressegruppering
SE [54P7] = S.E. ; europabolag ; Societas Europaea ; SE (publ)
SCE [9YIP] = S.C.E. ; europakooperativ

LT
+ UAB [BPLS] = uždaroji akcinė bendrovė ; uždarosios akcinės bendrovės
+ AB [81KA] = akcinė bendrovė ; akcinės bendrovės
+~ MB [SFYA] = mažoji bendrija ; mažosios bendrijos
+~ VšĮ [KWBA] = viešoji įstaiga ; viešosios įstaigos
+~ IĮ [A338] = individuali įmonė ; individualios įmonės
+~ VĮ [4ZF3] = valstybės įmonė ; valstybės įmonės
+~ SĮ [YRXK] = savivaldybės įmonė ; savivaldybių įmonės
+~ BĮ [K4GR] = biudžetinė įstaiga ; biudžetinės įstaigos
+~ TŪB [DLCX] = TUB ; tikroji ūkinė bendrija ; tikrosios ūkinės bendrijos
+~ KŪB = KUB ; komanditinė ūkinė bendrija ; komanditinės ūkinės bendrijos
+~ ŽŪB [UHNL] = ZUB ; žemės ūkio bendrovė ; žemės ūkio bendrovės
+~ KB [LUGM LUOA] = kooperatinė bendrovė ; kooperatinės bendrovės
+~ VS [KWBA]
+~ APB [5CIE] = advokatų profesinė bendrija
+~ LF [HGMH] = labdaros ir paramos fondas
+~ SD [QG9Y] = sodininkų bendrija
+~ EB [13T9] = Europos bendrovė
+~ EKB [5BY2] = Europos kooperatinė bendrovė
+~ ETBG [QRXD]
EEIG [BGPJ]
SE = Societas Europaea

LV
+ SIA [ES2D] = sabiedrība ar ierobežotu atbildību
+ AS [VJBO] = akciju sabiedrība ; A/S
+~ IK [BS22] = individuālais komersants
+~ KS [1IPK] = komandītsabiedrība
+~ PS [3LCY] = pilnsabiedrība
+~ ZS = zemnieku saimniecība
EEIG [5ULL]
SE [AZTM] = Eiropas komercsabiedrība ; Societas Europaea

EE
+ OÜ [JC0Y] = osaühing
+ AS [9LJA] = aktsiaselts
+~ MTÜ [PRTB] = mittetulundusühing
+~ FIE [3UPJ] = füüsilisest isikust ettevõtja
+~ SA [1NKP] = sihtasutus
+~ TÜ [I1UP] = täisühing
+~ UÜ [LVEQ] = usaldusühing
+~ TÜH [VSEV] = tulundusühistu
+~ KÜ [8ZQE] = korteriühistu
+~ HÜ [6I0P] = hooneühistu
+~ AÜ [J34T] = ametiühing
EMHÜ [LA47] = Euroopa majandushuviühing
SE [752Q] = Euroopa äriühing ; Societas Europaea
SCE [RXTT] = Euroopa ühistu

NO
AS [YI42] = A/S ; aksjeselskap
ASA [IQGE] = allmennaksjeselskap
~ ANS [326Y] = ansvarlig selskap
~ DA [CF5L] = ansvarlig selskap med delt ansvar
~ ENK [EXD7] = enkeltpersonforetak
~ KS [M9IQ] = K/S ; kommandittselskap
~ SA [K5P8] = samvirkeforetak
~ BA [Q0Q1] = selskap med begrenset ansvar
~ BBL [9DI1] = boligbyggelag
~ BRL [O0EU] = borettslag
~ IKS [YTMC] = interkommunalt selskap
~ KF [3L58] = kommunalt foretak
~ FKF [5ZTZ] = fylkeskommunalt foretak
~ SF [50TD] = statsforetak
~ NUF = norskregistrert utenlandsk foretak
EØFG [DRPL] = europeisk økonomisk foretaksgruppe
SE [V06W] = Societas Europaea ; europeisk selskap
SCE [O7LB]

DK
A/S [ZRPO] = AS ; aktieselskab
ApS [H8VP] = anpartsselskab
I/S [7WRN] = interessentskab
K/S [NUL8] = kommanditselskab
P/S [9KSX] = partnerselskab ; kommanditaktieselskab
IVS [5QS7] = iværksætterselskab
AMBA [PZ6Y] = A.m.b.a. ; andelsselskab med begrænset ansvar
FMBA [WU7R] = F.m.b.a. ; forening med begrænset ansvar
SMBA [GULL] = S.m.b.a. ; selskab med begrænset ansvar
EØFG [TB2C] = europæisk økonomisk firmagruppe
SE [UA1O] = SE-selskab ; europæisk selskab ; Societas Europaea
SCE [FW7S] = SCE-selskab ; europæisk andelsselskab

FI
Oy [DKUW] = oy ; osakeyhtiö ; Oy Ab ; aktiebolag ; Ab Oy
Oyj [K6VE] = julkinen osakeyhtiö ; Oyj Abp ; Abp
+~ Ab [DKUW] = ab
Ky [HEOB] = ky ; kommandiittiyhtiö ; Kb ; kb ; kommanditbolag
~ Ay = avoin yhtiö
~ Osk [EE90] = osk ; osuuskunta ; andelslag ; anl
~ Tmi = toiminimi
~ ry = rekisteröity yhdistys ; rf
~ sr [YK5G] = säätiö ; stiftelse
ETEY [HNWB] = Eurooppalainen taloudellinen etuyhtymä
EEIG [HNWB]
SE [XJH3] = Societas Europaea ; eurooppayhtiö ; europabolag
SCE [UAV1] = eurooppaosuuskunta ; europaandelslag

IS
~ ehf. = einkahlutafélag
~ hf. = hlutafélag
`
