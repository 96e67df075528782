import { describe, expect, test } from 'vitest'
import { problemLine } from '../../../engine/plan/plan-problem.ts'
import { examplePlan, invalidPlan, loadText, planWith, problemLines } from '../../support/example-plan.ts'

describe('secrets', () => {
  test('a variable that is not set is listed with the other problems', async () => {
    const found = await invalidPlan(planWith(['owner: crm-team', 'owner: crm-taem']), {})

    expect(found.problems.map(({ code, line, column, path }) => [code, line, column, path])).toEqual([
      ['SECRET_MISSING', 9, 12, 'systems.erp.config.url'],
      ['PLAN_REFERENCE', 25, 12, 'flows.1.owner'],
    ])
    expect(found.problems.map(problemLine)[0]).toBe(
      'touchstone.yaml:9:12  systems.erp.config.url  found ${ERP_URL}, which is not set; allowed: an environment variable with a value. Set ERP_URL in the environment of this command; the plan never holds secrets.',
    )
  })

  test.each([
    'url: postgres://reader:hunter2@erp.example.cz/erp',
    'url: "postgres://reader:x${ERP_URL}@erp.example.cz/erp"',
    'password: hunter2',
    'url: "https://erp.example.cz/export?token=hunter2"',
  ])('written into the plan are refused and never repeated: %s', async (line) => {
    const found = await problemLines(planWith(['url: ${ERP_URL}', line]))

    expect(found.join('\n')).toMatch(
      /touchstone\.yaml:9:\d+ {2}systems\.erp\.config\.(url|password) {2}found a secret written into the plan/,
    )
    expect(found.join('\n')).not.toContain('hunter2')
  })

  test('may stand inside a longer text', async () => {
    const text = planWith(['url: ${ERP_URL}', 'url: "postgres://reader:${ERP_PASSWORD}@erp.example.cz/erp"'])
    const { systems } = await loadText(text, { ERP_PASSWORD: 'hunter2' })

    expect(systems.get('erp')?.config).toMatchObject({ url: 'postgres://reader:hunter2@erp.example.cz/erp' })
  })

  test('never reach a message, even when the connector refuses what they say', async () => {
    const error = await invalidPlan(examplePlan, { ERP_URL: 'hunter2' })

    expect(`${error.message}\n${JSON.stringify(error.problems)}`).not.toContain('hunter2')
    expect(error.problems.map(({ path, found }) => [path, found])).toEqual([['systems.erp.config.url', '"${ERP_URL}"']])
  })
})
