import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchRecords } from '../../../engine/matching/match-records.ts'
import type { MatchOutcome, MatchRow, PairAssertion } from '../../../engine/matching/match-outcome.ts'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import { customerModel } from '../../../rules/matching/customer-model.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { customerList } from './customer-list.ts'

const fields = fieldsOf('customer')

async function* inBatches(rows: readonly MatchRow[], size = 100) {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size)
}

interface Options {
  readonly model?: MatchModel
  readonly assertions?: readonly PairAssertion[]
  readonly workerCount?: number
}

/** Matches without threads unless a number of workers is given. */
function match(rows: readonly MatchRow[], { model = customerModel, assertions = [], workerCount }: Options = {}) {
  const tools = workerCount === undefined ? { workerCount: 1 } : { workerCount, pairsInlineMax: 0 }

  return matchRecords({ fields, batches: inBatches(rows), assertions }, model, tools)
}

const facts = ({ seconds: _, data: __, ...rest }: MatchOutcome) => rest

/** Record ids of each cluster of more than one record. */
function clustersOf({ recordIds, clusterOf }: MatchOutcome): number[][] {
  const members = new Map<number, number[]>()

  clusterOf.forEach((representative, row) => {
    members.set(representative, [...(members.get(representative) ?? []), recordIds[row] as number])
  })

  return [...members.values()].filter(({ length }) => length > 1).map((ids) => ids.sort((one, other) => one - other))
}

function customers(...records: Partial<Record<string, string>>[]): readonly MatchRow[] {
  return records.map((record, recordId) => ({
    recordId,
    label: `crm:${recordId}`,
    system: 'crm',
    values: fields.map((field) => record[field] ?? null),
  }))
}

const jan = {
  givenName: 'Jan',
  familyName: 'Novák',
  street: 'Dlouhá 12',
  city: 'Brno',
  postalCode: '60200',
  phone: '+420777123456',
}

/** Strangers, so that names and numbers have the rarity they have in a list of some size. */
const strangers = customerList(400, 1).map((row) => ({
  ...row,
  recordId: row.recordId + 1000,
  label: `shop:${row.recordId}`,
}))

describe('the outcome', () => {
  test('does not depend on the order the rows arrive in', async () => {
    const rows = customerList(60, 3)
    const expected = facts(await match(rows))

    expect(clustersOf(expected as MatchOutcome).length).toBeGreaterThan(50)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...rows], { minLength: rows.length }), async (shuffled) => {
        expect(facts(await match(shuffled))).toEqual(expected)
      }),
      { numRuns: 5 },
    )
  })

  test('is the same for no, 1, 2 and 4 threads', async () => {
    const rows = customerList(300, 3)
    const expected = facts(await match(rows))

    for (const workerCount of [1, 2, 4]) expect(facts(await match(rows, { workerCount }))).toEqual(expected)
  })

  test('finds nearly all duplicates of a list and joins nobody else', async () => {
    const rows = customerList(1000, 3)
    const clusters = clustersOf(await match(rows))
    const pairs = clusters.flatMap((ids) =>
      ids.flatMap((one, at) => ids.slice(at + 1).map((other) => [one, other] as const)),
    )
    const right = pairs.filter(([one, other]) => Math.floor(one / 3) === Math.floor(other / 3))

    expect(right.length / pairs.length).toBeGreaterThan(0.99)
    expect(right.length / 3000).toBeGreaterThan(0.95)
  })

  test('of no record is empty', async () => {
    const outcome = await match([])

    expect(outcome.clusterOf).toEqual(new Int32Array(0))
    expect(outcome.links.left).toEqual(new Int32Array(0))
  })

  test('has parts that sum with the prior to the weight of each link, where no relation explains it otherwise', async () => {
    const { links, prior } = await match(customerList(100, 3), { model: { ...customerModel, relations: [] } })
    const comparisons = customerModel.comparisons.length

    links.weight.forEach((weight, link) => {
      const parts = links.parts.subarray(link * comparisons, (link + 1) * comparisons)

      expect(parts.reduce((sum, part) => sum + part, prior)).toBe(weight)
    })
  })
})

describe('systems free of duplicates', () => {
  test('are compared with each other only, by the pairs a full comparison finds between them', async () => {
    const rows = customerList(200, 3)
    const systems = new Map(rows.map(({ recordId, system }) => [recordId, system]))
    const pairsOf = ({ links }: MatchOutcome) =>
      [...links.left].map((left, link) => [left, links.right[link] as number])
    const across = await matchRecords(
      { fields, batches: inBatches(rows), assertions: [], acrossSystemsOnly: true },
      customerModel,
      { workerCount: 1 },
    )
    const all = pairsOf(await match(rows)).filter(
      ([left, right]) => systems.get(left as number) !== systems.get(right as number),
    )

    expect(all.length).toBeGreaterThan(500)
    expect(pairsOf(across)).toEqual(all)
  })
})

