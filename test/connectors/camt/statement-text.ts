/** A bank statement in CAMT.053 for tests: as much of one as a test is about. */
export function statementText(parts: {
  readonly entries: readonly string[]
  readonly opening?: string
  readonly closing?: string
  readonly id?: string
  readonly version?: string
}): string {
  const { entries, opening, closing, id = 'S-1', version = '053.001.08' } = parts
  const balance = (code: string, amount: string | undefined) =>
    amount === undefined
      ? ''
      : `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${
          amount.startsWith('-') ? 'DBIT' : 'CRDT'
        }</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>`

  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>${id}</Id>
<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>${balance('OPBD', opening)}${balance('CLBD', closing)}
${entries.join('\n')}
</Stmt></BkToCstmrStmt></Document>\n`
}

/** One entry; `amount` has its sign. */
export function entryText(
  amount: string,
  inside: { readonly before?: string; readonly details?: string } = {},
): string {
  const { before = '', details = '' } = inside

  return `<Ntry><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${
    amount.startsWith('-') ? 'DBIT' : 'CRDT'
  }</CdtDbtInd>${before}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt>${
    details === '' ? '' : `<NtryDtls>${details}</NtryDtls>`
  }</Ntry>`
}

export const referenceText = (reference: string) => `<AcctSvcrRef>${reference}</AcctSvcrRef>`
