import { absolute, minorUnitsOf } from './document-amounts.ts'
import { documentFinding, type DocumentFacts } from './document-finding.ts'
import type { DocumentMember } from './document-member.ts'
import type { DocumentPolicy } from './document-policy.ts'
import type { CountedViolation, Judgement } from './en16931/judge-e-invoice.ts'
import { exactDecimal } from './exact-decimal.ts'
import type { Finding } from './finding.ts'
import { fraction, multiply, round } from './fraction.ts'
import { ownContradictions } from './own-contradictions.ts'

/**
 * What a copy contradicts by itself, in the words of a finding about it alone: an e-invoice by every rule of arithmetic, as it
 * was judged when it came; any other record by the few sums that its fields tell.
 */
export function ownFindings(
  facts: DocumentFacts,
  member: DocumentMember,
  { tolerance }: Pick<DocumentPolicy, 'tolerance'>,
): readonly Finding[] {
  return member.judgement === undefined
    ? ofRecord(facts, member, tolerance.absolute)
    : ofEInvoice(facts, member, member.judgement, tolerance.absolute)
}

function ofRecord(facts: DocumentFacts, member: DocumentMember, tolerance: number): readonly Finding[] {
  return ownContradictions(member, tolerance).map(({ rule, field, stated, computed, scale, reason }) => ({
    ...ownFinding(facts, member, { rule }, reason),
    field,
    value: stated,
    otherValue: computed,
    ...(computed === null ? {} : { differenceMinor: String(BigInt(stated) - BigInt(computed)), scale }),
  }))
}

function ofEInvoice(
  facts: DocumentFacts,
  member: DocumentMember,
  { violations, untold }: Judgement,
  tolerance: number,
): readonly Finding[] {
  const told = violations.filter(({ difference }) => !isTolerated(difference, tolerance))

  return told.map((violation, index) => {
    const { field, stated, computed, reason } = violation
    const more = index === told.length - 1 && untold > 0 ? { untold: String(untold) } : {}

    return {
      ...ownFinding(facts, member, { ...evidenceOf(violation), ...more }, reason),
      field,
      value: stated,
      otherValue: computed,
      ...stakeOf(violation, member),
    }
  })
}

function ownFinding(
  facts: DocumentFacts,
  member: DocumentMember,
  evidence: Finding['evidence'],
  reason: string,
): Finding {
  return {
    ...documentFinding(facts, member, member, { cause: 'contradiction', evidence, reason }),
    otherSystem: null,
    otherSourceKey: null,
  }
}

function evidenceOf({ rule, at, count }: CountedViolation): Finding['evidence'] {
  return {
    rule,
    ...(at === null ? {} : { at }),
    ...(count === 1 ? {} : { count: String(count) }),
  }
}

const decimalsMax = 6

function isTolerated(difference: string | null, tolerance: number): boolean {
  const minor = difference === null ? undefined : minorUnits(difference, decimalsMax)

  return minor !== undefined && absolute(minor) <= minorUnitsOf(tolerance, decimalsMax)
}

/** The difference in the minor units of the record, rounded where it is finer; without one the whole document is at stake. */
function stakeOf(
  { difference }: CountedViolation,
  { record }: DocumentMember,
): Partial<Pick<Finding, 'differenceMinor' | 'scale'>> {
  const scale = record['scale'] == null ? undefined : Number(record['scale'])
  const minor = difference === null || scale === undefined ? undefined : minorUnits(difference, scale)

  return minor === undefined || scale === undefined ? {} : { differenceMinor: String(minor), scale }
}

function minorUnits(decimal: string, scale: number): bigint | undefined {
  const value = exactDecimal(decimal)

  return value && round(multiply(value, fraction(10n ** BigInt(scale))), 'half up')
}

/**
 * Leaves out what a copy contradicts by itself where its difference from another copy was told, whose cause it is; the rules
 * stand in the evidence of that difference (`breaks`). What two copies contradict alike has another cause and stays.
 */
export function rootCauses(found: readonly Finding[]): readonly Finding[] {
  const own = found.filter(isOwn)
  if (own.length === 0 || own.length === found.length) return found

  const differences = found.filter(({ otherSystem, field }) => otherSystem !== null && isAmountField(field))
  const explained = own.filter(
    (one) =>
      differences.some((difference) => sidesOf(difference).includes(sideOf(one))) &&
      !own.some((other) => sideOf(other) !== sideOf(one) && placeOf(other) === placeOf(one)),
  )
  const told = new Set(explained)
  const seen = new Set<string>()

  return found
    .filter((one) => !told.has(one))
    .map((one) => {
      if (!differences.includes(one)) return one
      const sides = sidesOf(one)
      const key = sides.join('\n')
      const broken = seen.has(key) ? [] : explained.filter((each) => sides.includes(sideOf(each)))

      seen.add(key)
      return broken.length === 0 ? one : { ...one, evidence: { ...one.evidence, breaks: rulesOf(broken) } }
    })
}

const isOwn = ({ cause, otherSystem }: Finding) => cause === 'contradiction' && otherSystem === null

const sideOf = ({ system, sourceKey }: Finding) => `${system} ${sourceKey ?? ''}`

const sidesOf = (finding: Finding) => [sideOf(finding), `${finding.otherSystem ?? ''} ${finding.otherSourceKey ?? ''}`]

const placeOf = ({ evidence }: Finding) => JSON.stringify([evidence['rule'], evidence['at']])

const rulesOf = (findings: readonly Finding[]) =>
  [...new Set(findings.map(({ evidence }) => evidence['rule'] ?? ''))].toSorted().join(', ')

function isAmountField(field: string | null): boolean {
  return field !== null && (field.endsWith('Minor') || field.startsWith('lines.') || field.startsWith('vatBreakdown.'))
}
