import { customerColumns } from '../customer-columns.ts'
import { customerModel } from '../customer-model.ts'
import type { ColumnStep } from '../column-step.ts'
import type { MatchColumns } from '../match-column.ts'
import { matchModelSchema, type MatchModel, type MatchModelSource } from '../match-model.ts'
import { profileColumn, type ColumnProfile } from './column-profile.ts'
import { columnRole, type ColumnRole } from './column-role.ts'
import {
  comparedCategory, comparedDate, comparedIdentifier, comparedList, comparedName, comparedNumber, comparedText, comparedYear, comparedWords,
  type ComparedColumn,
} from './generic-comparison.ts' // prettier-ignore
import { readingOf } from './column-reading.ts'
import type { ColumnUse } from './column-use.ts'
import { nameRoles } from './name-roles.ts'
import { withoutColumns } from './without-columns.ts'

/** A model for a table nobody described, before training: its blocking rules are candidates to choose from. */
export interface SuggestedModel {
  readonly model: MatchModel
  readonly uses: readonly ColumnUse[]
}

/** A column filled in fewer records than this is not compared: it decides nothing and costs time. */
const FILLED_MIN = 0.3
const GENERIC_COLUMNS_MAX = 8
/** In a short list a value of a few dozen records selects nothing any more. */
const BLOCK_SIZE_MIN = 50
const BLOCK_SIZE_MAX = 200

type Parts = Pick<MatchModelSource, 'columns' | 'blockingRules' | 'comparisons'>

/** Profiles the columns of a table, gives each its role, and puts together how such columns are blocked and compared. Looks at nothing but the table. */
export function suggestModel(fields: MatchColumns, recordCount: number): SuggestedModel {
  const profiles = [...fields].map(([name, column]) => profileColumn(name, column, recordCount))
  const uses = nameRoles(
    profiles.map((profile) => ({ profile, role: columnRole(profile, recordCount) })),
    fields,
  )
  const customer = customerParts(uses, fields)
  const generic = genericColumns(uses, customer.fields, fields)
  const comparisons = [...customer.parts.comparisons, ...generic.map(({ comparison }) => comparison)]
  const model = matchModelSchema.parse({
    ...customerModel,
    kind: 'record',
    columns: [...generic.flatMap(({ columns }) => columns), ...customer.parts.columns],
    blockingRules: candidateRules(customer.parts, generic),
    comparisons,
    relations: [...customer.relations, ...neighbours(uses, comparisons)],
    exclusive: [],
    matesPerRecord: 0.5,
    blockSizeMax: Math.round(Math.min(BLOCK_SIZE_MAX, Math.max(BLOCK_SIZE_MIN, recordCount / 12))),
    linkAbove: 0.5,
    reviewAbove: 0.1,
  })

  return { model, uses }
}

/** Two companies of one house share address and telephone, two works of one author the author, but not the name. */
function neighbours(
  uses: readonly ColumnUse[],
  comparisons: Parts['comparisons'],
): NonNullable<MatchModelSource['relations']> {
  const names = new Set(comparisons.map(({ name }) => name))
  const named = uses.find(
    ({ profile, role }) => (role === 'companyName' || role === 'title') && names.has(profile.name),
  )

  if (named === undefined || comparisons.length < 2) return []

  return [
    {
      name: `two that share all but ${named.profile.name}`,
      matesPerRecord: 0.05,
      comparisons: [{ name: named.profile.name, levels: { 'many words': 0.01, 'some words': 0.04, otherwise: 0.95 } }],
    },
  ]
}

/** Customer fields a table may have, and the raw columns that hold them. */
function customerParts(uses: readonly ColumnUse[], fields: MatchColumns) {
  const held = new Map<string, string[]>()
  const isPerson = uses.some(({ role }) => role === 'givenName' || role === 'familyName')
  const wholeName = isPerson ? undefined : mostFilledFirst(uses).find(({ role }) => role === 'personName')
  const roles: Partial<Record<ColumnRole, string>> = {
    givenName: 'givenName',
    familyName: 'familyName',
    ...(isPerson ? { companyName: 'companyName' } : {}),
    street: 'street',
    house: 'street',
    city: 'city',
    postalCode: 'postalCode',
    country: 'country',
    email: 'email',
    phone: 'phone',
    vatId: 'vatId',
    companyId: 'companyId',
    birthDate: 'birthDate',
    birthYear: 'birthDate',
    birthMonth: 'birthDate',
    birthDay: 'birthDate',
  }
  const single = new Set(['email', 'phone', 'city', 'postalCode', 'country', 'vatId', 'companyId', 'companyName'])

  for (const { profile, role } of mostFilledFirst(uses)) {
    const field = roles[role]
    const known = field === undefined ? undefined : (held.get(field) ?? [])

    if (field === undefined || known === undefined) continue
    if (single.has(field) && known.length > 0) continue
    if (role === 'birthDate' && known.length > 0) continue
    held.set(field, [...known, profile.name])
  }
  if (wholeName !== undefined) {
    held.set('givenName', [wholeName.profile.name])
    held.set('familyName', [wholeName.profile.name])
  }
  for (const [field, names] of held)
    held.set(
      field,
      uses.map(({ profile }) => profile.name).filter((name) => names.includes(name)),
    )
  const parts = withoutColumns(
    {
      columns: [...customerColumns, ...customerKeys].map((column) => ({
        ...column,
        steps: [...readingOf(column.name, held, fields), ...(column.steps ?? [])],
      })),
      blockingRules: [...customerModel.blockingRules, ...customerRules],
      comparisons: customerModel.comparisons,
    } as Parts,
    new Set(held.keys()),
  )
  const names = new Set(parts.comparisons.map(({ name }) => name))
  const hasHousehold =
    held.has('givenName') && ['street', 'phone', 'postalCode', 'city', 'email'].some((field) => held.has(field))
  const hasBranch = names.has('address') && uses.some(({ role }) => role === 'companyName')

  return {
    parts: { ...parts, columns: fromRawColumns(parts.columns, held) },
    fields: new Set([...held.values()].flat()),
    relations: customerModel.relations
      .filter((_, index) => (index === 0 ? hasHousehold : hasBranch))
      .map((relation) => ({
        ...relation,
        comparisons: relation.comparisons
          .filter(({ name }) => names.has(name))
          .map((one) => ({ ...one, levels: knownLevels(one, parts) })),
      })),
  }
}

