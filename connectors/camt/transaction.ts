import { attributeAt, elementAt, elementsAt, textAt } from '../xml-path.ts'
import type { XmlElement } from '../xml-tree.ts'
import { addDecimals, areEqual, decimalOf, decimalText, negated, type Decimal } from './decimal.ts'
import { accountOf, entryAmount, isReversal, plus, statusOf, type Statement } from './statement.ts'

/** The columns of a bank statement, in the order of the schema fingerprint. */
export const camtColumns = [
  'key',
  'account',
  'statement',
  'amount',
  'currency',
  'status',
  'reversal',
  'bookedOn',
  'valueOn',
  'bankReference',
  'endToEndId',
  'batch',
  'batchCount',
  'batchAmount',
  'charges',
  'counterpartyName',
  'counterpartyAccount',
  'remittance',
  'creditorReference',
  'transactionCode',
  'information',
] as const

export type CamtFields = Readonly<Record<(typeof camtColumns)[number], string | null>>

interface Part {
  /** The transactions it stands for: one, or all of a batch that does not add up. */
  readonly details: readonly XmlElement[]
  readonly amount: Decimal | null
  readonly currency: string | null
}

/**
 * The payments of one entry: a batch booking gives one for each of its transactions, as long as these add up to the amount
 * booked; otherwise the entry stays whole, because what was booked is what counts. `position` is that of the entry.
 */
export function paymentsOf(
  statement: Statement,
  entry: XmlElement,
  position: number,
  reversalsFlipped: boolean,
): readonly CamtFields[] {
  const amount = entryAmount(entry, reversalsFlipped)
  const currency = attributeAt(entry, 'Amt', 'Ccy')
  const details = [...elementsAt(entry, 'NtryDtls/TxDtls'), ...elementsAt(entry, 'TxDtls')]
  const parts = partsOf(details, amount, currency)
  const whole = { statement, entry, position, batchAmount: parts.length > 1 ? amount : null }

  return parts.map((part, at) => fieldsOf(part, parts.length > 1 ? at + 1 : null, whole))
}

function partsOf(details: readonly XmlElement[], amount: Decimal | null, currency: string | null): readonly Part[] {
  const parts = details.map((one) => partOf(one, amount, currency))
  const sum = parts.reduce<Decimal | null>((total, part) => plus(total, part.amount), { units: 0n, scale: 0 })
  const areOfEntry = parts.every((part) => part.currency === currency)

  if (parts.length > 1 && areOfEntry && sum !== null && amount !== null && areEqual(sum, amount)) return parts
  return [{ details, amount, currency }]
}

/** A transaction takes the direction of its entry unless it states one; its amount stands where its version has it. */
function partOf(details: XmlElement, entry: Decimal | null, currency: string | null): Part {
  const path = ['Amt', 'AmtDtls/TxAmt/Amt', 'AmtDtls/InstdAmt/Amt'].find((one) => textAt(details, one) !== null)
  const amount = path === undefined ? null : decimalOf(textAt(details, path))
  const indicator = textAt(details, 'CdtDbtInd')
  const isDebit = indicator === null ? entry !== null && entry.units < 0n : indicator === 'DBIT'

  return {
    details: [details],
    amount: amount === null || !isDebit ? amount : negated(amount),
    currency: path === undefined ? currency : (attributeAt(details, path, 'Ccy') ?? currency),
  }
}

interface Whole {
  readonly statement: Statement
  readonly entry: XmlElement
  readonly position: number
  readonly batchAmount: Decimal | null
}

function fieldsOf(part: Part, partNumber: number | null, whole: Whole): CamtFields {
  const { statement, entry, batchAmount } = whole
  const { amount, currency } = part
  const details = part.details.length === 1 ? (part.details[0] ?? null) : null
  const own = (path: string) => (details === null ? null : textAt(details, path))
  const reference = textAt(entry, 'AcctSvcrRef') ?? own('Refs/AcctSvcrRef')

  return {
    key: keyOf(whole, reference, partNumber),
    account: statement.account,
    statement: statement.id,
    amount: amount === null ? null : decimalText(amount),
    currency,
    status: statusOf(entry),
    reversal: String(isReversal(entry)),
    bookedOn: dayOf(entry, 'BookgDt'),
    valueOn: dayOf(entry, 'ValDt'),
    bankReference: reference,
    endToEndId: meant(own('Refs/EndToEndId')),
    ...batchFields(entry, batchAmount, partNumber, whole),
    charges: chargesOf(details) ?? chargesOf(entry),
    ...counterpartyOf(details, amount, isReversal(entry)),
    ...remittanceOf(part.details),
    transactionCode: codeOf(details) ?? codeOf(entry),
    information: own('AddtlTxInf') ?? textAt(entry, 'AddtlNtryInf'),
  }
}

