import type { ListMatches } from '../../../rules/documents/payments/lists/match-payment-lists.ts'
import type { PaymentColumns } from '../../../rules/documents/payments/lists/payment-columns.ts'
import type { ReadList } from '../../../rules/documents/payments/lists/read-payment-list.ts'
import type { ReadFile } from '../../matching/table/match-table.ts'
import type { PaymentQuality } from './payment-quality.ts'

/** One of the two lists, as it was read and understood. */
export interface PaymentFile {
  readonly file: ReadFile
  readonly columns: PaymentColumns
  readonly list: ReadList
}

/** What matching two files of payments came to; quality is undefined where no truth was named. */
export interface PaymentFilesMatch {
  readonly files: readonly [PaymentFile, PaymentFile]
  readonly matches: ListMatches
  readonly scale: number
  readonly quality: PaymentQuality | undefined
  readonly out: string
}
