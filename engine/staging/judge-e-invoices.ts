import { judgeEInvoice } from '../../rules/documents/en16931/judge-e-invoice.ts'
import { writeJudgements } from '../store/documents/e-invoice-judgements.ts'
import type { Session } from '../store/store.ts'

/** A raw record whose row may carry an e-invoice as a whole. */
interface RawRecord {
  readonly id: number
  readonly fields: Readonly<Record<string, string | null>>
}

/** Keeps what the e-invoices of a page contradict by themselves, so that no later night has to judge them again. */
export async function judgeEInvoices(session: Session, column: string, records: readonly RawRecord[]): Promise<void> {
  const judged = records.flatMap(({ id, fields }) => {
    const judgement = judgeEInvoice(fields[column] ?? '')

    return judgement === undefined ? [] : [{ recordId: id, judgement }]
  })

  await writeJudgements(
    session,
    records.map(({ id }) => id),
    judged,
  )
}
