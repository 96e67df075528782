import { customerColumns } from '../customer-columns.ts'
import { customerModel } from '../customer-model.ts'
import type { MatchColumns } from '../match-column.ts'
import type { MatchModelSource } from '../match-model.ts'
import { readingOf } from './column-reading.ts'
import type { ColumnUse } from './column-use.ts'
import { hasRole, type HeldFields } from './held-fields.ts'
import { withoutColumns } from './without-columns.ts'

export type ModelParts = Pick<MatchModelSource, 'columns' | 'blockingRules' | 'comparisons'>
type Relations = NonNullable<MatchModelSource['relations']>

/** Fields by which two members of a household are seen to be two of one house. */
const householdFields = ['street', 'phone', 'postalCode', 'city', 'email']

/** Keys that an unknown list of persons or companies may be blocked by, besides those of the customer model. */
const customerKeys: MatchModelSource['columns'] = [{ name: 'mailboxStart', from: ['mailbox'], steps: [{ first: 5 }] }]

const customerRules: MatchModelSource['blockingRules'] = [
  { name: 'mailbox', keys: ['mailbox'] },
  { name: 'start of the mailbox', keys: ['mailboxStart'] },
  { name: 'a name in any place', eachOf: 'nameTokens' },
  { name: 'birth year and a name in any place', keys: ['birthYear'], eachOf: 'nameTokens' },
  { name: 'birthday and a name in any place', keys: ['birthMonthDay'], eachOf: 'nameTokens' },
  { name: 'town and a name in any place', keys: ['city'], eachOf: 'nameTokens' },
  { name: 'starts of both names', keys: ['given2', 'family2'] },
  { name: 'birth month and town', keys: ['birthYearMonth', 'city'] },
  { name: 'birthday and town', keys: ['birthMonthDay', 'city'] },
  { name: 'birthday and start of the family name', keys: ['birthMonthDay', 'family2'] },
]

/** What of the customer model says something about these columns, reading them as people typed them. */
export function customerParts(held: HeldFields, fields: MatchColumns): ModelParts {
  const parts: ModelParts = {
    columns: [...customerColumns, ...customerKeys].map((column) => ({
      ...column,
      steps: [...readingOf(column.name, held, fields), ...(column.steps ?? [])],
    })),
    blockingRules: [...customerModel.blockingRules, ...customerRules],
    comparisons: customerModel.comparisons,
  }
  const known = withoutColumns(parts, new Set(held.keys()))

  return { ...known, columns: fromRawColumns(known.columns, held) }
}

/** The relations of customers that these columns can show. */
export function customerRelations(
  uses: readonly ColumnUse[],
  held: HeldFields,
  { comparisons }: ModelParts,
): Relations {
  const names = new Set(comparisons.map(({ name }) => name))
  const [household, branch] = customerModel.relations as [Relations[number], Relations[number]]
  const hasHousehold = held.has('givenName') && householdFields.some((field) => held.has(field))
  const hasBranch = names.has('address') && hasRole(uses, 'companyName')
  const shown = [...(hasHousehold ? [household] : []), ...(hasBranch ? [branch] : [])]

  return shown.map((relation) => ({
    ...relation,
    comparisons: (relation.comparisons ?? [])
      .filter(({ name }) => names.has(name))
      .map((one) => ({ ...one, levels: knownLevels(one, comparisons) })),
  }))
}

/** Levels that fell away leave their share to the last one, which now stands for them. */
function knownLevels(
  one: { name: string; levels: Readonly<Record<string, number>> },
  comparisons: ModelParts['comparisons'],
) {
  const levels = comparisons.find(({ name }) => name === one.name)?.levels ?? []
  const known = levels.filter(({ name }) => one.levels[name] !== undefined).map(({ name }) => name)
  const last = levels.at(-1)?.name as string
  const lost = 1 - known.reduce((sum, name) => sum + (one.levels[name] as number), 0)

  return Object.fromEntries(
    [...new Set([...known, last])].map((name) => [
      name,
      Math.max(1e-5, (one.levels[name] ?? 0) + (name === last ? lost : 0)),
    ]),
  )
}

/** Fields of a customer become the raw columns that hold them; a name declared before is a column, not a field. */
function fromRawColumns(columns: ModelParts['columns'], held: HeldFields): ModelParts['columns'] {
  const declared = new Set<string>()

  return columns.map((column) => {
    const from = column.from.flatMap((source) => (declared.has(source) ? [source] : (held.get(source) ?? [source])))

    declared.add(column.name)

    return { ...column, from, needs: from.length > column.from.length ? ('any' as const) : column.needs }
  })
}
