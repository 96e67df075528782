import { resolve } from 'node:path'
import { defineConnector } from '../connector.ts'
import { inFolder } from '../file-folder.ts'
import { fileGuarantees } from '../file-guarantees.ts'
import { eInvoiceConfig, eInvoiceSelect } from './config.ts'
import { eInvoicePaths } from './e-invoice-folder.ts'
import { columnsOf, eInvoiceColumn } from './e-invoice-rows.ts'
import { eInvoiceSnapshot } from './snapshot.ts'

/** Folders of electronic invoices: UBL 2.1, UN/CEFACT CII (EN 16931, Peppol BIS, XRechnung, Factur-X) and ISDOC 6. */
export const eInvoice = defineConnector({
  name: 'e-invoice',
  config: eInvoiceConfig,
  select: eInvoiceSelect,
  // An invoice that was issued stays issued: a file that is gone was put away.
  guarantees: { ...fileGuarantees, knowsDeletions: false },
  eInvoiceColumn,

  async open(config, systemContext) {
    const context = inFolder(config, systemContext)

    return {
      async probe({ file, rows }) {
        const paths = await eInvoicePaths(resolve(context.baseDir, file))
        return { columns: columnsOf[rows], rowCountEstimate: rows === 'invoice' ? paths.length : null }
      },
      snapshot: (select) => eInvoiceSnapshot(select, context),
      async [Symbol.asyncDispose]() {},
    }
  },
})
