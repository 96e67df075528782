import { businessDate } from './business-date.ts'
import type { Difference } from './comparison/difference.ts'
import { absolute, amountsOf } from './document-amounts.ts'
import type { DocumentKind, DocumentMember } from './document-member.ts'
import type { Finding } from './finding.ts'
import type { MismatchCause } from './mismatch-cause.ts'

/** A finding about a document as a whole: its absence elsewhere, or a copy of it. */
export interface WholeDocument {
  readonly cause: MismatchCause
  readonly evidence?: Readonly<Record<string, string>>
  readonly reason: string
}

/** What is told about a document besides what differs. */
export interface DocumentFacts {
  readonly kind: DocumentKind
  readonly goldenId: string | null
  readonly number: string | null
  readonly counterparty: string | null
  readonly companyTimeZone: string
}

/** One side of a finding: a copy, or a system that has none. */
interface Side {
  readonly system: string
  readonly key: string | null
  readonly value: string | null
}

/**
 * Puts a finding together with the documents it is about. It is told about the copy that deviates, which is `other` unless the
 * reference contradicts itself, or about the system that has no copy; then `other` is its name.
 */
export function documentFinding(
  { kind, goldenId, number, counterparty, companyTimeZone }: DocumentFacts,
  reference: DocumentMember,
  other: DocumentMember | string,
  found: Difference | WholeDocument,
): Finding {
  const copy = typeof other === 'string' ? undefined : other
  const difference = 'field' in found ? found : undefined
  const [told, against] = sidesOf(reference, other, difference)

  return Object.freeze({
    kind,
    goldenId,
    cause: found.cause,
    system: told.system,
    sourceKey: told.key,
    otherSystem: against.system,
    otherSourceKey: against.key,
    field: difference?.field ?? null,
    number,
    value: told.value,
    otherValue: against.value,
    ...stakeOf(reference, copy, difference),
    on: dayOf(kind, [reference, copy], companyTimeZone),
    counterparty,
    evidence: found.evidence ?? {},
    reason: found.reason,
  })
}

function sidesOf(
  reference: DocumentMember,
  other: DocumentMember | string,
  difference: Difference | undefined,
): readonly [told: Side, against: Side] {
  const referenceSide = { system: reference.system, key: reference.sourceKey, value: difference?.value ?? null }
  const otherSide =
    typeof other === 'string'
      ? { system: other, key: null, value: null }
      : { system: other.system, key: other.sourceKey, value: difference?.otherValue ?? null }

  return difference?.deviating === 'reference' ? [referenceSide, otherSide] : [otherSide, referenceSide]
}

function dayOf(kind: DocumentKind, members: readonly (DocumentMember | undefined)[], zone: string): string | null {
  for (const member of members) {
    const day = member && businessDate(kind, member.record, zone)

    if (day != null) return day
  }
  return null
}

type Stake = Pick<Finding, 'differenceMinor' | 'scale' | 'currency'>

const unknownStake: Stake = { differenceMinor: null, scale: null, currency: null }

/** The difference of amounts where amounts differ, otherwise the whole document; in two currencies nothing can be said. */
function stakeOf(
  reference: DocumentMember,
  copy: DocumentMember | undefined,
  difference: Difference | undefined,
): Stake {
  if (difference?.field === 'currency') return unknownStake
  if (difference?.differenceMinor == null) return wholeAmount(reference) ?? wholeAmount(copy) ?? unknownStake
  const minor = BigInt(difference.differenceMinor)
  const currencies = [reference, copy].map((member) => member?.record['currency'] ?? null)

  return {
    differenceMinor: String(difference.deviating === 'reference' ? -minor : minor),
    scale: difference.scale,
    currency: currencies.find((currency) => currency !== null) ?? null,
  }
}

function wholeAmount(member: DocumentMember | undefined): Stake | undefined {
  if (member === undefined) return undefined
  const { gross, net, scale, currency } = amountsOf(member.record)
  const total = gross ?? net

  return total === null ? undefined : { differenceMinor: absolute(total).toString(), scale, currency }
}
