import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { companyAccount, statementsEnd, type BankEntry } from '../documents/bank-ledger.ts'
import { plainAmount } from './amount-text.ts'

const months = ['2025-12', '2026-01', '2026-02', '2026-03']
const openingMinor = 125_000_000

/** Writes a statement (CAMT.053, version 8) of every account and month; the balances prove that nothing is missing. */
export function writeBank(folder: string, entries: readonly BankEntry[]): void {
  for (const [currency, account] of Object.entries(companyAccount)) {
    let balance = openingMinor

    for (const month of months) {
      const own = entries.filter((entry) => entry.currency === currency && entry.on.startsWith(month))
      const closing = own.reduce((sum, { amountMinor }) => sum + amountMinor, balance)
      const id = `${currency}-${month}`
      const statement = { id, account, currency, month, opening: balance, closing }

      writeFileSync(join(folder, `${id}.xml`), statementText(statement, own))
      balance = closing
    }
  }
}

interface Statement {
  readonly id: string
  readonly account: string
  readonly currency: string
  readonly month: string
  readonly opening: number
  readonly closing: number
}

function statementText(
  { id, account, currency, month, opening, closing }: Statement,
  entries: readonly BankEntry[],
): string {
  const balance = (code: string, minor: number, on: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amountText(minor, currency)}<Dt><Dt>${on}</Dt></Dt></Bal>`
  const lastDay = month === statementsEnd.slice(0, 7) ? statementsEnd : `${month}-28`

  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${lastDay}T20:00:00</CreDtTm></GrpHdr>`,
    `<Stmt><Id>${id}</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    balance('OPBD', opening, `${month}-01`),
    balance('CLBD', closing, lastDay),
    ...entries.map(entryText),
    '</Stmt></BkToCstmrStmt></Document>\n',
  ].join('\n')
}

function entryText({ reference, currency, amountMinor, on, payer, account, text }: BankEntry): string {
  const role = amountMinor > 0 ? 'Dbtr' : 'Cdtr'
  const remittance = text === null ? '' : `<RmtInf><Ustrd>${escaped(text)}</Ustrd></RmtInf>`

  return [
    `<Ntry>${amountText(amountMinor, currency)}<Sts><Cd>BOOK</Cd></Sts>`,
    `<BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>`,
    `<NtryDtls><TxDtls><RltdPties><${role}><Pty><Nm>${escaped(payer)}</Nm></Pty></${role}>`,
    `<${role}Acct><Id><IBAN>${account}</IBAN></Id></${role}Acct></RltdPties>${remittance}</TxDtls></NtryDtls></Ntry>`,
  ].join('')
}

function amountText(minor: number, currency: string): string {
  const direction = minor < 0 ? 'DBIT' : 'CRDT'

  return `<Amt Ccy="${currency}">${plainAmount(Math.abs(minor))}</Amt><CdtDbtInd>${direction}</CdtDbtInd>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
