import { storageOf } from '../../entity/entity.ts'
import { isAmountName } from '../amount-step.ts'
import type { FullFieldMapping } from '../field-mapping.ts'
import { fullMapping, inputColumns } from '../mapped-input.ts'
import { isDateName } from '../mapping-names.ts'
import type { SourceFields } from '../normalize-context.ts'
import { statedText } from '../text.ts'
import { columnFill, type ColumnFill } from './column-fill.ts'
import { currencyMeaning, emptyCurrencyEvidence, observeCurrency } from './currency-meaning.ts'
import { dateMeaning, emptyDateEvidence, observeDateMeaning, type DateEvidence } from './date-meaning.ts'
import { decimalMeaning, emptyDecimalMarkEvidence, observeNumber, type DecimalMarkEvidence } from './decimal-mark.ts'
import { declaredDateOrder, judge, type Declared, type JudgedMeaning } from './declared-meaning.ts'
import { orderSuggestion } from './order-suggestion.ts'
import type { ProfiledFlow } from './profiled-flow.ts'
import { sampleVat } from './sample-vat.ts'
import { minorUnitMeaning, observeUnit, unitMeaning, type UnitEvidence } from './unit-meaning.ts'
import { declaredZone, sampleZone } from './sample-zone.ts'

/** One column of a source: what the plan makes of it, how full it is, what its values mean. */
export interface ColumnProfile extends ColumnFill {
  readonly column: string
  /** Names under which the plan maps it; none where it is not read. */
  readonly fields: readonly string[]
  readonly meanings: readonly JudgedMeaning[]
}

interface MappedName {
  readonly name: string
  readonly mapping: FullFieldMapping
}

/** Profiles every column of a sample: dates, numbers, currencies, VAT, units and zones, each beside what the plan declares. */
export function profileColumns(
  flow: ProfiledFlow,
  columns: readonly string[],
  rows: readonly SourceFields[],
): readonly ColumnProfile[] {
  const numbers = new Map(columns.map((column) => [column, numbersOf(rows, column)] as const))
  const vat = sampleVat(flow, columns, rows, numbers)

  return columns.map((column) => {
    const texts = rows.map((row) => row[column] ?? null)
    const names = namesOf(flow.mappings, column)
    const fill = columnFill(texts)
    const judged = names.flatMap((mapped) => judgedMeanings(flow, column, mapped, texts, numbers.get(column)))
    const evident = names.length === 0 ? evidentMeanings(column, texts, fill.filledCount, numbers.get(column)) : []
    const meanings = [...judged, ...evident, ...(vat.get(column) ?? []), ...unitOf(column, texts, fill.filledCount)]

    return { column, fields: names.map(({ name }) => name), ...fill, meanings: withoutRepeats(meanings) }
  })
}

/** Of the filled values of a column that nobody mapped, so many must be dates or numbers before it is asked about them. */
const evidentShareMin = 0.9

/** What a column shows that the plan does not read: whoever maps it next should know. Numbers alone are no dates. */
function evidentMeanings(
  column: string,
  texts: readonly (string | null)[],
  filledCount: number,
  numbers: DecimalMarkEvidence = emptyDecimalMarkEvidence(),
): readonly JudgedMeaning[] {
  const marked = numbers.point + numbers.comma + numbers.either
  if (marked > 0 && marked + numbers.whole >= evidentShareMin * filledCount)
    return [judge(decimalMeaning(column, numbers), null)]
  const evidence = dateEvidenceOf(texts.map((text) => (text !== null && /^\d+$/.test(text) ? null : text)))
  const noDateCount = evidence.notations.get('no date') ?? 0

  return filledCount > 0 && evidence.valueCount - noDateCount >= evidentShareMin * filledCount
    ? [judge(dateMeaning(column, evidence), null)]
    : []
}

function dateEvidenceOf(texts: readonly (string | null)[]): DateEvidence {
  const evidence = emptyDateEvidence()
  for (const raw of texts) {
    const text = statedText(raw)
    if (text !== null) observeDateMeaning(evidence, text)
  }

  return evidence
}

function namesOf(mappings: ProfiledFlow['mappings'], column: string): readonly MappedName[] {
  return Object.entries(mappings)
    .map(([name, mapping]) => ({ name, mapping: fullMapping(mapping) }))
    .filter(({ mapping }) => inputColumns(mapping).includes(column) || mapping.currencyFrom === column)
}

