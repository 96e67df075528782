import type { MatchColumns } from '../../rules/matching/match-column.ts'
import type { MatchColumnSource, MatchModel } from '../../rules/matching/match-model.ts'
import { shareColumn, type SharedColumn } from './kernel/shared-columns.ts'
import type { KernelWorkers } from './kernel-workers.ts'

/**
 * Derives the model's columns in threads, each as soon as the columns it is derived from are there. Texts are kept of the
 * columns named and of those that others are derived from.
 */
export async function deriveInThreads(
  model: MatchModel,
  fields: MatchColumns,
  textNames: ReadonlySet<string>,
  workers: KernelWorkers,
): Promise<ReadonlyMap<string, SharedColumn>> {
  const shared = new Map<string, SharedColumn>()
  const columns = new Map<string, Promise<SharedColumn>>()
  const isRead = readColumns(model, textNames)

  for (const source of model.columns) {
    const inputs = source.from.map(async (name) => {
      const known = columns.get(name) ?? shared.get(name)

      if (known !== undefined) return known
      const field = shareField(name, source, fields)

      shared.set(name, field)

      return field
    })

    columns.set(source.name, derive(source, inputs, isRead.has(source.name), workers))
  }

  return new Map(await Promise.all([...columns].map(async ([name, column]) => [name, await column] as const)))
}

async function derive(
  source: MatchColumnSource,
  inputs: readonly Promise<SharedColumn>[],
  isRead: boolean,
  workers: KernelWorkers,
): Promise<SharedColumn> {
  const ready = await Promise.all(inputs)
  const isSame = ready.length === 1 && source.steps.length === 0 && source.rarest === undefined

  return isSame ? (ready[0] as SharedColumn) : workers.run({ do: 'derive', column: { source, inputs: ready, isRead } })
}

function shareField(name: string, source: MatchColumnSource, fields: MatchColumns): SharedColumn {
  const field = fields.get(name)

  if (field === undefined)
    throw new Error(`Column "${source.name}" is derived from "${name}", which the records do not have.`)

  return shareColumn(field)
}

/** Columns of which somebody reads the texts: steps of another column, or who asked for them by name. */
function readColumns({ columns }: MatchModel, textNames: ReadonlySet<string>): ReadonlySet<string> {
  const read = new Set(textNames)

  for (const { name, from, steps, rarest } of columns.toReversed())
    if (read.has(name) || steps.length > 0 || rarest !== undefined) for (const input of from) read.add(input)

  return read
}
