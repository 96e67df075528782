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
  const inputPlaces = inputPlacesOf(model.columns)
  const isRead = readColumns(model, textNames)
  const shared = new Map<string, SharedColumn>()
  const derived: Promise<SharedColumn>[] = []

  for (const place of longestChainsFirst(inputPlaces)) {
    const source = model.columns[place] as MatchColumnSource
    const inputs = (inputPlaces[place] as readonly number[]).map(async (input, index) =>
      input === FIELD
        ? fieldOf(source.from[index] as string, fields, shared)
        : (derived[input] as Promise<SharedColumn>),
    )

    derived[place] = derive(source, inputs, isRead.has(source.name), workers)
  }
  const columns = await Promise.all(derived)

  return new Map(model.columns.map(({ name }, place) => [name, columns[place] as SharedColumn]))
}

/** In place of a column: the input is a field of the record. */
const FIELD = -1

/** The columns each is derived from, by their places: only those declared before, for a field may have the name of a later one. */
function inputPlacesOf(columns: readonly MatchColumnSource[]): readonly (readonly number[])[] {
  const places = new Map<string, number>()

  return columns.map(({ name, from }, place) => {
    const inputs = from.map((input) => places.get(input) ?? FIELD)

    places.set(name, place)

    return inputs
  })
}

/** Columns others wait for first, so that the threads finish together; what a column is derived from stays before it. */
function longestChainsFirst(inputPlaces: readonly (readonly number[])[]): readonly number[] {
  const waiting = inputPlaces.map(() => 0)

  for (let place = inputPlaces.length - 1; place >= 0; place -= 1)
    for (const input of inputPlaces[place] as readonly number[])
      if (input !== FIELD) waiting[input] = Math.max(waiting[input] as number, 1 + (waiting[place] as number))

  return waiting
    .map((_, place) => place)
    .sort((one, other) => (waiting[other] as number) - (waiting[one] as number) || one - other)
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

function fieldOf(name: string, fields: MatchColumns, shared: Map<string, SharedColumn>): SharedColumn {
  const known = shared.get(name)
  const field = fields.get(name)

  if (known !== undefined) return known
  if (field === undefined) throw new Error(`Columns are derived from "${name}", which the records do not have.`)
  const column = shareColumn(field)

  shared.set(name, column)

  return column
}

/** Columns of which somebody reads the texts: steps of another column, or who asked for them by name. */
function readColumns({ columns }: MatchModel, textNames: ReadonlySet<string>): ReadonlySet<string> {
  const read = new Set(textNames)

  for (const { name, from, steps, rarest } of columns.toReversed())
    if (read.has(name) || steps.length > 0 || rarest !== undefined) for (const input of from) read.add(input)

  return read
}
