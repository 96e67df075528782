import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { EInvoice } from '../../rules/entity/e-invoice.ts'
import { fileFailure } from '../file-set.ts'
import { SourceError } from '../source-error.ts'
import { readEInvoice } from './read-e-invoice.ts'

/** One file of a folder: what it says, or why it cannot be read. `file` is its name without the folder. */
export type EInvoiceFile =
  { readonly file: string; readonly invoice: EInvoice } | { readonly file: string; readonly rejection: SourceError }

/**
 * Reads every *.xml and *.isdoc file of a folder, sorted by name, or the one file the path names. A file that cannot be read
 * is rejected and the next one read; only a path that leads nowhere, or to a folder without e-invoices, is an error.
 */
export async function* eInvoicesIn(path: string, signal: AbortSignal): AsyncGenerator<EInvoiceFile> {
  for (const name of await namesIn(path)) {
    signal.throwIfAborted()
    yield await fileOf(name.path, name.file, signal)
  }
}

async function namesIn(path: string): Promise<readonly { path: string; file: string }[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ path, file: basename(path) }]
    const names = (await readdir(path)).filter((name) => /^[^.].*\.(?:xml|isdoc)$/i.test(name)).sort()
    if (names.length === 0) throw new SourceError('SOURCE_FILE_MISSING', { path: join(path, '*.{xml,isdoc}') })
    return names.map((name) => ({ path: join(path, name), file: name }))
  } catch (cause) {
    throw fileFailure(path, cause)
  }
}

async function fileOf(path: string, file: string, signal: AbortSignal): Promise<EInvoiceFile> {
  try {
    return { file, invoice: await readEInvoice(path, signal) }
  } catch (cause) {
    if (cause instanceof SourceError) return { file, rejection: cause }
    throw cause
  }
}
