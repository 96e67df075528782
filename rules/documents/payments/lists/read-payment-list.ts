import { readDecimal, type DecimalMark } from '../../../normalize/decimal-number.ts'
import { dateReader, decimalMarkOf, type PaymentColumns } from './payment-columns.ts'
import type { PaymentLine } from './payment-line.ts'

/** A list before its amounts are brought to the minor unit both lists share. */
export interface ReadList {
  readonly rows: readonly {
    readonly id: string
    readonly amount: string
    readonly day: number | null
    readonly currency: string | null
    readonly text: string
  }[]
  /** Rows without an amount that can be read: they cannot be matched. */
  readonly unreadableCount: number
  /** Rows whose date cannot be read, or could mean two days; they are matched without it. */
  readonly undatedCount: number
}

/** Reads the rows of a list by what its columns were taken for; `today` bounds years of two digits. */
export function readPaymentList(ids: readonly string[], columns: PaymentColumns, today: string): ReadList {
  const { amount, date, currency, texts } = columns
  const mark = amount === undefined ? undefined : decimalMarkOf(amount)
  const dayOf = date === undefined ? () => null : dateReader(date, today)
  const rows = ids.flatMap((id, row) => {
    const decimal = amountOf(amount?.values[row] ?? '', mark)
    const dateText = date?.values[row]

    return decimal === undefined
      ? []
      : [
          {
            id,
            amount: decimal,
            day: dateText == null ? null : dayOf(dateText),
            currency: currency?.values[row]?.trim() || null,
            text: texts.map(({ values }) => values[row] ?? '').join(' '),
          },
        ]
  })

  return {
    rows,
    unreadableCount: ids.length - rows.length,
    undatedCount: date === undefined ? 0 : rows.filter(({ day }) => day === null).length,
  }
}

function amountOf(value: string, mark: DecimalMark | undefined): string | undefined {
  const read = readDecimal(value, mark)

  return read.ok ? read.value : undefined
}

/** The lines of both lists, in one minor unit: as many decimals as the amount with the most. */
export function paymentLines([lefts, rights]: readonly [ReadList, ReadList]): {
  readonly lefts: readonly PaymentLine[]
  readonly rights: readonly PaymentLine[]
  readonly scale: number
} {
  const scale = [...lefts.rows, ...rights.rows].reduce((most, { amount }) => Math.max(most, decimalsOf(amount)), 0)
  const linesOf = ({ rows }: ReadList) =>
    rows.map(({ amount, ...row }) => ({ ...row, amountMinor: minorUnits(amount, scale) }))

  return { lefts: linesOf(lefts), rights: linesOf(rights), scale }
}

const decimalsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0

function minorUnits(amount: string, scale: number): bigint {
  return BigInt(amount.replace('.', '')) * 10n ** BigInt(scale - decimalsOf(amount))
}
