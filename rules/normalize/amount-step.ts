import type { FieldMapping, FullFieldMapping } from './field-mapping.ts'
import { readCurrency } from './currency.ts'
import { decimalMarkOf, fullMapping, mappedInput, statedInput } from './mapped-input.ts'
import { readMoney, type Money } from './money.ts'
import {
  addRejection,
  type DraftRow,
  type MappingStep,
  type NormalizeContext,
  type SourceFields,
} from './normalize-context.ts'
import { accept, reject, type Outcome } from './outcome.ts'

/** Where the amount of each input name goes; `total` goes to gross or net, as its `vat` says. */
const targets: Readonly<Record<string, string>> = {
  ...{
    net: 'netMinor',
    netMinor: 'netMinor',
    vat: 'vatMinor',
    vatMinor: 'vatMinor',
    gross: 'grossMinor',
    grossMinor: 'grossMinor',
  },
  ...{ fee: 'feeMinor', feeMinor: 'feeMinor', price: 'priceMinor', priceMinor: 'priceMinor' },
  ...{
    discount: 'discountMinor',
    discountMinor: 'discountMinor',
    freight: 'freightMinor',
    freightMinor: 'freightMinor',
  },
  ...{ prepaid: 'prepaidMinor', prepaidMinor: 'prepaidMinor', payable: 'payableMinor', payableMinor: 'payableMinor' },
}

interface StatedCurrency {
  readonly currency: string
  readonly isStated: boolean
}

interface ReadAmount extends Money {
  readonly raw: string
}

interface AmountInput {
  readonly name: string
  readonly target: string | undefined
  readonly mapping: FullFieldMapping
  read(
    fields: SourceFields,
    currency: Outcome<StatedCurrency>,
    scale: number | undefined,
  ): { raw: string; outcome: Outcome<Money> } | null
}

/** The canonical field an input name of an amount fills; undefined when the name is not an amount's, or a total without `vat`. */
export function amountTarget(name: string, mapping: FieldMapping | undefined): string | undefined {
  if (name !== 'total') return targets[name]
  const vat = mapping === undefined ? undefined : fullMapping(mapping).vat
  if (vat === undefined) return undefined

  return vat === 'inclusive' ? 'grossMinor' : 'netMinor'
}

/** Whether an input name is an amount, of whatever target. */
export function isAmountName(name: string): boolean {
  return name === 'total' || name in targets
}

/** Reads all amounts of a record together: they share one currency and scale, and the third of net, VAT and gross follows from two. */
export function amountsStep(mappings: Readonly<Record<string, FieldMapping>>, context: NormalizeContext): MappingStep {
  const inputs = Object.entries(mappings)
    .filter(([name]) => isAmountName(name))
    .map(([name, mapping]) => amountInput(name, fullMapping(mapping), context))
  const readRecordCurrency = recordCurrency(mappings['currency'], context)
  const readScale = scaleInput(mappings['scale'])

  return (fields, draft) => {
    const currency = readRecordCurrency(fields, draft)
    const scale = readScale(fields)
    const amounts = new Map<string, ReadAmount>()

    for (const { name, target, read } of inputs) {
      const found = read(fields, currency, scale)
      if (found === null || target === undefined) {
        if (found !== null) addRejection(draft, name, 'vat-unstated', found.raw)
      } else if (found.outcome.ok) amounts.set(name, { ...found.outcome.value, raw: found.raw })
      else addRejection(draft, name, found.outcome.issue, found.raw)
    }
    dropForeignAmounts(amounts, draft)
    place(amounts, inputs, draft)
  }
}

function amountInput(name: string, mapping: FullFieldMapping, context: NormalizeContext): AmountInput {
  const inputText = mappedInput(mapping)
  const stated = statedInput(mapping)
  const decimalMark = decimalMarkOf(mapping, context)
  const isMinorUnits = mapping.isMinorUnits ?? name.endsWith('Minor')
  const ownCurrency = amountCurrency(mapping)

  return {
    name,
    target: amountTarget(name, mapping),
    mapping,
    read(fields, recordCurrencyOutcome, scale) {
      const raw = inputText(fields)
      const text = raw === null || raw === '' ? null : stated(raw)
      if (raw === null || text === null) return null
      if (!text.ok) return { raw, outcome: text }

      const currency = ownCurrency(fields) ?? recordCurrencyOutcome
      if (!currency.ok) return { raw: currency.raw === '' ? raw : currency.raw, outcome: currency }
      const { isStated } = currency.value
      return {
        raw,
        outcome: readMoney(text.value, {
          currency: currency.value.currency,
          isCurrencyStated: isStated,
          decimalMark,
          isMinorUnits,
          scale,
          scales: context.system.scales,
        }),
      }
    },
  }
}

