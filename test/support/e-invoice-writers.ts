/**
 * Writes one EInvoice in each syntax, so that a test can make files of its own: what `ublText` and `ciiText` write of the same
 * invoice reads the same, but for `syntax`; ISDOC knows less. Only what an EInvoice knows is written: the files are no complete
 * Peppol documents.
 */
export { ciiText } from './cii-writer.ts'
export { isdocText } from './isdoc-writer.ts'
export { ublText } from './ubl-writer.ts'
