import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { SourceError } from './source-error.ts'

/** One file of a flow as it was when the reading began. */
export interface FileStamp {
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedMs: number
}

const hasWildcard = (name: string) => /[*?]/.test(name)

/** "*" stands for any run of characters, "?" for one; neither crosses a folder. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${source}$`, 'su')
}

/** The paths a path or wildcard names, sorted by code units; a path without wildcard is its own, whether it is there or not. */
export async function matchingPaths(path: string): Promise<readonly string[]> {
  if (!hasWildcard(basename(path))) return [path]

  const folder = dirname(path)
  const pattern = wildcard(basename(path))
  const names = await readdir(folder).catch((cause: unknown) => fail(path, cause))
  return names
    .filter((name) => pattern.test(name) && !name.startsWith('.'))
    .sort()
    .map((name) => resolve(folder, name))
}

/** A failing read as a coded error; what is no failure of the file system comes back as it is. */
export function fileFailure(path: string, cause: unknown): unknown {
  const { code = '' } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return new SourceError('SOURCE_FILE_MISSING', { path }, { cause })
  return /^E[A-Z]+$/.test(code) ? new SourceError('SOURCE_FILE_UNREADABLE', { path, cause: code }, { cause }) : cause
}

function fail(path: string, cause: unknown): never {
  throw fileFailure(path, cause)
}

async function stamp(path: string): Promise<FileStamp> {
  const found = await stat(path).catch((cause: unknown) => fail(path, cause))
  if (found.isDirectory()) throw new SourceError('SOURCE_FILE_UNREADABLE', { path, cause: 'it is a folder' })
  if (found.size === 0) throw new SourceError('SOURCE_FILE_EMPTY', { path })
  return { path, sizeBytes: found.size, modifiedMs: found.mtimeMs }
}

/** The files a path or wildcard names, sorted by code units so that every night reads them in the same order. */
export async function filesMatching(baseDir: string, pattern: string): Promise<readonly FileStamp[]> {
  const path = resolve(baseDir, pattern)
  const paths = await matchingPaths(path)

  if (paths.length === 0) throw new SourceError('SOURCE_FILE_MISSING', { path })
  return Promise.all(paths.map(stamp))
}

/** Why the files just read cannot be trusted as one picture, or null: an export was still being written, moved or replaced. */
export async function changeSince(
  baseDir: string,
  pattern: string,
  before: readonly FileStamp[],
): Promise<string | null> {
  const after = await filesMatching(baseDir, pattern).catch(() => [])
  const pathsOf = (stamps: readonly FileStamp[]) => stamps.map(({ path }) => path).join('\n')

  if (pathsOf(after) !== pathsOf(before)) return 'a file appeared or vanished while the files were read'
  const isSame = (old: FileStamp) => after.some((now) => now.path === old.path && isUnchanged(old, now))
  const changed = before.find((old) => !isSame(old))
  return changed === undefined ? null : `${basename(changed.path)} changed while it was read`
}

const isUnchanged = (before: FileStamp, after: FileStamp) =>
  before.sizeBytes === after.sizeBytes && before.modifiedMs === after.modifiedMs
