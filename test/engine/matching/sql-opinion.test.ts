import { expect, test } from 'vitest'
import { encodeRows } from '../../../engine/matching/encode-rows.ts'
import type { MatchRow } from '../../../engine/matching/match-outcome.ts'
import { fieldsOf, type MatchedKind } from '../../../rules/entity/entity.ts'
import {
  exact,
  jaroWinkler,
  missing,
  otherwise,
  rarityJaccard,
  rarityOverlap,
  sharesToken,
  tokenOverlap,
} from '../../../rules/matching/condition.ts'
import { customerModel } from '../../../rules/matching/customer-model.ts'
import { defaultModels } from '../../../rules/matching/default-model.ts'
import { fieldsOfModel, matchModelSchema, type MatchModel } from '../../../rules/matching/match-model.ts'
import { weightOfProbability } from '../../../rules/matching/match-weight.ts'
import { agreementOf, ourOpinion, sqlOpinion } from '../../support/sql-opinion.ts'
import { customerList, randomNumbers } from './customer-list.ts'

interface Asked {
  readonly fields: readonly string[]
  readonly rows: readonly MatchRow[]
  readonly acrossSystemsOnly?: boolean
}

/** Compares what both say of every candidate pair, however little it weighs. */
async function agreement({ fields, rows, acrossSystemsOnly = false }: Asked, model: MatchModel) {
  async function* batches() {
    yield await Promise.resolve(rows)
  }
  const encoded = await encodeRows(
    { fields, batches: batches(), assertions: [], acrossSystemsOnly },
    fieldsOfModel(model),
  )
  const everyPair = { ...model, reviewAbove: Number.MIN_VALUE }

  return agreementOf(
    await ourOpinion(encoded, everyPair),
    await sqlOpinion(encoded, everyPair),
    weightOfProbability(model.linkAbove),
  )
}

type Agreed = Awaited<ReturnType<typeof agreement>>

/** That two opinions are one. Logarithms of two engines may differ in their last bit, so weights may by a few. */
function expectOne({ candidates, pairs, patternsThatDiffer, links, weights }: Agreed): void {
  expect(candidates).toEqual({ ours: pairs.both, sql: pairs.both, rulesThatDiffer: 0 })
  expect({ patternsThatDiffer, pairs: pairs.oneOnly, links: links.oneOnly }).toEqual({
    patternsThatDiffer: 0,
    pairs: 0,
    links: 0,
  })
  expect(weights.gapMax).toBeLessThan(1e-12)
}

/** Gaps, emoji, swapped dates and quotes, in one value of a record in four. */
function spoilt(rows: readonly MatchRow[], seed: number): readonly MatchRow[] {
  const random = randomNumbers(seed)
  const faults: readonly ((value: string) => string | null)[] = [
    () => null,
    (value) => `${value}😀`,
    (value) => value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1-$3-$2'),
    (value) => `${value.slice(0, 2)}'${value.slice(2)}`,
    (value) => value.toUpperCase(),
    (value) => value.slice(1) || null,
  ]

  return rows.map((row) => {
    if (random() > 0.25) return row
    const field = Math.floor(random() * row.values.length)
    const fault = faults[Math.floor(random() * faults.length)] as (value: string) => string | null

    return {
      ...row,
      values: row.values.map((value, index) => (index === field && value !== null ? fault(value) : value)),
    }
  })
}

const customers = spoilt(customerList(200, 3), 5)

test.each([
  ['of one list', false],
  ['across systems only', true],
])('SQL weighs every candidate pair of customers as we do, %s', async (_, acrossSystemsOnly) => {
  const agreed = await agreement({ fields: fieldsOf('customer'), rows: customers, acrossSystemsOnly }, customerModel)

  expect(agreed.pairs.both).toBeGreaterThan(500)
  expect(agreed.links.both).toBeGreaterThan(100)
  expectOne(agreed)
})

/** Documents of few values each, so that every comparison has something to say. */
function documents(kind: MatchedKind, count: number): Asked {
  const random = randomNumbers(11)
  const pick = (values: readonly (string | null)[]) => values[Math.floor(random() * values.length)] as string | null
  const valueOf = (field: string) => {
    if (/date/i.test(field)) return pick(['2026-03-04', '2026-04-03', '2026-03-06', '2026-05-01', null])
    if (/minor/i.test(field)) return pick(['10000', '12100', '-12100', '10003', '5000', '0', null])
    if (/number/i.test(field)) return pick(['FV-2026001', '2026001', 'FV/2026/002', '2076001', '26001', null])

    return pick(['EUR', 'CZK', 'c1', 'c2', null])
  }
  const fields = fieldsOfModel(defaultModels[kind])

  return {
    fields,
    rows: Array.from({ length: count }, (_, recordId) => ({
      recordId,
      label: `erp:${recordId}`,
      system: 'erp',
      values: fields.map(valueOf),
    })),
  }
}

