import { basename } from 'node:path'

/** A file to read, and what its records are called by. */
export interface TableFile {
  readonly path: string
  /** Unique among the files; the order of the files is the order of their names. */
  readonly name: string
}

/** Files are called by their names without folder and ending, with the ending where two would be called alike, else by their paths. */
export function tableFiles(paths: readonly string[]): readonly TableFile[] {
  const naming = [
    (path: string) => basename(path).replace(/\.(csv|tsv|txt)?(\.gz)?$/i, ''),
    (path: string) => basename(path),
  ]

  return paths
    .map((path) => {
      const nameOf = naming.find(
        (name) => name(path) !== '' && paths.filter((other) => name(other) === name(path)).length === 1,
      )

      return { path, name: nameOf?.(path) ?? path }
    })
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
}
