import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { EInvoice } from '../../rules/entity/e-invoice.ts'
import { fileFailure, matchingPaths } from '../file-set.ts'
import { SourceError } from '../source-error.ts'
import { readEInvoice } from './read-e-invoice.ts'

/** One file of a folder: what it says, or why it cannot be read. `file` is its name without the folder. */
export type EInvoiceFile =
  { readonly file: string; readonly invoice: EInvoice } | { readonly file: string; readonly rejection: SourceError }

/**
 * Reads every *.xml and *.isdoc file of a folder, what a wildcard matches, or one file, sorted by name. A file that cannot be
 * read is rejected and the next one read; only a path that leads to no file at all is an error.
 */
export async function* eInvoicesIn(path: string, signal: AbortSignal): AsyncGenerator<EInvoiceFile> {
  for (const found of await eInvoicePaths(path)) {
    signal.throwIfAborted()
    yield await fileOf(found, signal)
  }
}

/** The files that {@link eInvoicesIn} reads. */
export async function eInvoicePaths(path: string): Promise<readonly string[]> {
  const paths = (await isFolder(path)) ? await pathsOfFolder(path) : await matchingPaths(path)
  if (paths.length === 0) throw new SourceError('SOURCE_FILE_MISSING', { path })
  if (paths[0] === path) await stat(path).catch((cause: unknown) => fail(path, cause))
  return paths
}

const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() === true

async function pathsOfFolder(path: string): Promise<readonly string[]> {
  const names = await readdir(path).catch((cause: unknown) => fail(path, cause))
  return names
    .filter((name) => /^[^.].*\.(?:xml|isdoc)$/i.test(name))
    .sort()
    .map((name) => join(path, name))
}

function fail(path: string, cause: unknown): never {
  throw fileFailure(path, cause)
}

async function fileOf(path: string, signal: AbortSignal): Promise<EInvoiceFile> {
  const file = basename(path)
  try {
    return { file, invoice: await readEInvoice(path, signal) }
  } catch (cause) {
    if (cause instanceof SourceError) return { file, rejection: cause }
    throw cause
  }
}
