import { compareDocuments } from '../../rules/documents/compare-documents.ts'
import type { DocumentKind, DocumentMember } from '../../rules/documents/document-member.ts'
import type { DocumentMismatch } from '../../rules/documents/document-mismatch.ts'
import type { DocumentPolicy } from '../../rules/documents/document-policy.ts'
import type { Expectation } from '../../rules/documents/expectation.ts'
import type { Finding } from '../../rules/documents/finding.ts'
import { causeOrder, type MismatchCause } from '../../rules/documents/mismatch-cause.ts'
import type { FlowFacts } from '../domain/flow-facts.ts'
import type { Tools } from '../operations/tools.ts'
import { clusterPages, type StoredMember } from '../store/cluster-members.ts'
import { onceAsync } from '../store/copy-format.ts'
import { possibleSystems } from '../store/links.ts'
import { addMismatches, openMismatches, settleMismatches } from '../store/mismatches.ts'
import { finishStage, runTimes } from '../store/runs.ts'
import { findingRow } from './finding-row.ts'

const pageSize = 5_000

/** Causes that need payments, shipments, messages or stock: the stages that compare those give them. */
const causesOfOtherStages: ReadonlySet<MismatchCause> = new Set([
  'unpaid',
  'unmatched-payment',
  'overpaid',
  'paid-cancelled',
  'not-invoiced',
  'invoiced-twice',
  'sequence',
  'sent-twice',
  'stock',
])

/** What comparing the copies of one document can find. */
const comparedCauses = causeOrder.filter((cause) => !causesOfOtherStages.has(cause))

/** What comparing the documents of a kind needs besides the store. */
export interface Comparison {
  readonly kind: DocumentKind
  readonly policy: DocumentPolicy
  readonly flows: ReadonlyMap<number, FlowFacts>
  readonly expectation: Expectation
  readonly runId: number
  readonly stage: string
}

/** Compares every document of a kind across the systems that hold it; the stored findings become tonight's. Answers how many there are. */
export async function compareKind(comparison: Comparison, tools: Tools): Promise<number> {
  const { kind, policy, expectation, runId, stage } = comparison
  let count = 0

  tools.progress.stage(`compare ${kind} records across systems`)
  await tools.store.transaction(async (session) => {
    const times = await runTimes(session)
    const possible = await possibleSystems(session, kind)

    await openMismatches(session)
    for await (const clusters of clusterPages(session, kind, 'all', pageSize)) {
      const found = clusters.flatMap(({ goldenId, members }) => {
        const present = members
          .filter((member) => !member.isMissing)
          .map((member) => documentMember(member, comparison, times, possible))

        return compareDocuments(kind, present, expectation, policy).map((mismatch) =>
          findingRow(findingOf(goldenId, mismatch, members), runId),
        )
      })

      count += found.length
      if (found.length > 0) await addMismatches(session, onceAsync(found))
      tools.progress.advance(clusters.length)
      tools.signal.throwIfAborted()
    }
    await settleMismatches(session, { entities: [kind], causes: comparedCauses, runId })
    await finishStage(session, runId, stage)
  })
  return count
}

function documentMember(
  member: StoredMember,
  { flows }: Comparison,
  times: ReadonlyMap<number, string>,
  possible: ReadonlyMap<number, ReadonlySet<string>>,
): DocumentMember {
  return {
    recordId: member.recordId,
    system: member.system,
    sourceKey: member.sourceKey,
    record: member.record,
    goldenCustomer: member.goldenCustomer,
    firstSeenAt: times.get(member.firstSeenRun) ?? '',
    isStale: flows.get(member.flowId)?.isStale ?? true,
    possibleIn: possible.get(member.recordId) ?? nowhere,
  }
}

const nowhere: ReadonlySet<string> = new Set()

/**
 * A finding is told about the copy that deviates, or the system that lacks the document; the reference it was compared with is
 * the other side.
 */
function findingOf(goldenId: string, mismatch: DocumentMismatch, members: readonly StoredMember[]): Finding {
  const { kind, cause, field, scale, currency, reason } = mismatch
  const firstFilled = (of: (member: StoredMember) => string | null | undefined) =>
    members.map(of).find((text) => text != null) ?? null

  return {
    kind,
    goldenId,
    cause,
    system: mismatch.otherSystem,
    sourceKey: mismatch.otherSourceKey,
    otherSystem: mismatch.system,
    otherSourceKey: mismatch.sourceKey,
    field,
    number: firstFilled(({ record }) => record['number']),
    value: mismatch.otherValue,
    otherValue: mismatch.value,
    differenceMinor: mismatch.differenceMinor ?? mismatch.atStakeMinor,
    scale,
    currency,
    on: firstFilled(({ record }) => record[kind === 'order' ? 'orderedOn' : 'issuedOn']),
    counterparty: firstFilled(({ goldenCustomer }) => goldenCustomer),
    evidence: {},
    reason,
  }
}
