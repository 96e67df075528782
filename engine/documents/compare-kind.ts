import { compareDocuments } from '../../rules/documents/compare-documents.ts'
import type { DocumentKind, DocumentMember } from '../../rules/documents/document-member.ts'
import type { DocumentPolicy } from '../../rules/documents/document-policy.ts'
import type { Judgement } from '../../rules/documents/en16931/judge-e-invoice.ts'
import type { Expectation } from '../../rules/documents/expectation.ts'
import { isSameRecord } from '../../rules/documents/same-record.ts'
import { causeOrder, flowCauses, paymentCauses, type MismatchCause } from '../../rules/documents/mismatch-cause.ts'
import type { CanonicalRecord } from '../../rules/entity/entity.ts'
import type { Tools } from '../operations/tools.ts'
import { clusterPages, type StoredCluster, type StoredMember } from '../store/golden/cluster-members.ts'
import { onceAsync } from '../store/copy-format.ts'
import { digestLines, linesOf } from '../store/documents/document-lines.ts'
import { hasJudgements, judgementsOf } from '../store/documents/e-invoice-judgements.ts'
import { possibleSystems } from '../store/matching/links.ts'
import { addMismatches, openMismatches, settleMismatches } from '../store/documents/mismatches.ts'
import { finishStage, runTimes } from '../store/operations/runs.ts'
import { findingRow } from './finding-row.ts'

const pageSize = 2_000

/** What comparing the copies of one document can find: what needs payments, shipments, messages or stock, other stages tell. */
const causesOfOtherStages: ReadonlySet<MismatchCause> = new Set([...paymentCauses, ...flowCauses])
const comparedCauses = causeOrder.filter((cause) => !causesOfOtherStages.has(cause))

/** What comparing the documents of a kind needs besides the store. */
export interface Comparison {
  readonly kind: DocumentKind
  readonly policy: DocumentPolicy
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
    const areLinesKept = await digestLines(session, kind)
    const areJudged = kind === 'invoice' && (await hasJudgements(session))

    for await (const clusters of clusterPages(session, kind, 'all', pageSize, areLinesKept)) {
      const lines = areLinesKept ? await linesOf(session, kind, idsWithLinesToRead(clusters)) : noLines
      const judgements = areJudged ? await judgementsOf(session, idsOf(clusters)) : noJudgements
      const found = clusters.flatMap(({ goldenId, members }) => {
        const present = members
          .filter((member) => !member.isMissing)
          .map((member) => documentMember(member, times, possible, lines, judgements))

        return compareDocuments(kind, { goldenId, members: present }, expectation, policy).map((finding) =>
          findingRow(finding, runId),
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
  times: ReadonlyMap<number, string>,
  possible: ReadonlyMap<number, ReadonlySet<string>>,
  lines: ReadonlyMap<number, readonly CanonicalRecord[]>,
  judgements: ReadonlyMap<number, Judgement>,
): DocumentMember {
  return {
    recordId: member.recordId,
    system: member.system,
    sourceKey: member.sourceKey,
    record: member.record,
    lines: lines.get(member.recordId) ?? [],
    goldenCustomer: member.goldenCustomer,
    firstSeenAt: times.get(member.firstSeenRun) ?? '',
    possibleIn: possible.get(member.recordId) ?? nowhere,
    judgement: judgements.get(member.recordId),
  }
}

const nowhere: ReadonlySet<string> = new Set()
const noLines: ReadonlyMap<number, readonly CanonicalRecord[]> = new Map()
const noJudgements: ReadonlyMap<number, Judgement> = new Map()

/** Two copies that say the same, with the same lines, are compared without looking into the lines: of most documents none is read. */
function idsWithLinesToRead(clusters: readonly StoredCluster[]): readonly number[] {
  return idsOf(
    clusters.filter(({ members: [first, second, ...more] }) => {
      if (first === undefined || second === undefined) return false
      const areBare = first.lineDigest === null || second.lineDigest === null
      const areLinesAlike = areBare || first.lineDigest === second.lineDigest

      return more.length > 0 || !areLinesAlike || !isSameRecord(first.record, second.record)
    }),
  )
}

function idsOf(clusters: readonly StoredCluster[]): readonly number[] {
  return clusters.flatMap(({ members }) => members.map(({ recordId }) => recordId))
}
