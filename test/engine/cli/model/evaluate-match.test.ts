import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { evaluateMatch } from '../../../../engine/cli/model/evaluate-match.ts'
import { evaluationFacts, evaluationText } from '../../../../engine/cli/model/evaluation-text.ts'
import type { Tools } from '../../../../engine/operations/tools.ts'
import { nightFolder, type NightFolder } from '../../../support/night-folder.ts'
import { customersOf, nightPlan } from '../../../support/night-plan.ts'
import { csv } from '../../../support/page.ts'
import { textFiles } from '../../../support/text-files.ts'

const plan = nightPlan(['crm', 'erp'].map((system) => customersOf(system)))

/** 1 and 7 are one person; 2 and 8 are, too, and share nothing; 3 and 9 are two, and share all. */
const people = {
  'crm.csv': csv(`
    id  name           email             phone      vat  city   changed
    1   Jana Nováková  jana@example.cz   601234567  -    Brno   2026-01-05T08:00:00Z
    2   Petr Kučera    petr@example.cz   602222222  -    Praha  2026-01-05T08:00:00Z
    3   Adam Zeman     zeman@example.cz  605555555  -    Opava  2026-01-05T08:00:00Z
  `),
  'erp.csv': csv(`
    id  name           email             phone      vat  city   changed
    7   Jana Nováková  jana@example.cz   601234567  -    Brno   2026-01-05T08:00:00Z
    8   Karel Hájek    karel@example.cz  603333333  -    Zlín   2026-01-05T08:00:00Z
    9   Adam Zeman     zeman@example.cz  605555555  -    Opava  2026-01-05T08:00:00Z
  `),
  'truth.csv': 'id_a,id_b\ncrm:1,erp:7\nerp:8,crm:2\ncrm:1,erp:99\n',
}

function evaluate({ path, store }: NightFolder) {
  const tools = { store, signal: new AbortController().signal } as Tools

  return evaluateMatch('customer', join(path, 'truth.csv'), join(path, 'evaluation'), tools)
}

test('measures blocking, links and clusters of the night, and says what it could not use', async () => {
  await using folder = await nightFolder(plan, people)

  await folder.night('2026-03-01T02:00:00Z')
  const evaluation = await evaluate(folder)

  expect(evaluationFacts(evaluation)).toMatchObject({
    records: 6,
    truthLines: 3,
    unknownLines: 1,
    candidateRecall: 0.5,
    links: { precision: 0.5, recall: 0.5, truePairs: 2, foundPairs: 2, rightPairs: 1 },
    clusters: { precision: 0.5, recall: 0.5, bCubed: { precision: 5 / 6, recall: 5 / 6 } },
    falseLinks: 1,
    missedPairs: 1,
    missedBecause: { 'never compared': 1 },
    isOutdated: false,
  })
  expect(evaluationText(evaluation)).toContain(`
                   precision  recall  F1      true pairs  found  right
links              0.5000     0.5000  0.5000  2           2      1
clusters           0.5000     0.5000  0.5000  2           2      1
clusters, B-cubed  0.8333     0.8333  0.8333
candidate pairs               0.5000

1 false link
1 true pair in two clusters: 1 never compared
`)
})

test('writes the curve, its picture, and the worst errors step by step', async () => {
  await using folder = await nightFolder(plan, people)

  await folder.night('2026-03-01T02:00:00Z')
  await evaluate(folder)
  const files = await textFiles(join(folder.path, 'evaluation'))
  const errors = parse<Record<string, string>>(files['match-errors.csv'] ?? '', { columns: true })
  const pairs = new Map(errors.map((row) => [`${row['error']} ${row['left']} ${row['right']} ${row['reason']}`, row]))

  expect([...pairs.keys()]).toEqual(['false-link crm:3 erp:9 linked', 'missed-pair crm:2 erp:8 never compared'])
  for (const [, { error, weight }] of pairs) {
    const steps = errors.filter((row) => row['error'] === error).map((row) => Number(row['step_weight']))

    expect(steps.reduce((sum, step) => sum + step, 0)).toBeCloseTo(Number(weight), 2)
  }
  expect(errors).toContainEqual(
    expect.objectContaining({ error: 'missed-pair', left_value: 'petr@example.cz', right_value: 'karel@example.cz' }),
  )
  expect(files['precision-recall.csv']?.split('\n').length).toBeGreaterThan(2)
  expect(files['precision-recall.svg']).toMatch(
    /^<svg [^]*<polyline [^]*clusters: precision 0.5000, recall 0.5000[^]*<\/svg>\n$/,
  )
})

test('says that nothing was matched before the first night', async () => {
  await using folder = await nightFolder(plan, people)

  await expect(evaluate(folder)).rejects.toMatchObject({ code: 'NOTHING_MATCHED' })
})
