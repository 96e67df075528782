/** The Netherlands, Belgium, whose forms have names in three languages, and Luxembourg. The notation is that of `parse-legal-forms.ts`. */
export const beneluxForms = `
NL
B.V. [54M6] = BV ; besloten vennootschap ; besloten vennootschap met beperkte aansprakelijkheid
N.V. [B5PM] = NV ; naamloze vennootschap
V.O.F. [62Y3] = VOF ; vennootschap onder firma
C.V. [CODH] = CV ; commanditaire vennootschap
~ U.A. = coöperatie U.A. ; coöperatieve vereniging U.A.
~ coöperatie [NFFH] = coöp. ; coöperatieve vereniging
~ OWM [DEO1] = O.W.M. ; onderlinge waarborgmaatschappij
~ VvE [GNXT] = V.v.E. ; vereniging van eigenaars
~ RP i.o. [EZQW] = RP io ; rechtspersoon in oprichting
~ stichting
VZW
EESV [5WU6] = E.E.S.V. ; Europees Economisch Samenwerkingsverband
SE [BBEB] = Societas Europaea
SCE [Y3ZB] = S.C.E.

BE
BV [3W7E] = B.V. ; besloten vennootschap
BVBA [N5NT] = besloten vennootschap met beperkte aansprakelijkheid
SPRL [N5NT] = société privée à responsabilité limitée
EBVBA [C609] = eenpersoons besloten vennootschap met beperkte aansprakelijkheid
SPRLU [C609] = société privée à responsabilité limitée unipersonnelle
SRL [3W7E] = S.R.L. ; société à responsabilité limitée
SARL
GmbH [3W7E]
PGmbH [N5NT]
~ PGmbHmA [C609]
N.V. [R85P] = NV ; naamloze vennootschap
S.A. [R85P] = société anonyme ; naamloze vennootschap SA
AG [R85P]
~ CV [28FE] = coöperatieve vennootschap ; C.V.
~ SC [28FE] = société coopérative
~ Gen. [28FE]
CVBA [8E2A] = coöperatieve vennootschap met beperkte aansprakelijkheid
SCRL [8E2A] = société coopérative à responsabilité limitée
~ Gen.mbH [8E2A]
CVOA [LWHF] = coöperatieve vennootschap met onbeperkte aansprakelijkheid
SCRI [LWHF] = société coopérative à responsabilité illimitée
~ Gen.mubH [LWHF]
V.O.F. [UW1Y] = VOF ; vennootschap onder firma
SNC [UW1Y] = société en nom collectif
OHG [UW1Y] = Offene Handelsgesellschaft
CommV [MQH3 LWV6] = Comm.V ; commanditaire vennootschap ; gewone commanditaire vennootschap
~ SComm [MQH3] = société en commandite
~ KommG [MQH3]
~ SCS [LWV6] = société en commandite simple
~ EKG [LWV6]
CVA [U2PN] = Comm.VA ; commanditaire vennootschap op aandelen
SCA [U2PN] = société en commandite par actions
KGaA [U2PN]
VZW [W3WH] = vereniging zonder winstoogmerk
ASBL [W3WH] = association sans but lucratif
~ VoG [W3WH] = Vereinigung ohne Gewinnerzielungsabsicht
IVZW [V03J] = internationale vereniging zonder winstoogmerk
AISBL [V03J] = association internationale sans but lucratif
~ IVoG [V03J]
~ ESV [J5OU] = economisch samenwerkingsverband
~ GIE [J5OU] = groupement d'intérêt économique
~ WIV [J5OU]
EESV [7SJP] = Europees economisch samenwerkingsverband
GEIE [7SJP] = groupement européen d'intérêt économique
EWIV [7SJP]
~ ISBL [8YLB] = institution sans but lucratif
~ IZW [8YLB] = instelling zonder winstoogmerk
~ EoG [8YLB]
~ SON [ZUHK] = stichting van openbaar nut
~ FUP [ZUHK] = fondation d'utilité publique
~ gnS [ZUHK]
~ PS [Y1Q4] = private stichting ; priv. st.
~ FONDPRIV [Y1Q4] = fondation privée
~ PrSt [Y1Q4] = Privatstiftung
~ MS [KM6O] = maatschap
~ SDC [KM6O] = société de droit commun
~ GaR [KM6O]
~ LV [ZOK2] = landbouwvennootschap
~ S. Agr. [ZOK2] = société agricole
~ LG [ZOK2] = landwirtschaftliche Gesellschaft
~ OI [QZIS] = openbare instelling
~ ETSPUBLI [QZIS] = établissement public
~ ÖE [QZIS]
~ VVZRL [CFH5]
~ SASPJ [CFH5]
~ GVoRP [CFH5]
NV SO [V7FT ZSFX] = NV met sociaal oogmerk
SA FS [V7FT ZSFX] = société anonyme à finalité sociale
~ AGmsZ [V7FT ZSFX]
BVBA SO [JNAD] = BVBA met sociaal oogmerk
SPRL FS [JNAD]
~ PmbHsZ [JNAD]
EBVBA SO [PVT3]
SPRLU FS [PVT3]
~ PgbHsZ [PVT3]
CVBA SO [2QSA] = CVBA met sociaal oogmerk
SCRL FS [2QSA]
~ GbHsZ [2QSA]
CVOA SO [4E5P]
SCRI FS [4E5P]
~ GuHsZ [4E5P]
CVA SO [1TX8]
SCA FS [1TX8]
~ KGaAmsZ [1TX8]
VOF SO [B910]
SNC FS [B910]
~ OHGmsZ [B910]
~ GCW SO [XLEO]
SCS FS [XLEO]
~ EKGmsZ [XLEO]
~ ESV SO [O59C]
~ GIE FS [O59C]
~ WIVmsZ [O59C]
NV PR [TPTU] = NV van publiek recht
SA DPU [TPTU] = SA de droit public
BV PR [L05H]
SRL DPU [L05H]
CV PR [JAM3]
~ SC DPU [JAM3]
CVBA PR [X8ZK]
SCRL DPU [X8ZK]
VZW PR [EDMK]
ASBL DPU [EDMK]
CVOA CD [EXY8]
SCRI CP [EXY8]
SE [36KV] = Societas Europaea
SCE [YBHM]

LU
SARL [DVXS] = S.à r.l. ; société à responsabilité limitée
SARL-S [EUT4] = S.à r.l.-S ; société à responsabilité limitée simplifiée
S.A. [5GGB] = société anonyme
SAS [HHR4] = S.A.S. ; société par actions simplifiée
SECS [63P9] = S.E.C.S. ; SCS ; société en commandite simple
SCA [81G5] = SECA ; S.C.A. ; société en commandite par actions
SENC [ATQY] = S.E.N.C. ; SNC ; société en nom collectif
SCSp [U8KA] = SECSP ; société en commandite spéciale
SICAV [UDY2] = société d'investissement à capital variable
SICAF [BEAN] = société d'investissement à capital fixe
SEPCAV [9C91]
~ ASSEP [2S2U]
~ FCP [AIR5] = fonds commun de placement
~ SCI [SQ1A] = société civile immobilière ; société civile
~ SC [V5OS] = société coopérative
ASBL [2JEI] = a.s.b.l. ; association sans but lucratif
~ GIE [LCR0] = groupement d'intérêt économique
GEIE [V7QY] = groupement européen d'intérêt économique
~ EI [2IGL] = entreprise individuelle
~ EP [ZFFA] = établissement public
~ AA [68J6] = association agricole
~ AAM [BKAB] = association d'assurances mutuelles
~ FON [V19Y] = fondation
SE & Co. KGaA
SE [WCEP] = Societas Europaea ; société européenne
SCE [FG84]
`
