import { counted, readableCount } from '../../../reports/readable-number.ts'
import type { Agreement } from '../../../rules/normalize/meaning/agreement.ts'
import type { MeaningQuestion } from '../../../rules/normalize/meaning/column-meaning.ts'
import type { JudgedMeaning } from '../../../rules/normalize/meaning/declared-meaning.ts'
import type { ColumnProfile } from '../../../rules/normalize/meaning/profile-columns.ts'
import type { FlowProfile } from './profile-system.ts'
import { shownValue } from '../shown-value.ts'
import { textTable } from '../text-table.ts'

const questions: Readonly<Record<MeaningQuestion, string>> = {
  'date-order': 'date order',
  'decimal-mark': 'decimal mark',
  currency: 'currency',
  vat: 'VAT',
  unit: 'unit',
  'time-zone': 'time zone',
}

/** What to change in the plan, or ask the system for, when its values contradict it. */
const nextSteps: Readonly<Record<MeaningQuestion, string>> = {
  'date-order': 'Set `format` to what the system writes, or leave it out and let the values decide.',
  'decimal-mark':
    'Set `decimalMark` of the field to what the system writes, or leave it out and let the values decide.',
  currency: 'Set `currency` or `currencyFrom` of the field.',
  vat: 'Map the column to the other of net and gross, or correct `vat`.',
  unit: 'Correct `isMinorUnits`.',
  'time-zone': 'Ask the owner of the system which clock writes these times, and set `timeZone`.',
}

/** A profile for people: a table for each flow, then what contradicts the plan, what would decide the rest, and what other systems say. */
export function profileText(profiles: readonly FlowProfile[]): string {
  return profiles.map(flowText).join('\n')
}

function flowText(profile: FlowProfile): string {
  const { flow, owner, state, message, rowCount, isSample, columns } = profile
  if (message !== null) return `${flow}  owner ${owner}\n${state}  ${message}\n`
  const read = isSample ? `the first ${counted(rowCount, 'row')}` : counted(rowCount, 'row')
  const mapped = columns.filter(({ fields }) => fields.length > 0)
  const others = columns.filter(({ fields }) => fields.length === 0)
  const table = textTable(
    ['column', 'field', 'filled', 'distinct', 'shape', 'asked', 'the plan says', 'the values say', 'verdict'],
    [...mapped, ...others].flatMap((column) => columnRows(column, rowCount)),
  )

  return [
    `${flow}  ${read}, owner ${owner}\n\n`,
    table,
    ...section('The values contradict the plan:', findings(columns, 'contradicts', contradictionText)),
    ...section('Undecided:', findings(mapped, 'undecided', undecidedText)),
    ...section('Worth a look:', findings(mapped, 'declared', doubtText)),
    ...section('Other systems on the same documents:', profile.agreements.map(agreementText)),
  ].join('')
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`\n${title}\n`, ...lines.map((line) => `  ${line}\n`)]
}

/** A column's row, and one more for each further question asked of it. */
function columnRows(column: ColumnProfile, rowCount: number): readonly (readonly string[])[] {
  const { fields, filledCount, distinctCount, isDistinctCut, pattern, patternPercent } = column
  const [first, ...more] = column.meanings.filter(isTold)
  const shape = pattern === null ? '' : patternPercent === 100 ? pattern : `${pattern} ${patternPercent} %`

  return [
    [
      shownValue(column.column),
      fields.join(', ') || 'not mapped',
      rowCount === 0 ? '' : `${Math.floor((100 * filledCount) / rowCount)} %`,
      `${isDistinctCut ? 'over ' : ''}${readableCount(distinctCount)}`,
      shape,
      ...meaningCells(first),
    ],
    ...more.map((meaning) => ['', '', '', '', '', ...meaningCells(meaning)]),
  ]
}

/** That an amount is in whole units, or a number without marks, is what everybody expects. */
function isTold({ question, declared, verdict, judgement }: JudgedMeaning): boolean {
  if (verdict === 'not needed') return false

  return question !== 'unit' || declared !== 'major' || judgement === 'contradicts'
}

function meaningCells(meaning: JudgedMeaning | undefined): readonly string[] {
  if (meaning === undefined) return []
  const { question, declared, verdict, judgement } = meaning
  const answer = judgement === 'decided' ? `decided: ${verdict}` : judgement === 'declared' ? 'as declared' : judgement

  return [questions[question], declared ?? 'nothing', evidenceText(meaning.evidence), answer]
}

function evidenceText(evidence: JudgedMeaning['evidence']): string {
  return Object.entries(evidence)
    .map(([name, count]) => `${name} ${readableCount(count)}`)
    .join(', ')
}

function findings(
  columns: readonly ColumnProfile[],
  judgement: JudgedMeaning['judgement'],
  text: (column: ColumnProfile, meaning: JudgedMeaning) => string,
): readonly string[] {
  return columns.flatMap((column) =>
    column.meanings
      .filter((meaning) => meaning.judgement === judgement)
      .map((meaning) => text(column, meaning))
      .filter((line) => line !== ''),
  )
}

function nameOf({ column, fields }: ColumnProfile): string {
  return fields.length === 0 ? shownValue(column) : `${shownValue(column)} (${fields.join(', ')})`
}

function contradictionText(column: ColumnProfile, { question, declared, evidence, suggestion }: JudgedMeaning): string {
  const likely = suggestion === null ? '' : ` ${sentence(suggestion)}`

  return `${nameOf(column)}: the plan says ${declared}, the values say ${evidenceText(evidence)}.${likely} ${nextSteps[question]}`
}

function undecidedText(column: ColumnProfile, { question, verdict, wouldDecide, suggestion }: JudgedMeaning): string {
  const likely = suggestion === null ? '' : ` ${sentence(suggestion)}`

  const meanwhile = isRefused(question) ? '; values that could be either are rejected' : ''

  return `${nameOf(column)}: ${questions[question]} ${verdict}${meanwhile}. What decides: ${wouldDecide ?? 'nothing'}.${likely}`
}

/** What the plan declares and the values leave open, where they suggest something all the same. */
function doubtText(column: ColumnProfile, { question, suggestion }: JudgedMeaning): string {
  return suggestion === null ? '' : `${nameOf(column)}: ${questions[question]} as declared, but ${suggestion}.`
}

function isRefused(question: MeaningQuestion): boolean {
  return question === 'date-order' || question === 'decimal-mark'
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function agreementText({ field, system, question, verdict, evidence }: Agreement): string {
  const counts = `(${evidenceText(evidence)})`
  if (verdict === 'undecided') return `${field}: ${system} decides nothing ${counts}`
  if (question === 'date-order') return `${field}: the dates are those of ${system} when read ${verdict} ${counts}`
  const what = question === 'time-zone' ? 'moments' : 'amounts'

  return `${field}: the ${what} are ${relations[verdict] ?? `${verdict} than those`} of ${system} ${counts}`
}

const relations: Readonly<Record<string, string>> = {
  'the same': 'those',
  'with VAT': 'those plus VAT',
  'without VAT': 'those less VAT',
  'a hundred times': 'a hundred times those',
  'a hundredth': 'a hundredth of those',
}
