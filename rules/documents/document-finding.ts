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

/**
 * Puts a finding together with the documents it is about. It is told about the copy that deviates, which is `other` unless the
 * reference contradicts itself, or about the system that has no copy; then `other` is its name.
 */
export function documentFinding(
  facts: DocumentFacts,
  reference: DocumentMember,
  other: DocumentMember | string,
  found: Difference | WholeDocument,
): Finding {
  const copy = typeof other === 'string' ? undefined : other
  const { kind, goldenId, number, companyTimeZone } = facts
  const difference = 'field' in found ? found : undefined
  const isTurned = difference?.deviating === 'reference'
  const sides = [
    {
      system: typeof other === 'string' ? other : other.system,
      key: copy?.sourceKey ?? null,
      value: difference?.otherValue,
    },
    { system: reference.system, key: reference.sourceKey, value: difference?.value },
  ] as const
  const [told, against] = isTurned ? [sides[1], sides[0]] : sides

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
    value: told.value ?? null,
    otherValue: against.value ?? null,
    ...stakeOf(reference, copy, difference),
    on:
      businessDate(kind, reference.record, companyTimeZone) ??
      (copy && businessDate(kind, copy.record, companyTimeZone)) ??
      null,
    counterparty: facts.counterparty,
    evidence: found.evidence ?? {},
    reason: found.reason,
  })
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
  if (difference === undefined || difference.differenceMinor === null) {
    return wholeAmount(reference) ?? (copy && wholeAmount(copy)) ?? unknownStake
  }
  const minor = BigInt(difference.differenceMinor)

  return {
    differenceMinor: String(difference.deviating === 'reference' ? -minor : minor),
    scale: difference.scale,
    currency: reference.record['currency'] ?? copy?.record['currency'] ?? null,
  }
}

function wholeAmount({ record }: DocumentMember): Stake | undefined {
  const { gross, net, scale, currency } = amountsOf(record)
  const total = gross ?? net

  return total === null ? undefined : { differenceMinor: absolute(total).toString(), scale, currency }
}
