import { byCodeUnits } from '../truth/code-unit-order.ts'
import { businessDate } from './business-date.ts'
import { compareContents } from './comparison/compare-contents.ts'
import { textDifference, type Difference } from './comparison/difference.ts'
import { contentOfRecord } from './content-of-record.ts'
import { documentFinding, type DocumentFacts } from './document-finding.ts'
import { byPrecedence, isLive, type DocumentKind, type DocumentMember } from './document-member.ts'
import type { DocumentPolicy } from './document-policy.ts'
import { findDuplicates } from './find-duplicates.ts'
import { absence, type Expectation } from './expectation.ts'
import type { Finding } from './finding.ts'
import { causeOrder } from './mismatch-cause.ts'
import { nameRates } from './name-rates.ts'
import { strayRate } from './stray-rate.ts'
import { ownFindings, rootCauses } from './own-findings.ts'
import { isSameRecord } from './same-record.ts'
import { vatRatesOn } from './vat-rates.ts'

/** The copies of one document in all systems. */
export interface DocumentCopies {
  readonly goldenId: string | null
  readonly members: readonly DocumentMember[]
}

/**
 * Everything the systems of `policy.between` disagree on about one document. Each system is represented by its original (in
 * force, seen first); all others are compared with that of the first system that holds the document. Further copies in one
 * system are duplicates; systems that must hold the document and do not are late or missing. The order of members cannot matter.
 */
export function compareDocuments(
  kind: DocumentKind,
  { goldenId, members }: DocumentCopies,
  expectation: Expectation,
  policy: DocumentPolicy,
): readonly Finding[] {
  const copiesOf = copiesBySystem(members, policy.between)
  const originals = [...copiesOf.values()].flatMap(([original]) => original ?? [])
  const [reference, ...others] = originals

  if (reference === undefined) return nothing
  const facts = factsOf(kind, goldenId, originals, expectation)
  const found = [
    ...others.flatMap((other) =>
      differences(kind, reference, other, expectation, policy).map((difference) =>
        documentFinding(facts, reference, other, difference),
      ),
    ),
    ...[...copiesOf.values()].flatMap((copies) =>
      findDuplicates(kind, copies, expectation.companyTimeZone).map(({ original, copy, ...duplicate }) =>
        documentFinding(facts, original, copy, duplicate),
      ),
    ),
    ...judgedCopies(copiesOf).flatMap((copy) => ownFindings(facts, copy, policy)),
    ...strayRates(facts, originals, expectation),
    ...absences(facts, originals, members, expectation, policy),
  ]

  return found.length < 2 ? found : rootCauses(found).toSorted(byCause)
}

const nothing: readonly never[] = []

function factsOf(
  kind: DocumentKind,
  goldenId: string | null,
  originals: readonly DocumentMember[],
  { companyTimeZone }: Expectation,
): DocumentFacts {
  return {
    kind,
    goldenId,
    number: originals.find(({ record }) => record['number'] != null)?.record['number'] ?? null,
    counterparty: originals.find(({ goldenCustomer }) => goldenCustomer !== null)?.goldenCustomer ?? null,
    companyTimeZone,
  }
}

/** The systems that hold the document, the most authoritative first, each with its original before its copies. */
function copiesBySystem(
  members: readonly DocumentMember[],
  between: readonly string[],
): ReadonlyMap<string, readonly DocumentMember[]> {
  const copies = new Map<string, readonly DocumentMember[]>()

  for (const system of between) {
    const held = members.filter((member) => member.system === system)

    if (held.length > 0) copies.set(system, held.length === 1 ? held : held.toSorted(byPrecedence))
  }
  return copies
}

/** Each original, and every copy that is an e-invoice: each file was issued, so each is told of. */
function judgedCopies(copiesOf: ReadonlyMap<string, readonly DocumentMember[]>): readonly DocumentMember[] {
  return [...copiesOf.values()].flatMap((copies) =>
    copies.filter(({ judgement }, place) => place === 0 || judgement !== undefined),
  )
}