/** The currency stated for one amount: its column, else its constant; undefined leaves it to the record. An empty column without a constant is a rejection. */
function amountCurrency(mapping: FullFieldMapping): (fields: SourceFields) => Outcome<StatedCurrency> | undefined {
  const { currencyFrom, currency } = mapping
  const constant = currency === undefined ? undefined : stateCurrency(currency)
  if (currencyFrom === undefined) return () => constant
  const stated = statedInput({})

  return (fields) => {
    const text = stated(fields[currencyFrom] ?? '')
    return text?.ok === true ? stateCurrency(text.value) : (constant ?? reject('currency-missing', ''))
  }
}

/** The currency of the whole record: its column, else the system's, else the company's, which a text may overrule. */
function recordCurrency(
  mapping: FieldMapping | undefined,
  { system, company }: NormalizeContext,
): (fields: SourceFields, draft: DraftRow) => Outcome<StatedCurrency> {
  const assumed = accept({ currency: system.currency ?? company.currency, isStated: false })
  if (mapping === undefined) return () => assumed
  const full = fullMapping(mapping)
  const inputText = mappedInput(full)
  const stated = statedInput(full)

  return (fields, draft) => {
    const raw = inputText(fields)
    const text = raw === null || raw === '' ? null : stated(raw)
    if (raw === null || text === null) return reject('currency-missing', '')
    const outcome = text.ok ? stateCurrency(text.value) : text

    if (outcome.ok) draft.record['currency'] = outcome.value.currency
    else addRejection(draft, 'currency', outcome.issue, raw)
    return outcome
  }
}

const statedCurrencies = new Map<string, Outcome<StatedCurrency>>()
const statedCurrenciesMax = 1_000

function stateCurrency(text: string): Outcome<StatedCurrency> {
  const known = statedCurrencies.get(text)
  if (known !== undefined) return known
  const read = readCurrency(text)
  const outcome = read.ok ? accept({ currency: read.value, isStated: true }) : read

  if (statedCurrencies.size < statedCurrenciesMax) statedCurrencies.set(text, outcome)
  return outcome
}

function scaleInput(mapping: FieldMapping | undefined): (fields: SourceFields) => number | undefined {
  if (mapping === undefined) return () => undefined
  const inputText = mappedInput(fullMapping(mapping))

  return (fields) => {
    const text = inputText(fields)?.trim() ?? ''
    return /^\d$/.test(text) ? Number(text) : undefined
  }
}

/** Net, VAT, gross and price must agree on a currency, or none is believed; a fee in another currency than its payment goes alone. */
function dropForeignAmounts(amounts: Map<string, ReadAmount>, draft: DraftRow): void {
  const currencies = new Set<string>()
  for (const [name, { currency }] of amounts) if (!name.startsWith('fee')) currencies.add(currency)
  const [leading] = currencies

  for (const [name, { currency, raw }] of amounts) {
    const isForeign = name.startsWith('fee') ? leading !== undefined && currency !== leading : currencies.size > 1
    if (!isForeign) continue
    amounts.delete(name)
    addRejection(draft, name, 'currency-differs', raw)
  }
}

function place(amounts: ReadonlyMap<string, ReadAmount>, inputs: readonly AmountInput[], draft: DraftRow): void {
  const { record, rejections } = draft
  const [first] = amounts.values()
  if (first === undefined) return

  record['currency'] = first.currency
  record['scale'] = String(first.scale)
  for (const { name, target, mapping } of inputs) {
    const money = amounts.get(name)
    if (money === undefined || target === undefined) continue
    record[target] = money.minor.toString()
    if (target === 'priceMinor' && mapping.vat !== undefined) record['priceVat'] ??= mapping.vat
  }
  const refused = new Set<string | undefined>()
  for (const { field } of rejections) refused.add(inputs.find(({ name }) => name === field)?.target)
  deriveThird(record, refused)
}

/** How each of net, VAT and gross follows from the other two. */
const thirds: readonly (readonly [
  missing: string,
  first: string,
  second: string,
  derive: (first: bigint, second: bigint) => bigint,
])[] = [
  ['grossMinor', 'netMinor', 'vatMinor', (net, vat) => net + vat],
  ['vatMinor', 'grossMinor', 'netMinor', (gross, net) => gross - net],
  ['netMinor', 'grossMinor', 'vatMinor', (gross, vat) => gross - vat],
]

/** The one of net, VAT and gross that the source leaves out. One that was rejected stays unknown: the source did say something. */
function deriveThird(record: Record<string, string | null>, refused: ReadonlySet<string | undefined>): void {
  for (const [missing, first, second, derive] of thirds) {
    const known = [record[first], record[second]] as const
    if (record[missing] !== null || refused.has(missing) || known[0] == null || known[1] == null) continue
    record[missing] = derive(BigInt(known[0]), BigInt(known[1])).toString()
    return
  }
}
