/** Countries that write French, Italian, Spanish, Portuguese and Romanian. The notation is that of `parse-legal-forms.ts`. */
export const romanceForms = `
FR
SARL [V9QP] = S.à r.l. ; société à responsabilité limitée
SAS [6CHY] = société par actions simplifiée ; S.A.S.
SASU = société par actions simplifiée unipersonnelle
EURL = entreprise unipersonnelle à responsabilité limitée
S.A. [QVPB K65D] = société anonyme
SNC [H1U2] = société en nom collectif
SCA [DEG4] = société en commandite par actions
~ SCS [VD7Z] = société en commandite simple
~ SCI [FY0F] = société civile immobilière
SCOP [V1Z5 XPX6 F6SZ] = société coopérative de production
~ SCM [M1BJ] = société civile de moyens
SCEA [M673] = société civile d'exploitation agricole
~ EARL [BAK2] = exploitation agricole à responsabilité limitée
SELARL [J9OZ] = société d'exercice libéral à responsabilité limitée
SELAS [3FCU] = société d'exercice libéral par actions simplifiée
SELAFA = société d'exercice libéral à forme anonyme
GAEC [QCWO] = groupement agricole d'exploitation en commun
~ GIE [R0B6] = groupement d'intérêt économique
~ GIP [Z2FQ] = groupement d'intérêt public
~ SLP [TPNT SOXQ] = société en libre partenariat
SCIC = société coopérative d'intérêt collectif
GEIE [6RUE] = groupement européen d'intérêt économique
EIRL = entrepreneur individuel à responsabilité limitée
SE = Societas Europaea ; société européenne

IT
S.r.l. [OV32] = S.R.L. ; società a responsabilità limitata
S.r.l.s. [8GU1] = S.R.L. semplificata ; società a responsabilità limitata semplificata
S.r.l. unipersonale [B5TO] = S.r.l.u. ; S.r.l. a socio unico ; S.r.l. con socio unico ; S.r.l. con unico socio
S.p.A. [P418] = società per azioni
S.p.A. a socio unico [X32V] = S.p.A. con socio unico ; S.p.A. unipersonale
S.n.c. [T2X1] = società in nome collettivo
S.a.s. [CGSO] = società in accomandita semplice
S.a.p.a. [DLS4] = società in accomandita per azioni
~ S.s. [2XXH] = società semplice
S.c.a r.l. [BL52] = S.c.r.l. ; società consortile a responsabilità limitata ; S.c. a r.l.
Soc. Coop. [QRZJ CTNS NDEW C1IC HN75] = società cooperativa ; soc. coop. a r.l. ; società cooperativa a responsabilità limitata
~ coop. [QRZJ] = S.C. ; gruppo consortile
Soc. Coop. Soc. [PHMS] = cooperativa sociale ; società cooperativa sociale
~ consorzio [KCSG]
GEIE [634M] = gruppo europeo di interesse economico
SE [VUPE] = Societas Europaea ; società europea
SCE [9KGS]

ES
S.L. [DP3Q] = sociedad limitada ; sociedad de responsabilidad limitada ; S.R.L.
S.L.U. [R6UT] = sociedad limitada unipersonal ; S.L. unipersonal ; S.R.L.U.
S.L.L. [1G29] = S.R.L.L. ; sociedad limitada laboral
S.L.P. [JB2M] = S.R.L.P. ; sociedad limitada profesional
S.L.P.U. = S.L. profesional unipersonal
S.L.N.E. [956I] = sociedad limitada nueva empresa
S.A. [5RDO] = sociedad anónima
S.A.U. = sociedad anónima unipersonal
~ S.A.L. [R2L8] = sociedad anónima laboral
~ S.A.P. [AJ9U] = sociedad anónima profesional
~ S.A.D. = sociedad anónima deportiva
~ S.A.T. [4SJR] = sociedad agraria de transformación
S. Coop. [1QU8] = sociedad cooperativa ; S. Coop. And. ; S. Coop. Mad. ; S.C.C.L.
S. Coop. P. [B0V5] = sociedad cooperativa profesional
S. Coop. E. [HRQA] = SCE ; sociedad cooperativa europea
~ S.C. [S6X7] = S.R.C. ; sociedad colectiva ; sociedad civil
~ S.C.P. [1ZHJ] = S.R.C.P. ; sociedad civil privada
~ S. en C. [TDD5] = S. Com. ; sociedad en comandita ; sociedad comanditaria simple
S. en C.P. [VFIU] = S.Com.P.
S. Com. p. A. [GJL1] = sociedad comanditaria por acciones ; S. Com. por A.
S. Com. p. A. P. [GJTL] = S.Com:p.A.P.
~ C.B. = comunidad de bienes
~ A.I.E. [I2WU] = agrupación de interés económico
~ A.E.I.E. [BI3B] = agrupación europea de interés económico
~ U.T.E. = unión temporal de empresas
~ S.G.R. [IAS6] = sociedad de garantía recíproca
~ S.I.I. [7U8O] = sociedad de inversión inmobiliaria
SICAV [8EHB] = sociedad de inversión de capital variable
~ SOCIMI
~ M.P.S. [A97B] = mutualidad de previsión social
~ SCR [AXS5] = sociedad de capital riesgo
~ SCR-Pyme [DDES]
~ FCR [JTV5] = fondo de capital riesgo
~ FCR-Pyme [XYGP]
~ F.I.A.M.M. [FCJF]
~ F.P. [FH4R] = fondo de pensiones
~ F.I. [S0Z5] = fondo de inversión
~ F.I.M. [UJ35]
~ F.I.I. [QMUM]
~ IIC [K0RI]
~ E.R.L. [IT6N]
~ S.E. [9FPZ] = sociedad anónima europea ; Societas Europaea

PT
Lda [USOG] = limitada ; Lda. ; Ltda ; sociedade por quotas
Unipessoal Lda [VF4C] = sociedade unipessoal por quotas ; Soc. Unipessoal Lda
S.A. [DFE5] = sociedade anónima
SGPS = SGPS, S.A. ; sociedade gestora de participações sociais
C.R.L. [1HGD] = cooperativa de responsabilidade limitada
S.N.C. [N66B] = sociedade em nome coletivo
E.I.R.L. [ZILA] = EIRL
~ ACE [YMLD] = agrupamento complementar de empresas
E.P.E. [A8CT] = entidade pública empresarial
~ SAD [W9W3] = sociedade anónima desportiva
~ AEIE [99JD] = agrupamento europeu de interesse económico
SE [MFHR] = Societas Europaea
SCE [V6YL]

RO
S.R.L. [XHN1] = SRL ; societate cu răspundere limitată
S.R.L.-D = SRL-D
S.A. [ANDT] = societate pe acțiuni ; societate pe acţiuni
S.N.C. [F68H] = societate în nume colectiv
S.C.S. [V0FL] = societate în comandită simplă
S.C.A. [SWMK] = societate în comandită pe acțiuni ; societate în comandită pe acţiuni
~ PFA [FJQ8] = P.F.A. ; persoană fizică autorizată ; persoana fizica autorizata
~ PFI [AI01] = persoană fizică independentă
~ Î.I. [DUGD] = I.I. ; întreprindere individuală
~ AF [TH8A] = asociație familială
~ RA [CUGP] = R.A. ; regie autonomă
~ ONG [5NCK] = organizație non-guvernamentală
~ GIE [EFBR] = grup de interes economic
GEIE [4V0A] = grupul european de interes economic
SE [1CDX] = Societas Europaea ; societate europeană
SCE [UWEE] = societate cooperativă europeană

MC
SARL = S.à r.l.
~ SAM = société anonyme monégasque

BR
Ltda = limitada
`