function numbersOf(rows: readonly SourceFields[], column: string): DecimalMarkEvidence {
  const evidence = emptyDecimalMarkEvidence()
  for (const row of rows) observeNumber(evidence, row[column] ?? '')

  return evidence
}

function judgedMeanings(
  flow: ProfiledFlow,
  column: string,
  mapped: MappedName,
  texts: readonly (string | null)[],
  numbers: DecimalMarkEvidence = emptyDecimalMarkEvidence(),
): readonly JudgedMeaning[] {
  const { name, mapping } = mapped
  if (mapping.currencyFrom === column || name === 'currency') return currencyOf(column, texts, null)
  if (isDateName(flow.kind, name)) return datesOf(flow, column, mapped, texts)
  if (isAmountName(name)) return amountsOf(flow, column, mapped, texts, numbers)

  return storageOf(flow.kind).get(name) === 'decimal' ? [decimalsOf(flow, column, mapping, numbers)] : []
}

function amountsOf(
  flow: ProfiledFlow,
  column: string,
  { name, mapping }: MappedName,
  texts: readonly (string | null)[],
  numbers: DecimalMarkEvidence,
): readonly JudgedMeaning[] {
  const { system, company } = flow.context
  const assumed = mapping.currency ?? system.currency ?? company.currency
  const unit = (mapping.isMinorUnits ?? name.endsWith('Minor')) ? 'minor' : 'major'

  return [
    decimalsOf(flow, column, mapping, numbers),
    ...currencyOf(column, texts, mapping.currencyFrom === undefined ? assumed : null),
    judge(minorUnitMeaning(column, numbers), unit),
  ]
}

function decimalsOf(
  { context }: ProfiledFlow,
  column: string,
  mapping: FullFieldMapping,
  numbers: DecimalMarkEvidence,
): JudgedMeaning {
  const mark = mapping.decimalMark ?? context.system.decimalMark
  const declared = mark === undefined ? null : mark === '.' ? 'point' : 'comma'

  return judge(decimalMeaning(column, numbers), declared)
}

function datesOf(
  flow: ProfiledFlow,
  column: string,
  { name, mapping }: MappedName,
  texts: readonly (string | null)[],
): readonly JudgedMeaning[] {
  const meaning = dateMeaning(column, dateEvidenceOf(texts))
  const isOpenToHints = meaning.verdict === 'undecided' && meaning.suggestion === null
  const stated = isOpenToHints ? texts.filter((text) => text !== null) : []
  const suggestion = meaning.suggestion ?? orderSuggestion(stated, flow.context.asOf)
  const dates = judge({ ...meaning, suggestion }, declaredDateOrder(mapping.format))
  const isMoment = name === 'changedAt' || storageOf(flow.kind).get(name) === 'instant'
  const zone = isMoment ? sampleZone(column, texts, mapping, flow.context) : undefined

  return [dates, ...(zone === undefined ? [] : [judge(zone, declaredZone(mapping, flow.context))])]
}

function currencyOf(column: string, texts: readonly (string | null)[], declared: Declared): readonly JudgedMeaning[] {
  const evidence = emptyCurrencyEvidence()
  for (const raw of texts) {
    const text = statedText(raw)
    if (text !== null) observeCurrency(evidence, text)
  }
  const meaning = currencyMeaning(column, evidence)

  return meaning === undefined ? [] : [judge(meaning, declared)]
}

function unitOf(column: string, texts: readonly (string | null)[], filledCount: number): readonly JudgedMeaning[] {
  const evidence: UnitEvidence = new Map()
  for (const text of texts) if (text !== null) observeUnit(evidence, text)
  const meaning = unitMeaning(column, evidence, filledCount)

  return meaning === undefined ? [] : [judge(meaning, null)]
}

/** A column mapped twice is asked once, unless the plan says two things of it. */
function withoutRepeats(meanings: readonly JudgedMeaning[]): readonly JudgedMeaning[] {
  const seen = new Set<string>()

  return meanings.filter(({ question, declared, verdict }) => {
    const key = [question, declared, verdict].join('|')
    return !seen.has(key) && seen.add(key)
  })
}
