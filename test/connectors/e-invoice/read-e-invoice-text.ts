import type { EInvoice } from '../../../rules/entity/e-invoice.ts'
import { readEInvoice } from '../../../connectors/e-invoice/read-e-invoice.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Reads an e-invoice from a file that exists only for this call. */
export async function readEInvoiceText(name: string, text: string | Uint8Array): Promise<EInvoice> {
  await using folder = await temporaryFolder()
  return await readEInvoice(await folder.write(name, text), new AbortController().signal)
}