function differences(
  kind: DocumentKind,
  reference: DocumentMember,
  other: DocumentMember,
  { companyTimeZone, companyCountry, rates }: Expectation,
  policy: DocumentPolicy,
): readonly Difference[] {
  const customer = compareCustomers(reference, other)
  const areBare = reference.lines.length === 0 || other.lines.length === 0

  if (areBare && isSameRecord(reference.record, other.record)) return customer
  const day = reference.record['taxPointOn'] ?? businessDate(kind, reference.record, companyTimeZone)
  const knownRates = companyCountry === undefined || day === null ? [] : vatRatesOn(companyCountry, day)
  const [content, otherContent] = [reference, other].map(({ record, lines }) =>
    contentOfRecord(kind, record, lines, companyTimeZone),
  ) as [ReturnType<typeof contentOfRecord>, ReturnType<typeof contentOfRecord>]

  const found = compareContents(content, otherContent, {
    tolerance: policy.tolerance.absolute,
    knownRates,
    companyTimeZone,
    rates,
  })
  const isTableKnown = knownRates.length > 0 && companyCountry !== undefined && day !== null

  return [
    ...(isTableKnown ? found.map((difference) => nameRates(difference, companyCountry, day)) : found),
    ...customer,
  ]
}

function compareCustomers(
  { goldenCustomer: value }: DocumentMember,
  { goldenCustomer: otherValue }: DocumentMember,
): readonly Difference[] {
  if (value === null || otherValue === null || value === otherValue) return nothing

  return [
    textDifference({
      cause: 'customer',
      field: 'customerKey',
      value,
      otherValue,
      reason: 'The copies belong to two different golden customers.',
    }),
  ]
}

/** A rate that copies state alike is judged once. */
function strayRates(
  facts: DocumentFacts,
  originals: readonly DocumentMember[],
  { rates, companyTimeZone }: Expectation,
): readonly Finding[] {
  if (rates === undefined) return nothing
  const stating = originals.filter(({ record }) => record['exchangeRate'] != null)

  return stating
    .filter(
      ({ record }, at) => stating.findIndex((one) => one.record['exchangeRate'] === record['exchangeRate']) === at,
    )
    .flatMap((holder) => {
      const difference = strayRate(contentOfRecord(facts.kind, holder.record, nothing, companyTimeZone), rates)

      return difference === undefined ? [] : [documentFinding(facts, holder, 'exchange rates', difference)]
    })
}

const possibleTwin =
  'The system holds a record that may be this document; decide the proposal, then the document is judged.'

function absences(
  facts: DocumentFacts,
  originals: readonly DocumentMember[],
  members: readonly DocumentMember[],
  expectation: Expectation,
  policy: DocumentPolicy,
): readonly Finding[] {
  const holder = originals.find(isLive)

  if (holder === undefined) return nothing
  return expectation.systems
    .filter(({ system }) => members.every((member) => member.system !== system))
    .flatMap(({ system, judgedUntil }) => {
      const cause = absence(facts.kind, holder, judgedUntil, policy, expectation)

      if (cause === undefined) return []
      if (originals.some(({ possibleIn }) => possibleIn.has(system))) {
        return [documentFinding(facts, holder, system, { cause: 'undecided', reason: possibleTwin })]
      }

      const reason =
        cause === 'late'
          ? `The system does not hold the document ${policy.dueWithin} after its day.`
          : `The system does not hold the document ${policy.missingAfter} after its day.`

      return [documentFinding(facts, holder, system, { cause, reason })]
    })
}

function byCause(left: Finding, right: Finding): number {
  return (
    causeOrder.indexOf(left.cause) - causeOrder.indexOf(right.cause) ||
    byCodeUnits(left.system, right.system) ||
    byCodeUnits(left.sourceKey ?? '', right.sourceKey ?? '') ||
    byCodeUnits(left.field ?? '', right.field ?? '')
  )
}
