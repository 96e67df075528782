import { expect, test } from 'vitest'
import { randomStream } from '../../../../examples/company/random-stream.ts'
import { smallPeople } from '../../../fixtures/small-sets.ts'
import { matchFilesOf } from '../../../support/match-files.ts'

const people = smallPeople(11, 6700)['people.csv'] ?? ''

function shuffled(csv: string, seed: number): string {
  const [header, ...rows] = csv.trimEnd().split('\n')

  return `${[header, ...randomStream(seed, 'rows').shuffle(rows)].join('\n')}\n`
}

/** links.csv, clusters.csv and model.json, to the byte. */
async function written(csv: string, workerCount: number) {
  const matched = await matchFilesOf({ 'people.csv': csv }, ['people.csv'], {
    environment: { TOUCHSTONE_WORKERS: String(workerCount) },
  })
  const { exitCode, links, clusters, model } = matched

  return { exitCode, links, clusters, model }
}

test('one thread, two or four, rows in any order: the same bytes', async () => {
  const first = await written(people, 1)

  // Fewer are matched without threads.
  expect(people.split('\n').length).toBeGreaterThan(8_002)
  expect(first.exitCode).toBe(0)
  expect(first.links?.split('\n').length).toBeGreaterThan(1_000)
  for (const workerCount of [2, 4]) {
    const other = await written(shuffled(people, workerCount), workerCount)

    expect(other.links === first.links && other.clusters === first.clusters, `${workerCount} threads`).toBe(true)
    expect(other.model).toBe(first.model)
  }
}, 240_000)
