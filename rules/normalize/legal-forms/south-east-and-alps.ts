/** South-eastern and eastern Europe, Switzerland and Liechtenstein. The notation is that of `parse-legal-forms.ts`. */
export const southEasternAndAlpineForms = `
SI
d.o.o. [KBKD] = družba z omejeno odgovornostjo
d.d. [1OR3] = delniška družba
d.n.o. [SD81] = družba z neomejeno odgovornostjo
k.d. [OPDJ] = komanditna družba
k.d.d. [WZ78] = komanditna delniška družba
s.p. [QW8S] = samostojni podjetnik ; samostojni podjetnik posameznik
~ z.o.o. [RAX7] = zadruga z omejeno odgovornostjo
~ z.b.o. [TMVE] = zadruga brez odgovornosti
~ d.v.z. [ICQT] = družba za vzajemno zavarovanje
~ zavod
GIZ [UDQJ] = gospodarsko interesno združenje
EGIZ [Q2EV] = evropsko gospodarsko interesno združenje
SE [4A8T] = Societas Europaea ; evropska delniška družba
SCE [RG9Z]

HR
d.o.o. [LUMA OQWO] = društvo s ograničenom odgovornošću
j.d.o.o. [OQWO] = jednostavno društvo s ograničenom odgovornošću
d.d. [LUMA] = dioničko društvo
j.t.d. [KP34] = javno trgovačko društvo
k.d. [MF7P] = komanditno društvo
~ t.p. [9D9U] = trgovac pojedinac
d.n.o.
~ obrt
~ GIU [2FED] = gospodarsko interesno udruženje
EGIU [3OW3] = europsko gospodarsko interesno udruženje
SE [E9CM] = Societas Europaea ; europsko društvo
SCE [8VRU] = europska zadruga

BA RS ME MK
d.o.o. = društvo s ograničenom odgovornošću ; društvo sa ograničenom odgovornošću ; доо ; д.о.о.
d.d. = dioničko društvo ; akcionarsko društvo ; a.d. ; а.д.
DOOEL = ДООЕЛ

BG
+ ООД [VJ3G] = OOD ; дружество с ограничена отговорност
+ ЕООД [WVIN] = EOOD ; еднолично дружество с ограничена отговорност
+~ АД [WTK4] = AD ; акционерно дружество
+ ЕАД [EJ06] = EAD ; еднолично акционерно дружество
+ АДСИЦ [PW3Y] = ADSIC
+~ ЕТ [946C] = ET ; едноличен търговец
+~ СД [FPP2] = SD ; С-ие ; събирателно дружество ; S-ie
+~ КД [S94S] = KD ; командитно дружество
+~ КДА [HN63] = KDA ; командитно дружество с акции
+ ДЗЗД [TCGV] = DZZD
~ ЕД [SZW0] = ED ; европейско дружество ; SE
~ ЕКД [U8LM] = EKD
ЕОИИ [RYDY] = EEIG

GR
A.E. [W2NK] = Α.Ε. ; ΑΕ ; ανώνυμη εταιρεία ; ανώνυμη εταιρία
S.A. [W2NK] = SA
Ε.Π.Ε. [H6OR] = EPE ; ΕΠΕ ; εταιρεία περιορισμένης ευθύνης ; εταιρία περιορισμένης ευθύνης
Ι.Κ.Ε. [QCA0] = IKE ; ΙΚΕ ; ιδιωτική κεφαλαιουχική εταιρεία ; ιδιωτική κεφαλαιουχική εταιρία
~ Ο.Ε. [TIZ2] = OE ; ΟΕ ; ομόρρυθμη εταιρεία ; ομόρρυθμη εταιρία
~ Ε.Ε. [54AL] = EE ; ΕΕ ; ετερόρρυθμη εταιρεία ; ετερόρρυθμη εταιρία
~ Κ/Ξ [MCWR] = κοινοπραξία
ΕΟΟΣ [QNWW] = Ευρωπαϊκός Όμιλος Οικονομικού Σκοπού
SE [CQ5X] = Ευρωπαϊκή Εταιρεία

RU BY
+ ООО = общество с ограниченной ответственностью
+ ЗАО = закрытое акционерное общество
+ ОАО = открытое акционерное общество
+ ПАО = публичное акционерное общество
+~ АО = акционерное общество
+~ ИП = индивидуальный предприниматель

UA
+ ТОВ = товариство з обмеженою відповідальністю
+ ПрАТ = приватне акціонерне товариство
+~ ФОП = фізична особа-підприємець

TR
A.Ş. = anonim şirketi
Ltd. Şti. = limited şirketi

CH
GmbH [3EKS] = G.m.b.H. ; Gesellschaft mit beschränkter Haftung ; Sagl ; S.a.g.l. ; società a garanzia limitata
SARL [3EKS] = S.à r.l. ; société à responsabilité limitée
Ltd [3EKS] = Limited ; Ltd liab. Co ; LLC
AG [MVII] = Aktiengesellschaft
S.A. [MVII] = société anonyme ; società anonima
plc [MVII]
KlG [MRSY] = Kollektivgesellschaft ; Kollektivgesellsch.
SNC [MRSY] = société en nom collectif ; società in nome collettivo ; soc. nom collectif ; soc. nome collettivo
~ KmG [CQMY] = Kommanditgesellschaft ; Kommanditgesellsch. ; KG
~ SCm [CQMY] = société en commandite ; soc. en commandite ; società in accomandita ; soc. in accomandita
Kommandit-AG [W6A7] = Kommanditaktiengesellschaft
SCA [W6A7] = société en commandite par actions ; soc. comm. action ; soc. com. per azioni
~ KmGK [TL87] = Kommanditgesellschaft für kollektive Kapitalanlagen ; Kommandit. Kapitalanlagen ; soc. com. investissement ; soc. com. investimenti
~ einfache Gesellschaft [2B81] = einfache Gesellsch. ; simple Co.
~ Einzelfirma [AZA0] = Einzelunternehmen ; raison individuelle ; entreprise individuelle ; ragione individuale ; ditta individuale ; individually owned Co.
~ Genossenschaft = société coopérative ; società cooperativa
Ltd partnership [CQMY] = limited partnership
~ institut de droit public [7MNN] = Institut des öffentlichen Rechts ; inst. öff. Recht ; inst. droit public ; ist. dir. pubblico ; pub. sec. inst.
SE = Societas Europaea

LI
GmbH [Y8LH] = Ges.m.b.H. ; Gesellschaft mit beschränkter Haftung
AG [7RRP] = Aktiengesellschaft
~ Anstalt = Est. ; Establishment
~ Trust reg. [1DGT] = Treuunternehmen
e.V. [32HC]
eG [IF49] = e.G. ; e.Gen.
KG [ANSR] = Kommanditgesellschaft
EWIV [K98U]
SE [WAK8]
SCE [1SOY]
`
