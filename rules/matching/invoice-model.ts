import { documentModel } from './document-model.ts'

/** Invoices and credit notes: as orders, and they name the order they are about. */
export const invoiceModel = documentModel({ kind: 'invoice', dateField: 'issuedOn', referenceField: 'orderNumber' })
