import { compileMapping, columnsOf, type NormalizeContext } from '../../rules/normalize/compile-mapping.ts'
import type { Tools } from '../operations/tools.ts'
import { normalizeContext } from '../plan/flow-facts.ts'
import type { LoadedPlan } from '../plan/load-plan.ts'
import {
  closeNormalization,
  waitingRecords,
  writeCanonical,
  type CanonicalRow,
  type WaitingRecord,
} from '../store/staging/canonical-records.ts'
import type { CopyRow } from '../store/copy-format.ts'
import { renewRejections, writeRejections } from '../store/staging/rejections.ts'
import type { Run } from '../store/operations/runs.ts'
import type { Session } from '../store/store.ts'
import { contentHash } from './content-hash.ts'
import { judgeEInvoices } from './judge-e-invoices.ts'
import type { StagedFlow } from './snapshot-flow.ts'

/** Raise it when a normalizer changes its answers: every record is then read anew once. */
const rulesVersion = 4
const pageSize = 5_000
/** Rows that carry whole e-invoices are long. */
const eInvoicePageSize = 500

/**
 * Brings the canonical records of a flow up to its raw ones: those that changed, or all of them when the mapping or the order
 * of day and month in a column is now understood differently. Answers how many were read.
 */
export async function normalizeFlow(loaded: LoadedPlan, staged: StagedFlow, run: Run, tools: Tools): Promise<number> {
  const context = normalizeContext(loaded, staged.plan, staged.flow.columnEvidence, run.asOf)
  const fingerprint = normalizeFingerprint(staged, context)
  const { flow } = staged
  const throughRun = flow.normalizedWith === fingerprint ? flow.normalizedThroughRun : 0
  const normalize = compileMapping(staged.plan.entity, staged.plan.fields, context)
  const eInvoiceColumn = eInvoiceColumnOf(loaded, staged)
  const size = eInvoiceColumn === undefined ? pageSize : eInvoicePageSize
  let count = 0

  await tools.store.transaction(async (session) => {
    for await (const page of waitingRecords(session, flow.id, throughRun, size)) {
      const records = page.map((waiting) => ({ ...waiting, fields: fieldsOf(waiting) }))

      await normalizePage(session, staged, run.id, records, normalize)
      if (eInvoiceColumn !== undefined) await judgeEInvoices(session, eInvoiceColumn, records)
      count += page.length
      tools.progress.advance(page.length)
      tools.signal.throwIfAborted()
    }
    if (count > 0 || flow.normalizedWith !== fingerprint)
      await closeNormalization(session, flow.entity, flow.id, fingerprint, run.id)
  })
  return count
}

function eInvoiceColumnOf(loaded: LoadedPlan, { plan }: StagedFlow): string | undefined {
  return plan.entity === 'invoice' ? loaded.systems.get(plan.system)?.connector.eInvoiceColumn : undefined
}

type RawFields = Readonly<Record<string, string | null>>

function fieldsOf({ payload }: WaitingRecord): RawFields {
  return JSON.parse(payload) as RawFields
}

/** Everything that decides how raw becomes canonical; the year of `asOf` only through two-digit years, which a rerun must not shift. */
function normalizeFingerprint(staged: StagedFlow, context: NormalizeContext): string {
  const sorted = (columns: ReadonlyMap<string, string> = new Map()) =>
    [...columns].toSorted(([left], [right]) => (left < right ? -1 : 1))

  return contentHash(
    JSON.stringify([
      rulesVersion,
      staged.plan.fields,
      columnsOf(staged.plan.fields),
      context.company,
      context.system,
      sorted(context.dateOrders),
      sorted(context.shortYearOrders),
      sorted(context.decimalMarks),
    ]),
  )
}

async function normalizePage(
  session: Session,
  staged: StagedFlow,
  runId: number,
  page: readonly (WaitingRecord & { readonly fields: RawFields })[],
  normalize: ReturnType<typeof compileMapping>,
): Promise<void> {
  const rows: CanonicalRow[] = []
  const rejections: CopyRow[] = []

  for (const waiting of page) {
    const { record, changedAt, rejections: refused } = normalize(waiting)

    rows.push({ recordId: waiting.id, changedAt, record })
    for (const { field, issue, raw } of refused) {
      rejections.push([staged.flow.id, waiting.id, waiting.sourceKey, '', field, issue, raw, runId])
    }
  }
  await writeCanonical(session, staged.plan.entity, runId, rows)
  await renewRejections(session, { recordIds: page.map((waiting) => waiting.id) }, () =>
    writeRejections(session, rejections),
  )
}