describe('customers', () => {
  test.each([
    ['a typing error', { ...jan, familyName: 'Nvák' }],
    ['another address', { ...jan, street: 'Krátká 3', city: 'Praha', postalCode: '11000' }],
    ['names exchanged, no diacritics', { ...jan, givenName: 'Novak', familyName: 'Jan' }],
    ['upper case', { ...jan, givenName: 'JAN', familyName: 'NOVÁK' }],
    ['a nickname', { ...jan, givenName: 'Honza' }],
    ['another family name after a marriage', { ...jan, familyName: 'Dvořáková' }],
  ])('are linked in spite of %s', async (_, other) => {
    const outcome = await match([...customers(jan, other), ...strangers])

    expect(clustersOf(outcome)).toContainEqual([0, 1])
  })

  test('of one household stay apart: the same family name, address and telephone', async () => {
    const outcome = await match([
      ...customers(jan, { ...jan, givenName: 'Petr' }, { ...jan, givenName: 'Hana' }),
      ...strangers,
    ])

    expect(clustersOf(outcome).flat()).not.toContain(0)
  })

  test('father and son of one name and address stay apart', async () => {
    const father = { ...jan, birthDate: '1950-03-04' }
    const outcome = await match([...customers(father, { ...jan, birthDate: '1978-11-21' }), ...strangers])

    expect(clustersOf(outcome).flat()).not.toContain(0)
  })

  test('a renamed company is linked by its VAT id and address', async () => {
    const company = {
      companyName: 'Alfa Stroj',
      vatId: 'CZ12345678',
      street: 'Polní 1',
      city: 'Zlín',
      postalCode: '76001',
      country: 'CZ',
    }
    const outcome = await match([...customers(company, { ...company, companyName: 'Beta Holding' }), ...strangers])

    expect(clustersOf(outcome)).toContainEqual([0, 1])
  })

  test('two VAT ids of one country hold companies apart, with the reason', async () => {
    const company = {
      companyName: 'Alfa Stroj',
      phone: '+420777123456',
      street: 'Polní 1',
      city: 'Zlín',
      postalCode: '76001',
    }
    const email = 'info@alfastroj.example'
    const rows = customers({ ...company, email, vatId: 'CZ12345678' }, { ...company, email, vatId: 'CZ87654321' })
    // Without relations: with them, what a shared house explains keeps the two from being likely at all.
    const model = { ...customerModel, relations: [] }
    const { links, separationReasons, ...rest } = await match([...rows, ...strangers], { model })
    const link = links.left.findIndex((left, at) => left === 0 && links.right[at] === 1)

    expect(clustersOf({ links, separationReasons, ...rest }).flat()).not.toContain(0)
    expect(separationReasons[links.separatedBy[link] as number]).toBe('two-values-of-vatId')
  })

  test('who ordered most is no stranger: the name and address on a quarter of all records belong to one customer', async () => {
    const company = { companyName: 'Alfa Stroj', street: 'Polní 1', city: 'Zlín', postalCode: '76001', country: 'CZ' }
    const orders = Array.from({ length: 150 }, () => company)
    const contact = { ...company, givenName: 'Jan', familyName: 'Novák', phone: '+420777123456' }
    const clusters = clustersOf(await match([...customers(contact, ...orders), ...strangers]))

    expect(clusters.map(({ length }) => length)).toEqual([151])
  })

  test('a telephone of hundreds is reported and links nobody', async () => {
    const rows = customerList(300, 1).map((row) => ({
      ...row,
      values: row.values.map((value, at) => (fields[at] === 'phone' ? '+420800111222' : value)),
    }))
    const outcome = await match(rows)

    expect(outcome.hotValues).toEqual([{ rule: 'telephone', value: '00111222', count: 300 }])
    expect(clustersOf(outcome)).toEqual([])
  })
})

describe('a person’s word', () => {
  test('"different" separates what the machine would link, for good', async () => {
    const rows = [...customers(jan, { ...jan, givenName: 'Honza' }), ...strangers]
    const { links, separationReasons, ...rest } = await match(rows, {
      assertions: [{ left: 1, right: 0, verdict: 'different' }],
    })

    expect(clustersOf({ links, separationReasons, ...rest }).flat()).not.toContain(0)
    expect(separationReasons[links.separatedBy[0] as number]).toBe('asserted-different')
  })

  test('"same" links what no rule would compare', async () => {
    const rows = [...customers(jan, { companyName: 'Alfa' }), ...strangers]
    const outcome = await match(rows, { assertions: [{ left: 0, right: 1, verdict: 'same' }] })

    expect(clustersOf(outcome)).toContainEqual([0, 1])
  })

  test('about a record that is gone is left alone', async () => {
    const outcome = await match(customers(jan), { assertions: [{ left: 0, right: 99, verdict: 'same' }] })

    expect(clustersOf(outcome)).toEqual([])
  })
})

test('an aborted match ends with the reason', async () => {
  const stop = new AbortController()
  const rows = customerList(1000, 3)
  const running = matchRecords({ fields, batches: inBatches(rows), assertions: [] }, customerModel, {
    workerCount: 2,
    pairsInlineMax: 0,
    signal: stop.signal,
    progress: () => stop.abort(),
  })

  await expect(running).rejects.toThrow(/abort/i)
})
