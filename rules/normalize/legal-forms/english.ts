/** Countries that write English. The notation is that of `parse-legal-forms.ts`. */
export const englishForms = `
GB
Ltd [H0PO 4GJI ZQ6S] = Limited ; private limited company
plc [B6ES] = public limited company ; P.L.C. ; public ltd company
LLP [Z0EY] = L.L.P. ; limited liability partnership
LP [ID30] = L.P. ; limited partnership
LLC = L.L.C. ; limited liability company
CIC [17R0] = community interest company
CLG = company limited by guarantee
~ CIO = charitable incorporated organisation
~ Unltd = unlimited
BenCom [IYXU UTY8] = community benefit society
~ Co-op [ZZGG 7VVZ] = co-operative society
~ UKS [468Q] = United Kingdom Societas
UKEIG [VYF8] = United Kingdom Economic Interest Grouping
~ cyf [H0PO] = cyfyngedig
~ CCC [B6ES] = C.C.C. ; cwmni cyfyngedig cyhoeddus
~ PAC [Z0EY] = partneriaeth atebolrwydd cyfyngedig
EEIG

IE
Ltd [MNQ7] = Limited ; Teoranta ; Teo.
plc [VYAX] = public limited company ; P.L.C. ; cuideachta phoiblí theoranta ; cpt
DAC [LGWG 5AX8] = designated activity company ; DAC (limited by shares) ; DAC (limited by guarantee) ; DAC - (limited by shares) ; DAC - (limited by guarantee)
CLG [C58S] = company limited by guarantee ; cuideachta faoi theorainn ráthaíochta
~ ULC [KMFX] = private unlimited company ; unlimited company ; uc ; ULC / uc
~ PUC [URQH] = public unlimited company ; PUC / uc
~ PULC [FF1D] = PULC / uc
~ cn [KMFX URQH FF1D] = cuideachta neamhtheoranta
~ cga [LGWG 5AX8] = cuideachta ghníomhaíochta ainmnithe
~ ctr [C58S]
ICAV [2GV9] = Irish Collective Asset-management Vehicle
~ ilp [LZIC] = investment limited partnership
~ cti [LZIC]
LP = limited partnership
~ I&PS [ZJS8] = Industrial and Provident Society
EEIG [363J] = European Economic Interest Grouping
~ GELE [363J]
SE [JXDX] = Societas Europaea

MT
Ltd [V89C] = Limited ; private limited liability company
plc [C061] = P.L.C. ; public limited company ; public limited liability company
LP [BVJ0] = L.P. ; limited partnership
EEIG [YB0U] = European Economic Interest Grouping
SE [CR7N] = Societas Europaea

CY
Ltd = Limited ; ΛΤΔ ; Λίμιτεδ
plc = public limited company
ΕΟΟΣ [P5JT] = Ευρωπαϊκός Όμιλος Οικονομικού Σκοπού
SE = Societas Europaea

US
Inc. [HFGV BRO8] = Incorporated ; Inc
Corp. [HFGV] = Corporation ; Corp
LLC [CWRI] = L.L.C. ; limited liability company ; limited liability co. ; ltd. liability company ; ltd. liability co.
PLLC [IN4H] = P.L.L.C. ; professional limited liability company
LP [VXDE] = L.P. ; limited partnership
LLP [CR3H] = L.L.P. ; limited liability partnership
LLLP [L2DM] = L.L.L.P. ; limited liability limited partnership
RLLP [TJ6V] = R.L.L.P. ; registered limited liability partnership
RLLLP [74LJ] = R.L.L.L.P.
Ltd = Limited
Co. Ltd = Co., Ltd. ; Company Limited ; Co Limited ; Company Ltd
PBC [35QN] = P.B.C. ; public benefit corporation
~ L3C [NR96] = low-profit limited liability company
~ PC [OVBT] = P.C. ; professional corporation ; prof. corp.
~ P.A. [CANT] = professional association
~ L.C. [JJ9M] = LC
~ N.A. [62VJ] = national association
~ FSA [380O] = federal savings association
~ PSC [5RRE] = professional service corporation
~ LCA [81WV] = L.C.A. ; limited cooperative association
~ REIT [NJA5]

CA
Inc. = Incorporated ; Inc ; incorporée ; Incorporée
Corp. = Corporation ; Corp
Ltd = Limited ; Ltée ; limitée
ULC = unlimited liability company
LP = L.P. ; limited partnership ; s.e.c. ; société en commandite
LLP = L.L.P. ; s.e.n.c.r.l. ; limited liability partnership
S.E.N.C. = société en nom collectif

AU NZ SG MY ZA IN
Pty Ltd = Pty. Limited ; Proprietary Limited ; Pte Ltd ; Pte. Limited ; Pvt Ltd ; Private Limited ; Pvt. Limited ; (Pty) Ltd
Ltd = Limited
LLP = L.L.P.

HK
Ltd = Limited

CN HK TW JP KR TH
Co. Ltd = Co., Ltd. ; Company Limited ; Co Limited ; Company Ltd
`
