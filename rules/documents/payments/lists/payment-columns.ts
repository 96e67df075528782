import { readDateText, lastYearOf } from '../../../normalize/date-text.ts'
import { decideDateOrders, emptyDateOrderEvidence, observeDate } from '../../../normalize/date-order.ts'
import { readDecimal, type DecimalMark } from '../../../normalize/decimal-number.ts'
import { fold } from '../../../normalize/fold.ts'

/** A column of a list, as read. */
export interface ListColumn {
  readonly name: string
  readonly values: readonly (string | null)[]
}

/** What the columns of a list were taken for. */
export interface PaymentColumns {
  readonly amount: ListColumn | undefined
  readonly date: ListColumn | undefined
  readonly currency: ListColumn | undefined
  /** One that tells what the payment is for, or several whose headers say so. */
  readonly texts: readonly ListColumn[]
}

/** Values looked at to see what a column holds; the rest of the column is read as these are. */
const SAMPLE = 2_000
const READABLE_MIN = 0.9

const amountWords = /amount|betrag|umsatz|castka|suma|sum\b|value|montant|importe|kwota|total|gross|paid|open/u
const dateWords = /date|datum|day|posted|booked|booking|valuta|fecha|kdy|on$/u
const textWords =
  /memo|text|descr|reference|referen|purpose|zweck|remittance|message|zprava|popis|detail|narrative|payee|payer|name|symbol/u

/** Tells the columns by what they hold, and by their headers where several hold the same sort of thing. */
export function paymentColumns(columns: readonly ListColumn[]): PaymentColumns {
  const dates = columns.filter((column) => isMostly(column, isDate))
  const amounts = columns.filter((column) => !dates.includes(column) && isMostly(column, isNumber))
  const currencies = columns.filter(
    (column) => isMostly(column, (value) => /^[A-Z]{3}$/.test(value)) && distinctCount(column) <= 50,
  )
  const others = columns.filter(
    (column) => ![...dates, ...amounts, ...currencies].includes(column) && distinctCount(column) > 1,
  )
  const named = others.filter(({ name }) => textWords.test(headerWord(name)))

  return {
    amount: preferred(amounts, amountWords, decimalShare),
    date: preferred(dates, dateWords, distinctCount),
    currency: currencies[0],
    texts:
      named.length > 0 ? named : others.toSorted((one, other) => distinctCount(other) - distinctCount(one)).slice(0, 1),
  }
}

/** How the numbers of a column are to be read: the mark under which all of the sample can be, or none where it is not certain. */
export function decimalMarkOf({ values }: ListColumn): DecimalMark | undefined {
  const sample = filledSample(values)
  const isReadable = (mark: DecimalMark) => sample.every((value) => readDecimal(value, mark).ok)
  const [point, comma] = [isReadable('.'), isReadable(',')]

  if (point === comma) return point ? '.' : undefined
  return point ? '.' : ','
}

/** How the dates of a column are to be read, and whether short dates leave the order of day and month open. */
export function dateReader({ values }: ListColumn, today: string): (value: string) => number | null {
  const evidence = emptyDateOrderEvidence()

  for (const value of values) observeDate(evidence, value)
  const reading = { ...decideDateOrders(evidence), lastYear: lastYearOf(today, false) }

  return (value) => {
    const read = readDateText(value, reading)

    return read.ok ? Date.UTC(read.value.year, read.value.month - 1, read.value.day) / 86_400_000 : null
  }
}

function preferred(
  columns: readonly ListColumn[],
  words: RegExp,
  worth: (column: ListColumn) => number,
): ListColumn | undefined {
  const rank = (column: ListColumn) => (words.test(headerWord(column.name)) ? 1 : 0)

  return columns.toSorted((one, other) => rank(other) - rank(one) || worth(other) - worth(one))[0]
}

const headerWord = (name: string): string => fold(name).toLowerCase()

function isMostly({ values }: ListColumn, test: (value: string) => boolean): boolean {
  const sample = filledSample(values)

  return sample.length > 0 && sample.filter(test).length >= READABLE_MIN * sample.length
}

function filledSample(values: readonly (string | null)[]): readonly string[] {
  return values.filter((value): value is string => value !== null && value.trim() !== '').slice(0, SAMPLE)
}

function isDate(value: string): boolean {
  // Either order will do here: which one it is, all values of the column decide together.
  return (
    /\D/.test(value.trim()) &&
    (['day-first', 'month-first'] as const).some((order) => readDateText(value, { order, lastYear: 2100 }).ok)
  )
}

const isNumber = (value: string): boolean => readDecimal(value, '.').ok || readDecimal(value, ',').ok

const distinctCount = ({ values }: ListColumn): number => new Set(values).size

/** Amounts have decimals where row numbers and account numbers have none. */
function decimalShare({ values }: ListColumn): number {
  const sample = filledSample(values)

  return sample.filter((value) => /[.,]\d{1,3}$/.test(value)).length / Math.max(1, sample.length)
}
