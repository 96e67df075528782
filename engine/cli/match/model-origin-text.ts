import type { ColumnRole } from '../../../rules/matching/auto/column-role.ts'
import type { ColumnUse } from '../../../rules/matching/auto/column-use.ts'
import { fieldsCompared } from '../../../rules/matching/rule-fields.ts'
import type { ModelOrigin, TableMatch } from '../../matching/match-table.ts'
import { counted, firstOf, grouped, type SummaryLine } from '../summary-lines.ts'

const roleTexts: Partial<Record<ColumnRole, string>> = {
  givenName: 'given name', familyName: 'family name', personName: 'name of a person', companyName: 'company name',
  postalCode: 'postal code', house: 'house number', vatId: 'VAT id', companyId: 'company id', birthDate: 'birth date',
  birthYear: 'birth date', birthMonth: 'birth date', birthDay: 'birth date', phone: 'telephone', email: 'e-mail',
  category: 'one of a few values',
} // prettier-ignore

const COLUMNS_SHOWN = 12
const RULES_SHOWN = 6
/** Of these a record has one that counts. */
const singleRoles: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'email', 'phone', 'city', 'postalCode', 'country', 'vatId', 'companyId', 'companyName', 'personName', 'birthDate',
]) // prettier-ignore
/** A column below this looks empty to whoever reads the reason. */
const RARELY_FILLED = 0.5

/** What the automatic model made of the columns, how it chose candidate pairs, and what training found. */
export function modelOriginText(origin: ModelOrigin, match: TableMatch, recordCount: number): readonly SummaryLine[] {
  return [
    ...columnLines(origin, match, recordCount),
    ...blockingLines(origin, match),
    ...trainingLines(origin, match),
    ...doubtLines(origin),
  ]
}

function columnLines({ uses }: ModelOrigin, { model }: TableMatch, recordCount: number): readonly SummaryLine[] {
  const fields = fieldsCompared(model)
  const compared = uses.filter(({ profile }) => fields.has(profile.name))
  const roles = new Set(compared.map(({ role }) => role))
  const reasons = new Map<string, string[]>()

  for (const use of uses) {
    if (fields.has(use.profile.name)) continue
    const reason = reasonOf(use, roles, recordCount)

    reasons.set(reason, [...(reasons.get(reason) ?? []), use.profile.name])
  }

  return [
    ['compared', firstOf(compared.map(useText), COLUMNS_SHOWN, ', ')],
    ...[...reasons].map(([reason, names], index): SummaryLine => [
      index === 0 ? 'left out' : '',
      `${firstOf(names, COLUMNS_SHOWN, ', ')}: ${reason}`,
    ]),
  ]
}

function useText({ profile, role }: ColumnUse): string {
  const text = roleTexts[role] ?? role

  return text === profile.name.toLowerCase() ? profile.name : `${profile.name} (${text})`
}

/** Why a column is not compared, from what was seen of it. */
function reasonOf({ profile, role }: ColumnUse, roles: ReadonlySet<ColumnRole>, recordCount: number): string {
  const { distinct, filled } = profile

  if (distinct === 0) return 'empty'
  if (distinct === 1) return 'one and the same value everywhere'
  if (filled * recordCount < 4) return 'filled in fewer than four records'
  if (role === 'unused') return 'says where or when a row was written, not what it is about'
  if (filled < RARELY_FILLED) return 'filled in too few records'
  if (singleRoles.has(role) && roles.has(role)) return `a fuller column with a ${roleTexts[role] ?? role} is compared`

  return 'fuller columns are compared instead'
}

/** A pair counts for the first rule that finds it, so the numbers add up to the pairs compared. */
function blockingLines({ rules }: ModelOrigin, { model, pairsByRule }: TableMatch): readonly SummaryLine[] {
  const found = model.blockingRules
    .map(({ name }, rule) => ({ name, pairs: pairsByRule[rule] as number }))
    .filter(({ pairs }) => pairs > 0)
    .sort((one, other) => other.pairs - one.pairs)
    .map(({ name, pairs }) => `${grouped(pairs)} by ${name}`)

  if (found.length === 0) return [['blocking', 'no two records share anything by which to choose pairs']]

  return [
    [
      'blocking',
      `${model.blockingRules.length} of ${counted(rules.length, 'rule', 'rules')} chosen, the widest that cost few enough pairs. Pairs each adds: ${firstOf(found, RULES_SHOWN, '; ')}`,
    ],
  ]
}

function trainingLines({ training }: ModelOrigin, { model }: TableMatch): readonly SummaryLine[] {
  const { match, relations, iterations, hasConverged } = training.estimate
  const others = relations
    .map(({ pairCount }, index) => ({ pairCount, name: model.relations[index]?.name ?? '' }))
    .filter(({ pairCount }) => pairCount >= 0.5)
    .map(({ pairCount, name }) => `${grouped(pairCount)} ${name}`)

  return [
    [
      'training',
      `${hasConverged ? 'settled after' : 'stopped unsettled after'} ${counted(iterations, 'round', 'rounds')}: of the pairs that agree by no chance about ${grouped(match.pairCount)} are the same${others.length === 0 ? '' : `, about ${others.join(', ')}`}`,
    ],
  ]
}

/** What was learnt from too little, or drifted off, is used all the same, but not in silence. */
function doubtLines({ doubts }: ModelOrigin): readonly SummaryLine[] {
  return doubts.map((doubt) => ['doubtful', `${doubt}; look at the links before you rely on them`])
}
