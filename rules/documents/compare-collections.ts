import type { EInvoice } from '../entity/e-invoice.ts'
import { compareContents } from './comparison/compare-contents.ts'
import type { CompareTerms } from './comparison/copy-pair.ts'
import type { Difference } from './comparison/difference.ts'
import { violationsOf } from './en16931/check-e-invoice.ts'
import type { Violation } from './en16931/violation.ts'
import { causeOrder, type MismatchCause } from './mismatch-cause.ts'
import { pairDocuments, type PlacedDocument } from './pair-documents.ts'
import { vatRatesOn } from './vat-rates.ts'

/** An e-invoice of one of two collections. */
export interface CollectedInvoice extends PlacedDocument {
  readonly invoice: EInvoice
}

/** One thing that does not fit between two collections of e-invoices. */
export interface CollectionFinding {
  readonly cause: MismatchCause
  /** The rule that a document breaks by itself. */
  readonly rule: string | null
  readonly number: string | null
  /** Null where the document is missing there. */
  readonly leftFile: string | null
  readonly rightFile: string | null
  readonly field: string | null
  /** Amounts in minor units at `scale`, everything else as it is. */
  readonly leftValue: string | null
  readonly rightValue: string | null
  readonly differenceMinor: string | null
  readonly scale: number | null
  readonly currency: string | null
  readonly evidence: Readonly<Record<string, string>>
  readonly reason: string
}

export interface ComparedCollections {
  readonly pairCount: number
  readonly findings: readonly CollectionFinding[]
}

const terms = { tolerance: 0, companyTimeZone: 'UTC' } as const

/**
 * Pairs the e-invoices of two collections and tells everything in which the copies differ, what is missing on a side or there
 * twice, and what a document contradicts by itself. Findings stand in the order of files and causes.
 */
export function compareCollections(
  lefts: readonly CollectedInvoice[],
  rights: readonly CollectedInvoice[],
): ComparedCollections {
  const { pairs, undecided, onlyLeft, onlyRight } = pairDocuments(lefts, rights)
  const invoices = new Map([...lefts, ...rights].map((one) => [one as PlacedDocument, one.invoice]))
  const violations = (document: PlacedDocument) => {
    const invoice = invoices.get(document)

    return invoice === undefined ? [] : violationsOf(invoice)
  }
  const findings = [
    ...pairs.flatMap(([left, right]) => pairFindings(left, right, [violations(left), violations(right)])),
    ...undecided.flatMap((tie) => tieFindings(tie)),
    ...lonely(
      onlyLeft,
      pairs.map(([left]) => left),
      'left',
    ),
    ...lonely(
      onlyRight,
      pairs.map(([, right]) => right),
      'right',
    ),
    ...[...onlyLeft, ...undecided.flatMap(({ lefts: tied }) => tied)].flatMap((left) =>
      ownFindings(left, null, violations(left)),
    ),
    ...[...onlyRight, ...undecided.flatMap(({ rights: tied }) => tied)].flatMap((right) =>
      ownFindings(null, right, violations(right)),
    ),
  ]

  return { pairCount: pairs.length, findings: findings.toSorted(byFile) }
}

function pairFindings(
  left: PlacedDocument,
  right: PlacedDocument,
  [leftViolations, rightViolations]: readonly [readonly Violation[], readonly Violation[]],
): readonly CollectionFinding[] {
  const differences = compareContents(left.content, right.content, termsOf(left))
  const both = leftViolations.filter((one) => rightViolations.some((two) => isSame(one, two)))
  const own = {
    reference: leftViolations.filter((one) => !both.includes(one)),
    other: rightViolations.filter((two) => !both.some((one) => isSame(one, two))),
  }
  const isMoney = differences.some(({ cause }) => !aboutOtherThanMoney.has(cause))

  return [
    ...differences.map((difference, index) =>
      differenceFinding(left, right, difference, index === 0 ? own : undefined),
    ),
    ...ownFindings(left, right, both),
    // What one copy alone contradicts comes of the difference that was told of the two; without one it is told of that copy.
    ...(isMoney ? [] : [...ownFindings(left, null, own.reference), ...ownFindings(null, right, own.other)]),
  ]
}

/** Differences that make no document contradict itself. */
const aboutOtherThanMoney: ReadonlySet<MismatchCause> = new Set([
  'customer',
  'seller',
  'date',
  'date-shift',
  'day-month-swap',
  'status',
])

function termsOf({ content: { seller, taxPointOn, on } }: PlacedDocument): CompareTerms {
  const [country, day] = [seller?.country ?? null, taxPointOn ?? on]

  return { ...terms, knownRates: country === null || day === null ? [] : vatRatesOn(country, day) }
}

