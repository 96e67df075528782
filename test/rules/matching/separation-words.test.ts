import { expect, test } from 'vitest'
import { separationReasons } from '../../../engine/matching/cluster/separation.ts'
import { separationWords } from '../../../rules/matching/separation-words.ts'

test('every reason why a link does not hold has words', () => {
  const reasons = separationReasons([
    { reason: 'two-values-of-vatId' },
    { reason: 'two-records-of-a-duplicate-free-system' },
  ])

  expect(reasons.map((reason) => separationWords(reason))).toEqual([
    'a person called them different',
    'two values of vatId',
    'two records of one system free of duplicates',
    'another record is as near',
    'only one link joins two clusters',
    'few links join two clusters',
    'it would join records that a person called different',
  ])
})
