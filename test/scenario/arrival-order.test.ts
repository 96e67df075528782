import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lawCompany, readingPlan } from '../support/night-law-company.ts'

const nights = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z', '2026-03-04T02:00:00Z']
const kinds = ['customer', 'order', 'invoice']
const arriving = ['crm.csv', 'erp.csv', 'orders.csv']

/** In which night a row arrives: nine of ten in the first. */
const arrivalOf = (row: number) => [91, 94, 97, 100].findIndex((share) => (row * 7919 + 3) % 100 < share)

/** The rows that have arrived, those of the latest night first. */
function arrived(content: string, night: number): string {
  const [header = '', ...lines] = content.trimEnd().split('\n')
  const known = lines.filter((_, row) => arrivalOf(row) < night)
  const fresh = lines.filter((_, row) => arrivalOf(row) === night)

  return [header, ...fresh.toReversed(), ...known, ''].join('\n')
}

test(
  'rows that arrive night after night end in the golden records of rows that arrive at once',
  { timeout: 300_000 },
  async () => {
    const atOnce = await (async () => {
      await using folder = await lawCompany({ plan: readingPlan })
      const night = await folder.night(nights[0] ?? '')

      return { golden: kinds.map((kind) => night.clusters(kind)), summary: night.summary }
    })()
    await using folder = await lawCompany({ plan: readingPlan })
    const contents = await Promise.all(
      arriving.map(async (name) => [name, await readFile(join(folder.path, name), 'utf8')] as const),
    )
    const pairs: number[] = []

    for (const [night, asOf] of nights.entries()) {
      await folder.write(Object.fromEntries(contents.map(([name, content]) => [name, arrived(content, night)])))
      const { clusters, summary } = await folder.night(asOf)

      pairs.push(summary.entities[0]?.candidatePairs ?? 0)
      if (night === nights.length - 1) expect(kinds.map((kind) => clusters(kind))).toEqual(atOnce.golden)
    }
    const [first = 0, ...later] = pairs

    expect(first).toBeGreaterThan(1_000)
    for (const compared of later) expect(compared).toBeLessThan(first / 4)
  },
)
