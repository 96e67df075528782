import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { matchRecords } from '../../engine/matching/match-records.ts'
import type { MatchOutcome, MatchRow } from '../../engine/matching/match-outcome.ts'
import { fieldsOf } from '../../rules/entity/entity.ts'
import { customerModel } from '../../rules/matching/customer-model.ts'

/**
 * Matches a file of generated people and prints quality, time and memory: `tsx test/bench/matching.ts people.csv [threads]`.
 * Columns: source,id,given_name,surname,company,street,house_no,city,postcode,country,email,phone,vat_id,date,updated_at,cluster.
 * The threads run the built worker: build first.
 */
const [file, threads = '2'] = process.argv.slice(2)

if (file === undefined) throw new Error('Name a file of generated people.')

const fields = fieldsOf('customer')
const batchSize = 5000
const legalForms =
  /[ ,]+(gmbh & co\.? ?kg|gmbh|ag|kg|ohg|e\.?k\.?|s\.?r\.?o\.?|a\.?s\.?|ltd\.?|plc|llp|b\.?v\.?|n\.?v\.?|s\.?a\.?r\.?l\.?|s\.?a\.?s?\.?|s\.?p\.?a\.?|s\.?r\.?l\.?|s\.?l\.?u?\.?)$/i
const trueClusters: string[] = []

async function* batches(path: string): AsyncGenerator<readonly MatchRow[]> {
  let batch: MatchRow[] = []
  let isHeader = true

  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (!isHeader) batch.push(rowOf(line.split(',')))
    isHeader = false
    if (batch.length === batchSize) {
      yield batch
      batch = []
    }
  }
  yield batch
}

function rowOf(columns: readonly string[]): MatchRow {
  const [source = '', id = '', givenName, familyName, company = '', street = '', house = '', city, postalCode] = columns
  const [country, email, phone = '', vatId = '', birthDate, , trueCluster = ''] = columns.slice(9)
  const companyName = company.replace(legalForms, '')
  const record: Readonly<Record<string, string | undefined>> = {
    ...{ givenName, familyName, companyName, email, city, postalCode, country, birthDate },
    phone: phone.replace('(0)', '').replace(/\D/g, ''),
    street: `${street} ${house}`.trim(),
    vatId: vatId.replace(/\W/g, ''),
  }
  const recordId = trueClusters.push(trueCluster) - 1

  return { recordId, label: `${source}:${id}`, system: source, values: fields.map((field) => record[field] || null) }
}

/** Pairwise precision, recall and F1 of a set of pairs of records. */
function quality(pairs: Iterable<readonly [number, number]>) {
  let found = 0
  let right = 0

  for (const [left, other] of pairs) {
    found += 1
    if (trueClusters[left] === trueClusters[other]) right += 1
  }
  const sizes = new Map<string, number>()

  for (const cluster of trueClusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1)
  const planted = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)

  return { precision: right / found, recall: right / planted, f1: (2 * right) / (found + planted) }
}

function* linkedPairs({ links }: MatchOutcome): Generator<readonly [number, number]> {
  for (const [link, left] of links.left.entries())
    if (links.verdict[link] === 1) yield [left, links.right[link] as number]
}

function* clusteredPairs({ recordIds, clusterOf }: MatchOutcome): Generator<readonly [number, number]> {
  const members = new Map<number, number[]>()

  for (const [row, cluster] of clusterOf.entries()) {
    const known = members.get(cluster) ?? []

    for (const other of known) yield [other, recordIds[row] as number]
    members.set(cluster, [...known, recordIds[row] as number])
  }
}

const outcome = await matchRecords({ fields, batches: batches(file), assertions: [] }, customerModel, {
  workerCount: Number(threads),
})

process.stdout.write(
  JSON.stringify({
    records: outcome.recordIds.length,
    candidatePairs: outcome.candidatePairCount,
    links: quality(linkedPairs(outcome)),
    clusters: quality(clusteredPairs(outcome)),
    seconds: outcome.seconds,
    cpuSeconds: process.cpuUsage().user / 1e6,
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  }) + '\n',
)
