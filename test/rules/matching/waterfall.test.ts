import { expect, test } from 'vitest'
import { defaultModels } from '../../../rules/matching/default-model.ts'
import { matchModelSchema } from '../../../rules/matching/match-model.ts'
import { fieldsOfLevel, waterfall } from '../../../rules/matching/waterfall.ts'
import { explainValues } from '../../support/explain-values.ts'

const model = matchModelSchema.parse({
  kind: 'person',
  columns: [
    { name: 'city', from: ['city'], steps: ['fold'] },
    { name: 'family', from: ['surname'], steps: ['fold'] },
    { name: 'full', from: ['name', 'family'] },
  ],
  blockingRules: [{ name: 'name', keys: ['full'] }],
  blockSizeMax: 10,
  comparisons: [
    {
      name: 'name',
      levels: [
        { name: 'same', when: { is: 'exact', of: 'full' }, m: 0.8, u: 0.1 },
        {
          name: 'moved',
          when: {
            is: 'all',
            of: [
              { is: 'exact', of: 'family' },
              { is: 'not', of: { is: 'exact', of: 'city' } },
            ],
          },
          m: 0.1,
          u: 0.4,
        },
        {
          name: 'renamed',
          when: {
            is: 'all',
            of: [
              { is: 'not', of: { is: 'missing', of: 'family' } },
              { is: 'exact', of: 'city' },
            ],
          },
          m: 0.01,
          u: 0.1,
        },
        { name: 'otherwise', when: { is: 'otherwise' }, m: 0.1, u: 0.5 },
      ],
    },
    {
      name: 'city',
      levels: [
        { name: 'same', when: { is: 'exact', of: 'city' }, m: 0.5, u: 0.25 },
        { name: 'otherwise', when: { is: 'otherwise' }, m: 0.5, u: 0.75 },
      ],
    },
  ],
  matesPerRecord: 0.1,
  linkAbove: 0.9,
  reviewAbove: 0.5,
})

test('splits a part into what the level says and what the frequency of the values adds', () => {
  const { parts, relations, relation } = waterfall(model, { prior: -5, levels: [0, 1], parts: [5, -1], weight: -1 })

  expect(
    parts.map(({ comparison, level, weight, termFrequency }) => [comparison, level, weight, termFrequency]),
  ).toEqual([
    ['name', 'same', 5, 2],
    ['city', 'otherwise', -1, expect.closeTo(-1 - Math.log2(0.5 / 0.75), 12)],
  ])
  expect([relations, relation]).toEqual([0, null])
})

test.each([
  ['name', 'same', ['surname', 'name']],
  ['name', 'moved', ['surname']],
  ['name', 'renamed', ['city', 'surname']],
  ['name', 'otherwise', ['city', 'surname', 'name']],
  ['city', 'same', ['city']],
])('the fields that decided %s at level "%s" are %j', (comparison, level, fields) => {
  expect(fieldsOfLevel(model, comparison, level)).toEqual(fields)
})

test('names what else would explain that two members of a household agree', () => {
  const person = (givenName: string) => ({
    givenName,
    familyName: 'Nováková',
    street: 'Dlouhá 12',
    city: 'Brno',
    postalCode: '60200',
    phone: '+420601234567',
    birthDate: givenName === 'Eva' ? '1950-01-02' : '1981-03-04',
  })
  const { relation, relations } = explainValues(person('Eva'), person('Jana'), defaultModels.customer, 100_000)

  expect(relation).toBe('two members of one household')
  expect(relations).toBeLessThan(-1)
})
