import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPlan } from '../../../engine/plan/load-plan.ts'
import { exampleEnvironment, examplePlan, loadText, planWith, problemLines } from '../../support/example-plan.ts'

describe('a plan that holds together', () => {
  test('comes with defaults, flow ids, parsed selects and systems with their secrets', async () => {
    const { plan, flows, systems } = await loadText(examplePlan)

    expect(flows.map(({ id, direction }) => [id, direction])).toEqual([
      ['erp.invoice', 'both'],
      ['crm.customer', 'read'],
    ])
    expect(flows[1]?.select).toEqual({ file: 'crm.csv', key: 'id' })
    expect(systems.get('erp')?.config).toMatchObject({ url: exampleEnvironment.ERP_URL })
    expect(systems.get('crm')?.config).toMatchObject({ encoding: 'utf-8' })
    expect(plan.systems['erp']?.config).toEqual({ url: '${ERP_URL}' })
  })

  test('keeps its fingerprint under comments, layout, order of keys and other secrets, and changes it with its meaning', async () => {
    const { fingerprint } = await loadText(examplePlan)
    const relaid = planWith(
      [
        '    connector: postgres\n    config:\n      url: ${ERP_URL}',
        '    config: { "url": "${ERP_URL}" } # the old one\n    connector: postgres',
      ],
      ['      email: mail\n      city: town', '      city: town\n\n      email: mail'],
    )

    expect((await loadText(relaid)).fingerprint).toBe(fingerprint)
    expect((await loadText(examplePlan, { ERP_URL: 'postgres://elsewhere/erp' })).fingerprint).toBe(fingerprint)
    expect((await loadText(planWith(['dd.MM.yyyy', 'MM/dd/yyyy']))).fingerprint).not.toBe(fingerprint)
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('YAML itself', () => {
  test('a key given twice is a problem beside all others', async () => {
    const found = await problemLines(
      planWith(['  crm-team: {', '  erp-team: {'], ['owner: crm-team', 'owner: crm-taem']),
    )

    expect(found[0]).toBe(
      'touchstone.yaml:4:3  found the same key twice in one map; allowed: every key once. Remove one of the two; otherwise nobody knows which one counts.',
    )
    expect(found[1]).toContain('flows.1.owner')
  })

  test('one slip of YAML is one problem, not one for every word after it', async () => {
    const slipped = examplePlan.replace('systems:', 'systems:\n  slip: { connector: csv, config: { file: ${SLIP} } }')

    expect(await problemLines(slipped)).toHaveLength(1)
  })

  test('a variable without quotes inside braces is explained', async () => {
    const found = await problemLines(
      planWith(['    config:\n      url: ${ERP_URL}', '    config: { url: ${ERP_URL}, maxConcurrency: 1 }']),
    )

    expect(found[0]).toMatch(/^touchstone\.yaml:8:\d+ .*Inside \{ … \} a variable needs quotes: "\$\{NAME\}"\.$/)
  })

  test.each(['', '# only a comment\n', '42\n'])('a file with %j hears what a plan is made of', async (text) => {
    expect((await problemLines(text)).join('\n')).toContain('touchstone.yaml:1:1')
  })

  test('no file at all is PLAN_MISSING', async () => {
    await expect(loadPlan(join(tmpdir(), 'no-such-plan.yaml'), {}, new Map())).rejects.toMatchObject({
      code: 'PLAN_MISSING',
    })
  })
})
