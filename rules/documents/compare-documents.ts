import { byCodeUnits } from '../truth/code-unit-order.ts'
import { compareAmounts, type Difference } from './compare-amounts.ts'
import { businessDate, compareDates } from './compare-dates.ts'
import { documentMismatch, type DocumentMismatch } from './document-mismatch.ts'
import type { DocumentPolicy } from './document-policy.ts'
import { byPrecedence, isLive, type DocumentKind, type DocumentMember } from './document-member.ts'
import { duplicateTier } from './duplicate-tier.ts'
import { absence, type Expectation } from './expectation.ts'
import { causeOrder } from './mismatch-cause.ts'
import { vatRatesOn } from './vat-rates.ts'

/**
 * Everything the systems of `policy.between` disagree on about one document, whose copies are `members`. Each system is
 * represented by its original (in force, seen first); all others are compared with that of the first system that holds
 * the document: currency and amounts, dates, customer, one finding for each cause. Further copies in one system are
 * duplicates; systems that must hold the document and do not are late or missing. The order of members cannot matter.
 */
export function compareDocuments(
  kind: DocumentKind,
  members: readonly DocumentMember[],
  expectation: Expectation,
  policy: DocumentPolicy,
): readonly DocumentMismatch[] {
  const copiesOf = copiesBySystem(members, policy.between)
  const originals = [...copiesOf.values()].flatMap(([original]) => original ?? [])
  const [reference, ...others] = originals

  if (reference === undefined) return []
  return Object.freeze(
    [
      ...others.flatMap((other) =>
        differences(kind, reference, other, expectation, policy).map((found) =>
          documentMismatch(kind, reference, other, found),
        ),
      ),
      ...[...copiesOf.values()].flatMap((copies) => duplicates(kind, copies, expectation)),
      ...absences(kind, originals, members, expectation, policy),
    ].toSorted(byCause),
  )
}

/** The systems that hold the document, the most authoritative first, each with its original before its copies. */
function copiesBySystem(
  members: readonly DocumentMember[],
  between: readonly string[],
): ReadonlyMap<string, readonly DocumentMember[]> {
  const copies = between.map(
    (system) => [system, members.filter((member) => member.system === system).toSorted(byPrecedence)] as const,
  )

  return new Map(copies.filter(([, held]) => held.length > 0))
}

function differences(
  kind: DocumentKind,
  reference: DocumentMember,
  other: DocumentMember,
  { companyTimeZone, companyCountry }: Expectation,
  policy: DocumentPolicy,
): readonly Difference[] {
  const day = reference.record['taxPointOn'] ?? businessDate(kind, reference.record, companyTimeZone)
  const knownRates = companyCountry === undefined || day === null ? [] : vatRatesOn(companyCountry, day)
  const terms = { tolerance: policy.tolerance.absolute, knownRates }

  return [
    compareAmounts(reference.record, other.record, terms),
    compareDates(kind, reference.record, other.record, companyTimeZone),
    compareCustomers(reference, other),
  ].filter((difference) => difference !== undefined)
}

function compareCustomers(
  { goldenCustomer: value }: DocumentMember,
  { goldenCustomer: otherValue }: DocumentMember,
): Difference | undefined {
  if (value === null || otherValue === null || value === otherValue) return undefined

  return {
    cause: 'customer',
    field: 'customerKey',
    value,
    otherValue,
    differenceMinor: null,
    scale: null,
    reason: 'The copies belong to two different golden customers.',
  }
}

const duplicateReasons = {
  D1: 'D1: the same system holds the same number again.',
  D2: 'D2: the same system holds the same number again, spelled differently.',
  D3: 'D3: the same system holds the same customer, total and currency again within a week.',
} as const

function duplicates(
  kind: DocumentKind,
  [original, ...copies]: readonly DocumentMember[],
  { companyTimeZone }: Expectation,
) {
  if (original === undefined) return []
  return copies.filter(isLive).map((copy) => {
    const tier = duplicateTier(kind, original, copy, companyTimeZone)

    return documentMismatch(
      kind,
      original,
      copy,
      tier === undefined
        ? {
            cause: 'undecided',
            reason: 'Two documents of one system were matched, but neither number nor total says they are one.',
          }
        : { cause: 'duplicate', reason: duplicateReasons[tier] },
    )
  })
}

const possibleTwin =
  'The system holds a record that may be this document; decide the proposal, then the document is judged.'

function absences(
  kind: DocumentKind,
  originals: readonly DocumentMember[],
  members: readonly DocumentMember[],
  expectation: Expectation,
  policy: DocumentPolicy,
) {
  const holder = originals.find(isLive)

  if (holder === undefined) return []
  return expectation.systems
    .filter(({ system }) => members.every((member) => member.system !== system))
    .flatMap(({ system, judgedUntil }) => {
      const cause = absence(kind, holder, judgedUntil, policy, expectation)

      if (cause === undefined) return []
      if (originals.some(({ possibleIn }) => possibleIn.has(system))) {
        return [documentMismatch(kind, holder, system, { cause: 'undecided', reason: possibleTwin })]
      }

      const reason =
        cause === 'late'
          ? `The system does not hold the document ${policy.dueWithin} after its day.`
          : `The system does not hold the document ${policy.missingAfter} after its day.`

      return [documentMismatch(kind, holder, system, { cause, reason })]
    })
}

function byCause(left: DocumentMismatch, right: DocumentMismatch): number {
  return (
    causeOrder.indexOf(left.cause) - causeOrder.indexOf(right.cause) ||
    byCodeUnits(left.otherSystem, right.otherSystem) ||
    byCodeUnits(left.otherSourceKey ?? '', right.otherSourceKey ?? '')
  )
}