function isSame(one: Violation, two: Violation): boolean {
  return one.rule === two.rule && one.field === two.field && one.at === two.at
}

function differenceFinding(
  left: PlacedDocument,
  right: PlacedDocument,
  difference: Difference,
  own: Readonly<Record<'reference' | 'other', readonly Violation[]>> | undefined,
): CollectionFinding {
  const broken = [...new Set([...(own?.reference ?? []), ...(own?.other ?? [])].map(({ rule }) => rule))]
  const evidence: Readonly<Record<string, string>> =
    broken.length === 0 ? difference.evidence : { ...difference.evidence, breaks: broken.toSorted().join(', ') }

  return {
    cause: difference.cause,
    rule: difference.evidence['rule'] ?? null,
    number: left.content.number ?? right.content.number,
    leftFile: left.name,
    rightFile: right.name,
    field: difference.field,
    leftValue: difference.value,
    rightValue: difference.otherValue,
    differenceMinor: difference.differenceMinor,
    scale: difference.scale,
    currency: difference.cause === 'currency' ? null : (left.content.currency ?? right.content.currency),
    evidence,
    reason: difference.reason,
  }
}

function ownFindings(
  left: PlacedDocument | null,
  right: PlacedDocument | null,
  violations: readonly Violation[],
): readonly CollectionFinding[] {
  const { number = null, currency = null } = (left ?? right)?.content ?? {}

  return violations.map(({ rule, field, at, stated, computed, reason }) => ({
    cause: 'contradiction',
    rule,
    number,
    leftFile: left?.name ?? null,
    rightFile: right?.name ?? null,
    field,
    leftValue: left && stated,
    rightValue: right && stated,
    differenceMinor: null,
    scale: null,
    currency,
    evidence: { rule, ...(at === null ? {} : { at }), ...(computed === null ? {} : { computed }) },
    reason,
  }))
}

function tieFindings({
  lefts,
  rights,
}: ReturnType<typeof pairDocuments>['undecided'][number]): readonly CollectionFinding[] {
  const others = (documents: readonly PlacedDocument[]) => ({ files: documents.map(({ name }) => name).join(', ') })
  const plain = {
    ...whole,
    cause: 'undecided' as const,
    reason: 'Several documents of the other side fit this one equally well.',
  }

  return [
    ...lefts.map((left) => ({ ...plain, ...stakeOf(left), leftFile: left.name, evidence: others(rights) })),
    ...rights.map((right) => ({ ...plain, ...stakeOf(right), rightFile: right.name, evidence: others(lefts) })),
  ]
}

const whole = {
  rule: null,
  leftFile: null,
  rightFile: null,
  field: null,
  leftValue: null,
  rightValue: null,
} as const

/**
 * Documents without a partner: the same as one of their own side that has one (D5), or missing on the other side. Another document
 * of the number and parties is named, for it may be what became of the one that is missing.
 */
function lonely(
  documents: readonly PlacedDocument[],
  paired: readonly PlacedDocument[],
  side: 'left' | 'right',
): readonly CollectionFinding[] {
  return documents.map((document) => {
    const namesakes = paired.filter((one) => pairDocuments([one], [document]).pairs.length === 1)
    const original = namesakes.find((one) => isAlike(one, document))
    const file = side === 'left' ? { leftFile: document.name } : { rightFile: document.name }
    const plain = { ...whole, ...stakeOf(document), ...file }

    if (original === undefined) {
      const other = side === 'left' ? 'right' : 'left'
      const evidence = namesakes[0] === undefined ? {} : { sameNumber: namesakes[0].name }

      return { ...plain, cause: 'missing', evidence, reason: `The document is missing on the ${other} side.` }
    }
    return {
      ...plain,
      cause: 'duplicate',
      evidence: { tier: 'D5', of: original.name },
      reason: 'D5: the side holds the same document again, with the same content.',
    }
  })
}

function isAlike(one: PlacedDocument, two: PlacedDocument): boolean {
  return compareContents(one.content, two.content, termsOf(one)).length === 0
}

function stakeOf({ content }: PlacedDocument) {
  const total = content.amounts.gross ?? content.amounts.net

  return {
    number: content.number,
    differenceMinor: total === null ? null : String(total < 0n ? -total : total),
    scale: content.scale,
    currency: content.currency,
  }
}

function byFile(one: CollectionFinding, two: CollectionFinding): number {
  const key = ({ leftFile, rightFile }: CollectionFinding) => `${leftFile ?? '\uffff'}\u0000${rightFile ?? ''}`
  const [left, right] = [key(one), key(two)]

  if (left !== right) return left < right ? -1 : 1
  return causeOrder.indexOf(one.cause) - causeOrder.indexOf(two.cause)
}
