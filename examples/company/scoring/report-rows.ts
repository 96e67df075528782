import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

/** One row of a report, by column name. */
export type ReportRow = Readonly<Record<string, string>>

/** Reads a CSV report of a run; a report that was not written has no rows. Values lose the apostrophe that guards spreadsheets. */
export function reportRows(folder: string, file: string): readonly ReportRow[] {
  const path = join(folder, file)

  if (!existsSync(path)) return []
  return parse(readFileSync(path), { bom: true, columns: true, on_record: unguarded })
}

const unguarded = (row: Readonly<Record<string, string>>): ReportRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value.replace(/^'(?=[=+\-@])/, '')]))

/** How a flow did in a run. */
export interface FlowOutcome {
  readonly flow: string
  readonly status: string
}

/** The flows of `run.json`. */
export function flowOutcomes(folder: string): readonly FlowOutcome[] {
  const path = join(folder, 'run.json')

  if (!existsSync(path)) return []
  return (JSON.parse(readFileSync(path, 'utf8')) as { flows?: readonly FlowOutcome[] }).flows ?? []
}