/** Levels that fell away leave their share to the last one, which now stands for them. */
function knownLevels(one: { name: string; levels: Readonly<Record<string, number>> }, parts: Parts) {
  const levels = parts.comparisons.find(({ name }) => name === one.name)?.levels ?? []
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
function fromRawColumns(columns: Parts['columns'], held: ReadonlyMap<string, readonly string[]>): Parts['columns'] {
  const declared = new Set<string>()

  return columns.map((column) => {
    const from = column.from.flatMap((source) => (declared.has(source) ? [source] : (held.get(source) ?? [source])))

    declared.add(column.name)

    return { ...column, from, needs: from.length > column.from.length ? ('any' as const) : column.needs }
  })
}

function mostFilledFirst(uses: readonly ColumnUse[]): readonly ColumnUse[] {
  return [...uses].sort((one, other) => other.profile.filled - one.profile.filled)
}

function genericColumns(
  uses: readonly ColumnUse[],
  taken: ReadonlySet<string>,
  fields: MatchColumns,
): readonly ComparedColumn[] {
  return mostFilledFirst(uses)
    .filter(({ profile, role }) => role !== 'unused' && !taken.has(profile.name) && profile.filled >= FILLED_MIN)
    .slice(0, GENERIC_COLUMNS_MAX)
    .map(({ profile, role }) => genericColumn(profile, role, fields))
}

function genericColumn({ name, meanWords }: ColumnProfile, role: ColumnRole, fields: MatchColumns): ComparedColumn {
  switch (role) {
    case 'companyName':
      return comparedWords(name, ['companyCore'])
    case 'personName':
    case 'title':
    case 'street':
      return comparedWords(name)
    case 'words':
      return meanWords >= 1.8 ? comparedList(name) : comparedName(name)
    case 'text':
      return comparedText(name)
    case 'date':
    case 'birthDate':
      return comparedDate(name, dateStep(name, fields))
    case 'year':
    case 'birthYear':
      return comparedYear(name)
    case 'number':
    case 'birthMonth':
    case 'birthDay':
      return comparedNumber(name)
    case 'phone':
      return comparedIdentifier(name, ['digits', { last: 8 }, 'noPlaceholder'])
    case 'category':
    case 'country':
      return comparedCategory(name)
    case 'city':
    case 'givenName':
    case 'familyName':
      return comparedName(name)
    default:
      return comparedIdentifier(name)
  }
}

function dateStep(name: string, fields: MatchColumns): ColumnStep {
  return readingOf('birthDate', new Map([['birthDate', [name]]]), fields)[0] as ColumnStep
}

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

/** Every key that selects few records alone, and every pair of those that select too many alone. */
function candidateRules(customer: Parts, generic: readonly ComparedColumn[]): MatchModelSource['blockingRules'] {
  const known = new Set(customer.columns.map(({ name }) => name))
  const weak = [
    ...['familySound', 'givenSound', 'birthDate', 'postal', 'city', 'house'].filter((name) => known.has(name)),
    ...generic.flatMap(({ weakKeys }) => weakKeys),
  ]
  const strong = [
    ...['family', 'given', 'birthDate', 'postal', 'street'].filter((name) => known.has(name)),
    ...generic.flatMap(({ strongKeys, weakKeys }) => [...strongKeys, ...weakKeys]),
  ]

  return [
    ...customer.blockingRules,
    ...strong.map((key) => ({ name: key, keys: [key] })),
    ...weak.flatMap((one, index) =>
      weak.slice(index + 1).map((other) => ({ name: `${one} and ${other}`, keys: [one, other] })),
    ),
    ...generic.flatMap(({ rules }) => rules),
  ]
}
