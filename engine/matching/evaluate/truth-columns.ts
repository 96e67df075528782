/** Where the ids of a truth file stand. */
export type TruthColumns =
  | { readonly form: 'pairs'; readonly left: number; readonly right: number }
  | { readonly form: 'clusters'; readonly id: number; readonly cluster: number }

/**
 * Recognizes the two forms of a truth file by its header: `id,cluster`, or one pair a line under the first two columns whose
 * names begin with "id" (`id_a,id_b`, `id_imdb,id_tmdb`). Undefined: neither.
 */
export function truthColumns(header: readonly string[]): TruthColumns | undefined {
  const names = header.map((name) => name.trim().toLowerCase())
  const id = names.indexOf('id')
  const cluster = names.indexOf('cluster')

  if (id !== -1 && cluster !== -1) return { form: 'clusters', id, cluster }
  const [left, right] = names.flatMap((name, column) => (name.startsWith('id') ? [column] : []))

  return left === undefined || right === undefined ? undefined : { form: 'pairs', left, right }
}
