import { expect, test } from 'vitest'
import { clusterText } from '../../../../engine/cli/model/explanation-text.ts'
import { waterfallText } from '../../../../engine/cli/model/waterfall-text.ts'
import type { ExplainedPart } from '../../../../engine/matching/explain/weigh-again.ts'

function part(
  comparison: string,
  level: string,
  [weight, termFrequency]: readonly [number, number],
  left: string | null,
  right: string | null,
): ExplainedPart {
  return {
    comparison,
    level,
    m: 0.5,
    u: 0.5,
    weight,
    termFrequency,
    fields: [comparison],
    left: [left],
    right: [right],
  }
}

test('shows how the sum runs from the prior to the weight', () => {
  const text = waterfallText(
    {
      prior: -10,
      parts: [
        part('name', 'the same', [8, 1.5], 'Jana Nováková', 'Jana Nováková'),
        part('e-mail', 'alike', [9, 0], 'jana@example.cz', 'jana@example.com'),
        part('telephone', 'missing', [0, 0], null, '601234567'),
        part('city', 'otherwise', [-2, 0], 'Brno', 'Zlín'),
      ],
      relations: -1,
      relation: 'two members of one household',
      weight: 4,
      probability: 0.94,
    },
    'crm:1',
    'erp:7',
  )

  expect(text).toBe(`\
comparison  level                         weight   of it rarity  the sum so far                crm:1            erp:7
prior                                      -10.00                ░░░░░░░░░░░░░░░░
name        the same                        +8.00    +1.50       █████████████                 Jana Nováková    =
e-mail      alike                           +9.00                             ███████████████  jana@example.cz  jana@example.com
telephone   missing                         +0.00                                              -                601234567
city        otherwise                       -2.00                                         ░░░  Brno             Zlín
or else     two members of one household    -1.00                                       ░░
sum                                         +4.00                                ███████
`)
})

test('keeps a terminal safe from what a record may hold', () => {
  const text = waterfallText(
    {
      prior: 0,
      parts: [part('name', 'otherwise', [-1, 0], '\u001B[2J\u202Eevil\r\n', 'x'.repeat(100_000))],
      relations: 0,
      relation: null,
      weight: -1,
      probability: 1 / 3,
    },
    'crm:1',
    'erp:7',
  )

  expect(text).toContain('·[2J·evil··')
  expect(text).toContain(`${'x'.repeat(39)}…`)
  expect(text).not.toMatch(/[\u001B\u202E\r]/)
})

test('names the weakest link of a cluster and who joined by hand', () => {
  const strong = { left: 'crm:1', right: 'erp:7', weight: 1.5, isAsserted: true }
  const weak = { left: 'erp:7', right: 'shop:9', weight: 4, isAsserted: false }

  expect(
    clusterText({
      kind: 'customer',
      record: 'crm:1',
      members: ['crm:1', 'erp:7', 'shop:9'],
      memberCount: 3,
      linkCount: 2,
      holding: [strong, weak],
      weakest: weak,
      density: 2 / 3,
      isCut: false,
    }),
  ).toBe(`\
crm:1 (customer) is in a cluster of 3 records: crm:1, erp:7, shop:9.
2 of 3 pairs are linked (density 0.67). What holds it, strongest first:

record  record  weight
crm:1   erp:7   1.50    by a person
erp:7   shop:9  4.00    the weakest

The weakest: touchstone explain erp:7 shop:9
`)
})