/** EndToEndId is not unique. The bank's own reference is, in one account; without one only the place in the statement is. */
function keyOf({ statement, position }: Whole, reference: string | null, partNumber: number | null): string {
  const escaped = (text: string | null) => (text ?? '').replaceAll('|', String.raw`\|`)
  const entry = reference === null ? `${escaped(statement.id)}|${position}` : escaped(reference)
  const key = `${escaped(statement.account)}|${entry}`

  return partNumber === null ? key : `${key}|${partNumber}`
}

function batchFields(entry: XmlElement, amount: Decimal | null, partNumber: number | null, whole: Whole) {
  const batch = elementAt(entry, 'NtryDtls/Btch') ?? elementAt(entry, 'Btch')
  const named = batch === null ? null : (textAt(batch, 'PmtInfId') ?? textAt(batch, 'MsgId'))
  const isBatch = batch !== null || partNumber !== null

  return {
    batch: isBatch ? (named ?? keyOf(whole, textAt(entry, 'AcctSvcrRef'), null)) : null,
    batchCount: batch === null ? null : textAt(batch, 'NbOfTxs'),
    batchAmount: amount === null ? null : decimalText(amount),
  }
}

/** The other side: who paid when money came, who was paid when it went; a reversal undoes what went the other way. */
function counterpartyOf(details: XmlElement | null, amount: Decimal | null, isReversed: boolean) {
  if (details === null || amount === null) return { counterpartyName: null, counterpartyAccount: null }
  const isIncoming = amount.units > 0n !== isReversed
  const role = isIncoming ? 'Dbtr' : 'Cdtr'
  const nameAt = (party: string) =>
    textAt(details, `RltdPties/${party}/Nm`) ?? textAt(details, `RltdPties/${party}/Pty/Nm`)

  return {
    counterpartyName: nameAt(role) ?? nameAt(`Ultmt${role}`),
    counterpartyAccount: accountOf(elementAt(details, `RltdPties/${role}Acct`)),
  }
}

/** What the bank took, as a positive amount. */
function chargesOf(element: XmlElement | null): string | null {
  const charges = element === null ? [] : elementsAt(element, 'Chrgs')
  const total = charges.flatMap((one) => textAt(one, 'TtlChrgsAndTaxAmt') ?? [])
  const single = charges.flatMap((one) =>
    [...elementsAt(one, 'Rcrd/Amt'), ...elementsAt(one, 'Amt')].map(({ text }) => text.trim()),
  )
  const amounts = (total.length > 0 ? total : single).map(decimalOf)

  if (amounts.length === 0 || amounts.includes(null)) return null
  return decimalText((amounts as readonly Decimal[]).reduce(addDecimals))
}

const dayOf = (entry: XmlElement, path: string): string | null =>
  textAt(entry, `${path}/Dt`) ?? textAt(entry, `${path}/DtTm`)

/** "NOTPROVIDED" is what the standard has banks write when there is none. */
const meant = (id: string | null): string | null => (id === 'NOTPROVIDED' ? null : id)

function remittanceOf(details: readonly XmlElement[]) {
  const structured = 'RmtInf/Strd/CdtrRefInf'

  return {
    remittance: joined(details, 'RmtInf/Ustrd'),
    creditorReference: joined(details, `${structured}/Ref`) ?? joined(details, `${structured}/CdtrRef`),
  }
}

function joined(details: readonly XmlElement[], path: string): string | null {
  const texts = details.flatMap((one) => elementsAt(one, path)).map(({ text }) => text.trim())

  return texts.filter((text) => text !== '').join(' ') || null
}

function codeOf(element: XmlElement | null): string | null {
  const code = element === null ? null : elementAt(element, 'BkTxCd')

  if (code === null) return null
  const domain = ['Domn/Cd', 'Domn/Fmly/Cd', 'Domn/Fmly/SubFmlyCd'].flatMap((path) => textAt(code, path) ?? [])

  return domain.length > 0 ? domain.join('/') : textAt(code, 'Prtry/Cd')
}