test.each<MatchedKind>(['order', 'invoice'])('SQL weighs every candidate pair of %ss as we do', async (kind) => {
  const agreed = await agreement(documents(kind, 150), defaultModels[kind])

  expect(agreed.pairs.both).toBeGreaterThan(300)
  expectOne(agreed)
})

/** Close to each other, so that a little difference shows. */
const rareWords = [0.98, 0.97, 0.96, 0.95, 0.94, 0.9, 0.8, 0.6].map((min) => ({
  name: `rare words ${min}`,
  when: rarityOverlap('title', min),
  m: 0.02,
  u: 0.005,
}))

const books = matchModelSchema.parse({
  kind: 'book',
  columns: [
    { name: 'title', from: ['title'], steps: ['fold'] },
    // Named like columns the SQL makes for itself.
    { name: 'copies', from: ['title'], rarest: 2 },
    { name: 'Who', from: ['first', 'last'] },
    { name: 'who', from: ['first', 'last'], needs: 'any' },
    { name: 'contents', from: ['first'], steps: ['lower'] },
    { name: 'count_0', from: ['first'], steps: [{ first: 3 }] },
  ],
  blockingRules: [
    { name: 'rare word', keys: [], eachOf: 'copies' },
    { name: 'author and word', keys: ['who'], eachOf: 'title' },
    { name: 'start', keys: ['count_0'] },
  ],
  blockSizeMax: 6,
  matesPerRecord: 0.5,
  linkAbove: 0.9,
  reviewAbove: 0.5,
  comparisons: [
    {
      name: 'title',
      levels: [
        { name: 'missing', when: missing('title'), m: 1, u: 1 },
        { name: 'rarely otherwise', when: rarityJaccard('title', 0.75), m: 0.2, u: 0.001 },
        ...rareWords,
        { name: 'contained', when: tokenOverlap('title', 1), m: 0.1, u: 0.01, termFrequency: { column: 'title' } },
        { name: 'a word', when: sharesToken('title'), m: 0.3, u: 0.1, termFrequency: { column: 'Who' } },
        { name: 'otherwise', when: otherwise(), m: 0.2, u: 0.9 },
      ],
    },
    {
      name: 'author',
      levels: [
        { name: 'missing', when: missing('Who'), m: 1, u: 1 },
        { name: 'the same', when: exact('Who'), m: 0.8, u: 0.01, termFrequency: { column: 'Who' } },
        {
          name: 'alike',
          when: jaroWinkler('who', 0.8),
          m: 0.1,
          u: 0.05,
          termFrequency: { column: 'who', times: 4, unseen: 0.002 },
        },
        { name: 'given name', when: exact('contents'), m: 0.1, u: 0.2, termFrequency: { column: 'contents' } },
        { name: 'otherwise', when: otherwise(), m: 0.1, u: 0.9 },
      ],
    },
  ],
})

/** Names in which the same words are parted elsewhere, or of which the third character is cut in half. */
function bookRows(count: number): readonly MatchRow[] {
  const random = randomNumbers(23)
  const pick = (values: readonly (string | null)[]) => values[Math.floor(random() * values.length)] as string | null
  const words = 'the|red|ab😀|ab😁|le  rouge|winter|wintre|winther|winters|winterr|wintherr'.split('|')

  return Array.from({ length: count }, (_, recordId) => ({
    recordId,
    label: `list${recordId % 3}:${recordId}`,
    system: `list${recordId % 3}`,
    values: [
      random() < 0.1 ? null : Array.from({ length: 2 + Math.floor(random() * 5) }, () => pick(words)).join(' '),
      pick(['Anna', 'Anna Maria', 'Jan', 'Jo😀', 'Jo😁', null]),
      pick(['Novak', 'Maria Novak', 'Nowak', null]),
    ],
  }))
}

test.each([false, true])(
  'blocks of words and joined columns mean the same in SQL (across systems only: %s)',
  async (is) => {
    const agreed = await agreement(
      { fields: ['title', 'first', 'last'], rows: bookRows(400), acrossSystemsOnly: is },
      { ...books, blockSizeMax: 40 },
    )

    expect(agreed.pairs.both).toBeGreaterThan(500)
    expectOne(agreed)
  },
)

test('a half of a character is U+FFFD in SQL, so that two different halves are one', async () => {
  const rows = ['Jo😀', 'Jo𝒜'].map((first, recordId) => ({
    recordId,
    label: `list:${recordId}`,
    system: 'list',
    values: [null, first, null],
  }))
  const { candidates } = await agreement({ fields: ['title', 'first', 'last'], rows }, books)

  expect(candidates).toEqual({ ours: 0, sql: 1, rulesThatDiffer: 1 })
})
