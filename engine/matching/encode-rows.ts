import { columnOf, plainTextTable, type MatchColumn, type MatchColumns } from '../../rules/matching/match-column.ts'
import { sharedInt32 } from './kernel/shared-columns.ts'
import { compactTextTable, type CompactTextTable } from './kernel/text-table.ts'
import type { MatchInput } from './match-outcome.ts'

/** The records as columns, by label, whatever order they arrived in. */
export interface EncodedRows {
  readonly count: number
  readonly recordIds: Int32Array
  readonly fields: MatchColumns
  /** Number of each record's system, in shared memory; only where records of one system are not to be compared. */
  readonly systems?: Int32Array | undefined
  /** Number of each record's system where that holds no entity twice, else 0; only where there is such a system. */
  readonly duplicateFree?: Int32Array | undefined
}

/** Reads all batches into columns of the fields a model needs; other fields are dropped at once. */
export async function encodeRows(
  input: MatchInput,
  fieldsNeeded: readonly string[],
  signal?: AbortSignal,
  duplicateFree: readonly string[] = [],
): Promise<EncodedRows> {
  const positions = fieldsNeeded.map((field) => input.fields.indexOf(field))
  const tables = fieldsNeeded.map(() => compactTextTable())
  const codes = fieldsNeeded.map(() => growable())
  const recordIds = growable()
  const labels: string[] = []
  const systemNames = plainTextTable()
  const systems = growable()

  for await (const batch of input.batches) {
    signal?.throwIfAborted()
    for (const row of batch) {
      recordIds.push(row.recordId)
      labels.push(row.label)
      systems.push(systemNames.codeOf(row.system))
      positions.forEach((position, field) => {
        const value = row.values[position] ?? null

        codes[field]?.push(value === null ? 0 : (tables[field] as CompactTextTable).codeOf(value))
      })
    }
  }
  const order = orderByLabel(labels)
  const onceWithin = (system: number) => duplicateFree.indexOf(systemNames.text(system)) + 1
  const systemOf = reorder(systems.take(), order)
  const columns = fieldsNeeded.map((field, index): [string, MatchColumn] => [
    field,
    encodedColumn(reorder((codes[index] as Growable).take(), order), tables[index] as CompactTextTable),
  ])

  return {
    count: labels.length,
    recordIds: reorder(recordIds.take(), order),
    fields: new Map(columns),
    systems: input.acrossSystemsOnly === true ? shared(systemOf) : undefined,
    duplicateFree: duplicateFree.length === 0 ? undefined : systemOf.map(onceWithin),
  }
}

function encodedColumn(codes: Int32Array, table: CompactTextTable): MatchColumn {
  return { ...columnOf(codes, table), texts: table.compact() }
}

function orderByLabel(labels: readonly string[]): Int32Array {
  const order = Int32Array.from(labels, (_, row) => row)
  const isOrdered = labels.every((label, row) => row === 0 || (labels[row - 1] as string) < label)

  return isOrdered
    ? order
    : order.sort((left, right) => ((labels[left] as string) < (labels[right] as string) ? -1 : 1))
}

function reorder(values: Int32Array, order: Int32Array): Int32Array {
  return order.map((row) => values[row] as number)
}

function shared(values: Int32Array): Int32Array {
  const copy = sharedInt32(values.length)

  copy.set(values)

  return copy
}

interface Growable {
  push(value: number): void
  take(): Int32Array
}

function growable(): Growable {
  let values = new Int32Array(1024)
  let length = 0

  return {
    push(value) {
      if (length === values.length) {
        const larger = new Int32Array(length * 2)

        larger.set(values)
        values = larger
      }
      values[length] = value
      length += 1
    },
    take: () => values.slice(0, length),
  }
}
