import { vatRatesOn } from '../../documents/vat-rates.ts'
import { amountTarget, isAmountName } from '../amount-step.ts'
import { compileMapping } from '../compile-mapping.ts'
import type { FullFieldMapping } from '../field-mapping.ts'
import { fullMapping, inputColumns } from '../mapped-input.ts'
import type { SourceFields } from '../normalize-context.ts'
import type { DecimalMarkEvidence } from './decimal-mark.ts'
import { judge, type Declared, type JudgedMeaning } from './declared-meaning.ts'
import type { ProfiledFlow } from './profiled-flow.ts'
import { sampleAmount } from './sample-amount.ts'
import { emptyVatEvidence, observeVat, vatMeaning, type VatEvidence } from './vat-meaning.ts'

const datesOfTax = ['taxPointOn', 'issuedOn', 'orderedOn'] as const

/** VAT of every column of amounts, by what stands beside it in the row; unmapped columns of numbers are neighbours too. */
export function sampleVat(
  flow: ProfiledFlow,
  columns: readonly string[],
  rows: readonly SourceFields[],
  numbers: ReadonlyMap<string, DecimalMarkEvidence>,
): ReadonlyMap<string, readonly JudgedMeaning[]> {
  const declared = declaredVat(flow.mappings)
  if (declared.size === 0) return new Map()
  const evidence = countVat(flow, columns, rows, numbers)

  return new Map(
    [...declared].flatMap(([column, word]) => {
      const counts = evidence.get(column)
      const meaning = counts === undefined ? undefined : vatMeaning(column, counts)

      return meaning === undefined ? [] : [[column, [judge(meaning, word)]] as const]
    }),
  )
}

function countVat(
  { kind, mappings, context, lineSums }: ProfiledFlow,
  columns: readonly string[],
  rows: readonly SourceFields[],
  numbers: ReadonlyMap<string, DecimalMarkEvidence>,
): ReadonlyMap<string, VatEvidence> {
  const vatColumn = inputColumns(fullMapping(mappings['vat'] ?? { constant: '0' }))[0]
  const isOther = new Set([vatColumn, ...otherColumns(mappings)])
  const isAmount = new Set(declaredVat(mappings).keys())
  const amountColumns = columns.filter(
    (column) => !isOther.has(column) && (isAmount.has(column) || hasDecimals(numbers.get(column))),
  )
  const evidence = new Map(amountColumns.map((column) => [column, emptyVatEvidence()]))
  const normalize = compileMapping(kind, mappings, context)
  const amountOf = (row: SourceFields, column: string) => sampleAmount(row[column] ?? '', numbers.get(column))

  for (const row of rows) {
    const { record } = normalize({ changedAt: null, fields: row })
    const day = datesOfTax.map((field) => record[field]).find((date) => date != null) ?? context.asOf.slice(0, 10)
    const amounts = amountColumns.flatMap((column) => {
      const minor = amountOf(row, column)
      return minor === undefined ? [] : [[column, minor] as const]
    })
    const vat = vatColumn === undefined ? null : (amountOf(row, vatColumn) ?? null)

    const stated = record['vatRate']
    const known = vatRatesOn(context.company.country, day)

    observeVat(evidence, {
      amounts,
      vat,
      lineSums: lineSums?.get(row) ?? [],
      rates: stated == null ? known : [stated, ...known],
    })
  }
  return evidence
}

/** Rates, quantities and whatever else is mapped to a field that is no amount. */
function otherColumns(mappings: ProfiledFlow['mappings']): readonly string[] {
  return Object.entries(mappings).flatMap(([name, mapping]) =>
    isAmountName(name) ? [] : inputColumns(fullMapping(mapping)),
  )
}

function hasDecimals(numbers: DecimalMarkEvidence | undefined): boolean {
  return numbers !== undefined && numbers.point + numbers.comma > 0
}

/** Columns of totals and prices with what the plan says of VAT in them. */
function declaredVat(mappings: ProfiledFlow['mappings']): ReadonlyMap<string, Declared> {
  return new Map(
    Object.entries(mappings).flatMap(([name, mapping]) => {
      const [column] = inputColumns(fullMapping(mapping))
      const word = vatWord(amountTarget(name, mapping), fullMapping(mapping))

      return column === undefined || word === undefined ? [] : [[column, word] as const]
    }),
  )
}

/** null: VAT matters there, and the plan says nothing; undefined: it does not matter. */
function vatWord(target: string | undefined, { vat }: FullFieldMapping): Declared | undefined {
  if (target === 'grossMinor') return 'inclusive'
  if (target === 'netMinor') return 'exclusive'

  return target === 'priceMinor' ? (vat ?? null) : undefined
}
