import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { EncodedRows } from '../../engine/matching/encode-rows.ts'
import { matchTable } from '../../engine/matching/match-table.ts'
import { encodedRows, type MatchTable } from '../../engine/matching/table/match-table.ts'
import { readTables } from '../../engine/matching/table/read-tables.ts'
import { customerModel } from '../../rules/matching/customer-model.ts'
import { plainColumn, type MatchColumn } from '../../rules/matching/match-column.ts'
import { fieldsOfModel, matchModelSchema, type MatchModel } from '../../rules/matching/match-model.ts'
import { weightOfProbability } from '../../rules/matching/match-weight.ts'
import { agreementOf, ourOpinion, sqlOpinion } from '../support/sql-opinion.ts'

/**
 * Asks DuckDB for a second opinion on every candidate pair and says where it differs: `tsx test/bench/sql-opinion.ts
 * [people.csv ...]`. FEBRL 4 is looked for in the folder TOUCHSTONE_DATA, generated people are named. The automatic model is
 * made and trained as `touchstone match` does (build first: it starts the built threads); people are also matched by the ready customer model.
 */
const inline = { workerCount: 1, bytesInlineMax: Infinity }
const folder = process.env['TOUCHSTONE_DATA']
/** Logarithms of two engines may differ in their last bit; what is more is another weight. */
const WEIGHT_GAP_MAX = 1e-9
let differences = 0

async function readFiles(paths: readonly string[], ignored: readonly string[] = []): Promise<MatchTable> {
  return readTables(paths, { id: 'id', ignored }, inline)
}

/** What `touchstone match` would make of the table. */
async function automaticModel(table: MatchTable, acrossSystemsOnly: boolean): Promise<MatchModel> {
  const { model } = await matchTable(table, { acrossSystemsOnly }, inline)

  return model
}

function rowsOf(table: MatchTable, acrossSystemsOnly: boolean): EncodedRows {
  return acrossSystemsOnly ? { ...encodedRows(table), systems: Int32Array.from(table.systems) } : encodedRows(table)
}

/** Generated people under the names of the customer model; what they do not have is missing. */
function peopleRows(table: MatchTable, model: MatchModel): EncodedRows {
  const named: Readonly<Record<string, string>> = {
    ...{ givenName: 'given_name', familyName: 'surname', companyName: 'company', postalCode: 'postcode' },
    ...{ birthDate: 'birth_or_reg_date', vatId: 'vat_id', house: 'house_no' },
  }
  const rows = encodedRows(table)
  const none = plainColumn(new Array<null>(table.count).fill(null))

  return {
    ...rows,
    fields: new Map(
      fieldsOfModel(model).map((field): [string, MatchColumn] => [
        field,
        rows.fields.get(named[field] ?? field) ?? none,
      ]),
    ),
  }
}

/** The customer model for lists that keep street and house number apart. */
const peopleModel = matchModelSchema.parse({
  ...customerModel,
  columns: customerModel.columns.map((column) =>
    column.name === 'streetLine' ? { ...column, from: ['street', 'house'], needs: 'any' } : column,
  ),
})

async function compare(title: string, rows: EncodedRows, model: MatchModel): Promise<void> {
  const everyPair = { ...model, reviewAbove: Number.MIN_VALUE }
  const started = performance.now()
  const ours = await ourOpinion(rows, everyPair)
  const between = performance.now()
  const sql = await sqlOpinion(rows, everyPair)
  const agreed = agreementOf(ours, sql, weightOfProbability(model.linkAbove))
  const { candidates, pairs, patternsThatDiffer, links, weights } = agreed
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)

  differences += candidates.rulesThatDiffer + pairs.oneOnly + patternsThatDiffer + links.oneOnly
  if (weights.gapMax > WEIGHT_GAP_MAX) differences += 1
  process.stdout.write(
    `${title}: ${rows.count} records\n` +
      `  candidate pairs  ours ${candidates.ours}, SQL ${candidates.sql}; of one only ${pairs.oneOnly}; blocking rules that differ ${candidates.rulesThatDiffer}\n` +
      `  patterns         equal ${pairs.both - patternsThatDiffer}, different ${patternsThatDiffer}\n` +
      `  links            of both ${links.both}, of one only ${links.oneOnly}\n` +
      `  weights          equal to the last bit ${weights.equalToTheLastBit}, greatest gap ${weights.gapMax}\n` +
      `  seconds          ours ${seconds(started, between)} in one thread, SQL ${seconds(between, performance.now())}\n`,
  )
}

if (folder === undefined || !existsSync(join(folder, 'febrl4'))) {
  process.stdout.write('FEBRL 4 is skipped: name the folder of the data sets in TOUCHSTONE_DATA.\n')
} else {
  const table = await readFiles(['a.csv', 'b.csv'].map((file) => join(folder, 'febrl4', file)))

  await compare('FEBRL 4, automatic model', rowsOf(table, true), await automaticModel(table, true))
}
for (const path of process.argv.slice(2)) {
  const table = await readFiles([path], ['cluster', 'source', 'updated_at'])

  await compare(`${basename(path)}, customer model`, peopleRows(table, peopleModel), peopleModel)
  await compare(`${basename(path)}, automatic model`, rowsOf(table, false), await automaticModel(table, false))
}
process.exitCode = differences === 0 ? 0 : 1
