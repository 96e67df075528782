/** Czechia, Slovakia, Germany, Austria, Poland and Hungary. The notation is that of `parse-legal-forms.ts`. */
export const centralEuropeanForms = `
CZ
s.r.o. [9HLU] = spol. s r.o. ; společnost s ručením omezeným ; společnost s r.o. ; spoločnost s r.o. ; spol. sro ; spol.s.r.o.
a.s. [6CQN] = akciová společnost ; akc. spol. ; akc. společnost
v.o.s. [5KU5] = veřejná obchodní společnost ; ver. obch. spol.
k.s. [CD28] = kom. spol. ; komanditní společnost
s.p. [6FAI] = státní podnik
~ n.p. [UFDA] = národní podnik
z.s. [CATU] = zapsaný spolek ; o.s. ; občanské sdružení
~ p.s. [G2I3] = pobočný spolek
z.ú. [QJ0F] = zapsaný ústav
o.p.s. [BL4B] = obecně prospěšná společnost
v.v.i. [CIO8] = veřejná výzkumná instituce
~ p.o. [MBUU H6WW] = příspěvková organizace ; přísp. org.
~ nadační fond [QS6A]
SVJ [IQ9O] = společenství vlastníků jednotek ; společenství vlastníků
družstvo [9RVC C7GZ T3Q1] = výrobní družstvo ; bytové družstvo ; spotřební družstvo ; zemědělské družstvo ; stavební bytové družstvo
odštěpný závod [WUFK] = organizační složka ; org. složka ; o.z.
EHZS [RBGQ] = evropské hospodářské zájmové sdružení
SE [ZQO8] = Societas Europaea ; evropská společnost
SCE [T1FT] = evropská družstevní společnost

SK
s.r.o. [VSZS] = spol. s r.o. ; spoločnosť s ručením obmedzeným ; spoločnosť s r.o. ; spol. sro ; spol.s.r.o.
a.s. [2EEG GL07 U3QQ] = akciová spoločnosť ; akc. spol. ; akc. spoločnosť ; poisťovňa - a. s. ; banka - a. s.
v.o.s. [5J5Y] = verejná obchodná spoločnosť ; ver. obch. spol.
k.s. [KB52] = kom. spol. ; komanditná spoločnosť
j.s.a. [D18J] = jednoduchá spoločnosť na akcie ; jednoduchá spol. na akcie
š.p. [Y1X5 KZ3R] = štátny podnik ; poisťovňa - š. p.
n.o. [YRIU VRJP] = nezisková organizácia ; nezisk. org. ; nezisk. org. poskyt. všeob. prosp. služby
o.z. [RF3D] = občianske združenie
~ p.o. [43MZ] = príspevková organizácia ; prísp. org.
spoločnosť komanditná na akcie [QCJ9] = spol. kom. na akcie
družstvo [I7AS IW8Z E4CI QACV 9L9V] = výrobné družstvo ; bytové družstvo ; spotrebné družstvo ; poľnohospodárske družstvo ; poľnohospodár. družstvo
odštepný závod [MY1S YGN4] = organizačná zložka ; org. zložka ; odštepný závod v OR ; podnik zahr. osoby, org. zložka
~ nadácia [U7QK]
~ neinvestičný fond [9NSV]
~ SHR [6R72 5Z8W] = samostatne hospodáriaci roľník ; SHR roľník ; SHR roľník v OR
~ PZO [Y45Q] = podnik zahraničného obchodu
~ záujmové združenie právnických osôb [SIRY] = záujm. združ. práv. osôb
EZHZ [YVE8] = európske zoskupenie hospodárskych záujmov ; európ. zoskup. hosp. záujm.
EZÚS [VATN] = európske zoskupenie územnej spolupráce ; európ. zoskup. územ. spol
SE [BUMI] = Societas Europaea ; európska spoločnosť
SCE [7O89] = európske družstvo

DE
GmbH & Co. KG [8Z6G] = GmbH & Co KG ; GmbH und Co. KG ; GmbH & Co. Kommanditgesellschaft ; GmbH & Co.KG ; GmbH + Co. KG ; GmbH & Cie. KG ; mbH & Co. KG
GmbH & Co. KGaA [T0YJ]
GmbH & Co. OHG [40DB] = OHG mbH
AG & Co. KG [8Z6G] = AG und Co. KG ; Aktiengesellschaft & Co. KG
AG & Co. KGaA [T0YJ]
AG & Co. OHG [40DB]
SE & Co. KG [8Z6G]
SE & Co. KGaA [T0YJ]
KGaA & Co. KG [8Z6G]
UG & Co. KG [8Z6G] = UG (haftungsbeschränkt) & Co. KG ; UG haftungsbeschränkt & Co. KG
Stiftung & Co. KG [8Z6G]
Stiftung & Co. KGaA [T0YJ]
Ltd. & Co. KG [8Z6G] = Limited & Co. KG
GmbH [2HBR] = G.m.b.H. ; Gesellschaft mit beschränkter Haftung ; Ges. m. b. H. ; mbH ; gesmbH
gGmbH [SCE1] = gemeinnützige GmbH ; gemeinnützige Gesellschaft mit beschränkter Haftung
UG [63KS] = UG (haftungsbeschränkt) ; Unternehmergesellschaft ; Unternehmergesellschaft (haftungsbeschränkt) ; UG haftungsbeschränkt ; GmbH UG
gUG = gUG (haftungsbeschränkt)
AG [6QQB] = Aktiengesellschaft
gAG [YA01] = gemeinnützige Aktiengesellschaft
REIT-AG [AMKW] = REIT-Aktiengesellschaft
InvAG [JMVF] = Investmentaktiengesellschaft
KG [8Z6G] = Kommanditgesellschaft
KGaA [T0YJ] = Kommanditgesellschaft auf Aktien
OHG [40DB] = oHG ; Offene Handelsgesellschaft
GbR [FR3V] = Gesellschaft bürgerlichen Rechts ; eGbR ; eingetragene Gesellschaft bürgerlichen Rechts
PartG mbB [2YZO] = PartGmbB ; Partnerschaftsgesellschaft mit beschränkter Berufshaftung ; Partnerschaft mbB
PartG [8CM0] = Partnerschaftsgesellschaft
e.K. [OL20] = eingetragener Kaufmann ; eingetragene Kauffrau ; e.Kfm. ; e.Kfr. ; e. Kffr
e.V. [QZ3L] = eingetragener Verein
eG [AZFE] = e.G. ; eingetragene Genossenschaft ; e.Gen. ; eGmbH
VVaG [13AV] = Versicherungsverein auf Gegenseitigkeit ; V.V.a.G.
~ AöR = Anstalt des öffentlichen Rechts
~ KdöR = Körperschaft des öffentlichen Rechts
EWIV [JNDX] = Europäische wirtschaftliche Interessenvereinigung
SE [SGST] = Societas Europaea ; Europäische Aktiengesellschaft
SCE [SUA1] = Europäische Genossenschaft

AT
GmbH & Co. KG = GmbH & Co KG ; GmbH und Co. KG ; GmbH & Co.KG ; GmbH + Co. KG ; Ges.m.b.H. & Co. KG ; GesmbH & Co. KG
AG & Co. KG = AG & Co KG
GmbH [AXSB] = Ges.m.b.H. ; G.m.b.H. ; Gesellschaft mit beschränkter Haftung ; mbH ; gesmbH ; Gesellschaft m.b.H.
FlexCo = Flexible Kapitalgesellschaft ; FlexKapG
AG [EQOV] = Aktiengesellschaft
KG [ONF1] = Kommanditgesellschaft
OG [JTAV] = Offene Gesellschaft
OHG [GVPD] = Offene Handelsgesellschaft
~ KEG [AAL7] = Kommandit-Erwerbsgesellschaft
~ OEG [JUHG] = Offene Erwerbsgesellschaft
~ stG [NNLI] = stille Gesellschaft
GesbR [UI81] = Gesellschaft bürgerlichen Rechts ; Gesellschaft des bürgerlichen Rechts ; GbR
e.U. [ECWU] = eingetragenes Einzelunternehmen ; eingetragener Einzelunternehmer
e.V. = eingetragener Verein
eGen = e.Gen. ; eingetragene Genossenschaft ; eG ; reg.Gen.m.b.H.
EWIV = Europäische wirtschaftliche Interessenvereinigung
SE [O65B] = Societas Europaea ; Europäische Gesellschaft
SCE [69H1] = Europäische Genossenschaft

PL
sp. z o.o. sp.k. = spółka z ograniczoną odpowiedzialnością spółka komandytowa ; sp. z o.o. spółka komandytowa ; sp. z o.o. sp. komandytowa
sp. z o.o. [O7XB] = spółka z o.o. ; spółka z ograniczoną odpowiedzialnością ; sp.z.o.o. ; spółka z oo ; s. z o.o.
S.A. [FJ0E] = spółka akcyjna
~ P.S.A. [B21W] = prosta spółka akcyjna
S.K.A. [OMX0] = spółka komandytowo-akcyjna ; sp. komandytowo-akcyjna
sp.j. [629I] = spółka jawna ; sp. jawna ; s.j.
sp.k. [BSJT] = spółka komandytowa ; sp. komandytowa ; sp. kom.
sp.p. [3BJG] = spółka partnerska
s.c. [YLZL] = spółka cywilna
~ OFE [QUX1] = otwarty fundusz emerytalny
~ TUW [WNX1] = towarzystwo ubezpieczeń wzajemnych
~ p.p. [SMIS] = przedsiębiorstwo państwowe
~ spółdzielnia
EZIG [85PM] = europejskie zgrupowanie interesów gospodarczych
SE [J3A3] = Societas Europaea ; spółka europejska

HU
Kft. [P9F2] = Korlátolt Felelősségű Társaság
Bt. [S3DA] = Betéti Társaság
Zrt. [BKUX] = Zártkörűen Működő Részvénytársaság
Nyrt. [8UEG] = Nyilvánosan Működő Részvénytársaság
Rt. [EO9F] = Részvénytársaság
Kkt. [J6MO] = Közkereseti Társaság
Kht. [HTJD] = Közhasznú Társaság
~ Kbe [TSVO] = kbe ; közhasznú egyesület
~ Hsz. [X0SX] = hsz. ; hitelszövetkezet
~ Tksz. [X0SX] = tksz. ; takarékszövetkezet
~ e.v. = egyéni vállalkozó
~ Ec. = egyéni cég
~ EGE [8UMK] = Európai gazdasági egyesülés
~ Szövetkezet
~ Alapítvány
SE [XW5U] = Societas Europaea ; Európai részvénytársaság
`
