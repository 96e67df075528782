import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Connector } from '../../../connectors/connector.ts'
import { csv } from '../../../connectors/csv/csv.ts'
import { postgres } from '../../../connectors/postgres/postgres.ts'
import { loadPlan } from '../../../engine/plan/load-plan.ts'
import { PlanInvalidError } from '../../../engine/plan/plan-invalid-error.ts'
import { problemLine } from '../../../engine/plan/plan-problem.ts'

const connectors = new Map<string, Connector>([
  ['csv', csv as unknown as Connector],
  ['postgres', postgres as unknown as Connector],
])

const PLAN = `company: { name: Example s.r.o., country: CZ, timeZone: Europe/Prague, currency: CZK }
owners:
  erp-team: { business: finance@example.cz, technical: it@example.cz }
  crm-team: { business: sales@example.cz, technical: it@example.cz }
systems:
  erp:
    connector: postgres
    config:
      url: \${ERP_URL}
  crm:
    connector: csv
flows:
  - system: erp
    entity: invoice
    owner: erp-team
    direction: both
    freshness: { warnAfter: 26h, failAfter: 50h }
    runbook: docs/runbooks/erp.md
    select: { table: invoices, key: id }
    fields:
      number: inv_no
      issuedOn: { from: inv_date, format: dd.MM.yyyy }
  - system: crm
    entity: customer
    owner: crm-team
    freshness: { warnAfter: 1d, failAfter: 2d }
    runbook: docs/runbooks/crm.md
    select: { file: crm.csv, key: id }
    fields:
      email: mail
      city: town
`
const ENVIRONMENT = { ERP_URL: 'postgres://reader:hunter2@erp.example.cz/erp' }

async function load(text: string, environment: Record<string, string> = ENVIRONMENT) {
  const path = join(await mkdtemp(join(tmpdir(), 'plan-')), 'touchstone.yaml')

  await writeFile(path, text)
  return loadPlan(path, environment, connectors)
}

async function invalid(text: string, environment?: Record<string, string>): Promise<PlanInvalidError> {
  try {
    await load(text, environment)
  } catch (error) {
    if (error instanceof PlanInvalidError) return error
    throw error
  }
  throw new Error('the plan was accepted')
}

async function problems(text: string, environment?: Record<string, string>): Promise<readonly string[]> {
  return (await invalid(text, environment)).problems.map(problemLine)
}

/** The plan above with one stretch of text replaced; fails when the stretch is not there. */
function planWith(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    expect(text).toContain(from)
    return text.replace(from, () => to)
  }, PLAN)
}

describe('a plan that holds together', () => {
  test('comes with defaults, flow ids, parsed selects and systems with their secrets', async () => {
    const { plan, flows, systems } = await load(PLAN)

    expect(flows.map(({ id, direction }) => [id, direction])).toEqual([
      ['erp.invoice', 'both'],
      ['crm.customer', 'read'],
    ])
    expect(flows[1]?.select).toEqual({ file: 'crm.csv', key: 'id' })
    expect(systems.get('erp')?.config).toMatchObject({ url: ENVIRONMENT.ERP_URL })
    expect(systems.get('crm')?.config).toMatchObject({ encoding: 'utf-8' })
    expect(plan.systems['erp']?.config).toEqual({ url: '${ERP_URL}' })
  })

  test('keeps its fingerprint under comments, layout, order of keys and other secrets, and changes it with its meaning', async () => {
    const { fingerprint } = await load(PLAN)
    const relaid = planWith(
      [
        '    connector: postgres\n    config:\n      url: ${ERP_URL}',
        '    config: { "url": "${ERP_URL}" } # the old one\n    connector: postgres',
      ],
      ['      email: mail\n      city: town', '      city: town\n\n      email: mail'],
    )

    expect((await load(relaid)).fingerprint).toBe(fingerprint)
    expect((await load(PLAN, { ERP_URL: 'postgres://elsewhere/erp' })).fingerprint).toBe(fingerprint)
    expect((await load(planWith(['dd.MM.yyyy', 'MM/dd/yyyy']))).fingerprint).not.toBe(fingerprint)
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a plan with mistakes', () => {
  test('hears about all three of them at once, each with line and column', async () => {
    const text = planWith(
      ['owner: erp-team', 'owner: erp-tem'],
      ['timeZone: Europe/Prague', 'timeZone: Europe/Praha'],
      ['failAfter: 2d', 'failAfter: two days'],
    )

    expect((await invalid(text)).message).toBe(
      [
        'The plan has 3 problem(s); nothing was read or written.',
        'touchstone.yaml:1:57  company.timeZone  found "Europe/Praha"; allowed: an IANA time zone such as Europe/Prague.',
        'touchstone.yaml:15:12  flows.0.owner  found "erp-tem"; allowed: erp-team, crm-team. Did you mean "erp-team"?',
        'touchstone.yaml:26:44  flows.1.freshness.failAfter  found "two days"; allowed: a whole number and m, h or d: 30m, 26h, 3d.',
      ].join('\n'),
    )
  })

  test('hands the problems over as data too', async () => {
    const { code, problems: found } = await invalid(planWith(['owner: erp-team', 'owner: erp-tem']))

    expect(code).toBe('PLAN_INVALID')
    expect(found).toEqual([
      {
        code: 'PLAN_REFERENCE',
        file: 'touchstone.yaml',
        line: 15,
        column: 12,
        path: 'flows.0.owner',
        found: '"erp-tem"',
        allowed: 'erp-team, crm-team',
        next: 'Did you mean "erp-team"?',
      },
    ])
  })

  test('hears about an unknown key at the key, with the nearest one that exists', async () => {
    expect(await problems(planWith(['    runbook: docs/runbooks/erp.md', '    runbok: docs/runbooks/erp.md']))).toEqual(
      [
        'touchstone.yaml:13:5  flows.0.runbook  found nothing; allowed: text. Without a runbook whoever is woken at three in the morning has to guess what to do.',
        expect.stringMatching(
          /^touchstone\.yaml:18:5 {2}flows\.0\.runbok {2}found the unknown key "runbok"; allowed: system, entity, .*\. Did you mean "runbook"\?$/,
        ),
      ],
    )
  })

  test('hears about an unknown key inside the long form of a field', async () => {
    expect(await problems(planWith(['from: inv_date, format', 'from: inv_date, fromat']))).toEqual([
      expect.stringMatching(/^touchstone\.yaml:22:35 .*flows\.0\.fields\.issuedOn\.fromat .*Did you mean "format"\?$/),
    ])
  })

  test.each([
    ['owner', '    owner: crm-team\n', 'Without an owner nobody is told when this flow fails'],
    [
      'freshness',
      '    freshness: { warnAfter: 1d, failAfter: 2d }\n',
      'Without freshness yesterday’s data pass for today’s',
    ],
    ['runbook', '    runbook: docs/runbooks/crm.md\n', 'Without a runbook whoever is woken at three'],
  ])('is refused when a flow has no %s, and says why that matters', async (key, line, reason) => {
    const [problem, ...others] = await problems(planWith([line, '']))

    expect(others).toEqual([])
    expect(problem).toMatch(new RegExp(`^touchstone\\.yaml:23:5 {2}flows\\.1\\.${key} {2}found nothing; `))
    expect(problem).toContain(reason)
  })

  test.each(['business', 'technical'])(
    'is refused when an owner has no %s person, and says why that matters',
    async (role) => {
      const [problem, ...others] = await problems(PLAN.replace(new RegExp(`${role}: [a-z]+@example.cz(, )?`), ''))

      expect(others).toEqual([])
      expect(problem).toMatch(
        new RegExp(`^touchstone\\.yaml:3:3 {2}owners\\.erp-team\\.${role} .* Without a ${role} owner nobody `),
      )
    },
  )

  test.each<[what: string, from: string, to: string, expected: RegExp]>([
    [
      'an unknown system',
      '- system: crm',
      '- system: cmr',
      /23:13 {2}flows\.1\.system {2}found "cmr"; allowed: erp, crm\. Did you mean "crm"\?/,
    ],
    [
      'an unknown connector',
      'connector: csv',
      'connector: cvs',
      /11:16 {2}systems\.crm\.connector {2}found "cvs"; allowed: csv, postgres\. Did you mean "csv"\?/,
    ],
    [
      'a select the connector refuses',
      'file: crm.csv',
      'path: crm.csv',
      /28:15 {2}flows\.1\.select\.path {2}found the unknown key "path"; allowed: file, key/,
    ],
    [
      'a config the connector refuses',
      'connector: csv',
      'connector: csv\n    config: { delimiter: ab }',
      /12:26 {2}systems\.crm\.config\.delimiter {2}found "ab"; allowed: at most one character/,
    ],
    [
      'a field that no customer has',
      'email: mail',
      'emial: mail',
      /30:7 {2}flows\.1\.fields\.emial {2}found the name "emial"; allowed: .*Did you mean "email"\?/,
    ],
    [
      'a warning after the failure',
      'warnAfter: 26h',
      'warnAfter: 3d',
      /17:44 {2}flows\.0\.freshness\.failAfter {2}found "50h"; allowed: longer than warnAfter \(3d\)/,
    ],
    [
      'a second flow of one system and entity',
      '- system: crm\n    entity: customer',
      '- system: erp\n    entity: invoice',
      /24:13 {2}flows\.1\.entity {2}found a second flow erp\.invoice; allowed: one flow for each system and entity/,
    ],
    [
      'writing where only reading is planned',
      '    select: { file',
      '    writeBack: { fields: [email] }\n    select: { file',
      /28:5 {2}flows\.1\.writeBack {2}found corrections for a system that is only read/,
    ],
    [
      'writing a field that is not mapped',
      '    select: { table',
      '    writeBack: { fields: [dueOn] }\n    select: { table',
      /19:27 {2}flows\.0\.writeBack\.fields\.0 {2}found "dueOn"; allowed: number, issuedOn/,
    ],
    [
      'lines without their documents',
      'entity: invoice',
      'entity: orderLine',
      /14:13 {2}flows\.0\.entity {2}found "orderLine"; allowed: lines only beside a flow erp\.order/,
    ],
    [
      'keys of a system nobody knows',
      'email: mail',
      'email: { from: mail, inSystem: shop }',
      /30:38 {2}flows\.1\.fields\.email\.inSystem {2}found "shop"; allowed: erp, crm/,
    ],
    [
      'a variable outside config',
      'runbook: docs/runbooks/crm.md',
      'runbook: ${RUNBOOK}',
      /27:14 {2}flows\.1\.runbook {2}found "\$\{RUNBOOK\}"; allowed: plain text here/,
    ],
  ])('with %s hears where, what is allowed and what was probably meant', async (_, from, to, expected) => {
    const found = await problems(planWith([from, to]))

    expect(found).toContainEqual(expect.stringMatching(expected))
  })

  test.each<[what: string, section: string, expected: string]>([
    [
      'trust in an unknown system',
      'truth: { customer: { email: [ mostTrusted: [crm, shop] ] } }',
      'touchstone.yaml:32:50  truth.customer.email.0.mostTrusted.1  found "shop"; allowed: erp, crm. Only systems of this plan can be trusted.',
    ],
    [
      'truth about an unknown field',
      'truth: { customer: { emial: [ mostRecent ] } }',
      'touchstone.yaml:32:22  truth.customer.emial  found the name "emial"; allowed: givenName, familyName, companyName, legalForm, email, phone, street, city, postalCode, country, vatId, companyId and 1 more. Did you mean "email"?',
    ],
    [
      'thresholds the wrong way round',
      'matching: { customer: { autoLinkAbove: 0.8, reviewAbove: 0.9 } }',
      'touchstone.yaml:32:58  matching.customer.reviewAbove  found 0.9; allowed: at most autoLinkAbove (0.8). Between the two a person is asked; above autoLinkAbove nobody is.',
    ],
    [
      'documents of a system that gives none',
      'documents: { invoice: { between: [erp, crm] } }',
      'touchstone.yaml:32:40  documents.invoice.between.1  found "crm"; allowed: erp. Add a flow of invoice for it; without one every invoice would look missing there.',
    ],
    [
      'a webhook that is no address',
      'alerts: [ { to: ops, channel: webhook } ]',
      'touchstone.yaml:32:17  alerts.0.to  found "ops"; allowed: an http or https address for channel: webhook.',
    ],
  ])('with %s hears it in one line', async (_, section, expected) => {
    expect(await problems(`${PLAN}${section}\n`)).toEqual([expected])
  })

  test('hears about wrong names even where the shape is wrong elsewhere', async () => {
    const found = await problems(
      planWith(['    runbook: docs/runbooks/erp.md\n', ''], ['owner: erp-team', 'owner: nobody']),
    )

    expect(found.map((line) => line.split('  ')[1])).toEqual(['flows.0.runbook', 'flows.0.owner'])
  })
})

describe('YAML itself', () => {
  test('a key given twice is a problem beside all others', async () => {
    const found = await problems(planWith(['  crm-team: {', '  erp-team: {'], ['owner: crm-team', 'owner: crm-taem']))

    expect(found[0]).toBe(
      'touchstone.yaml:4:3  found the same key twice in one map; allowed: every key once. Remove one of the two; otherwise nobody knows which one counts.',
    )
    expect(found[1]).toContain('flows.1.owner')
  })

  test('a variable without quotes inside braces is explained', async () => {
    const found = await problems(
      planWith(['    config:\n      url: ${ERP_URL}', '    config: { url: ${ERP_URL}, maxConcurrency: 1 }']),
    )

    expect(found[0]).toMatch(/^touchstone\.yaml:8:\d+ .*Inside \{ … \} a variable needs quotes: "\$\{NAME\}"\.$/)
  })

  test.each(['', '# only a comment\n', '42\n'])('a file with %j hears what a plan is made of', async (text) => {
    expect((await problems(text)).join('\n')).toContain('touchstone.yaml:1:1')
  })

  test('no file at all is PLAN_MISSING', async () => {
    await expect(loadPlan(join(tmpdir(), 'no-such-plan.yaml'), {}, connectors)).rejects.toMatchObject({
      code: 'PLAN_MISSING',
    })
  })
})

describe('secrets', () => {
  test('a variable that is not set is listed with the other problems', async () => {
    const found = await invalid(planWith(['owner: crm-team', 'owner: crm-taem']), {})

    expect(found.problems.map(({ code, line, column, path }) => [code, line, column, path])).toEqual([
      ['SECRET_MISSING', 9, 12, 'systems.erp.config.url'],
      ['PLAN_REFERENCE', 25, 12, 'flows.1.owner'],
    ])
    expect(problemLine(found.problems[0]!)).toBe(
      'touchstone.yaml:9:12  systems.erp.config.url  found ${ERP_URL}, which is not set; allowed: an environment variable with a value. Set ERP_URL in the environment of this command; the plan never holds secrets.',
    )
  })

  test.each([
    'url: postgres://reader:hunter2@erp.example.cz/erp',
    'url: "postgres://reader:x${ERP_URL}@erp.example.cz/erp"',
    'password: hunter2',
    'url: "https://erp.example.cz/export?token=hunter2"',
  ])('written into the plan are refused and never repeated: %s', async (line) => {
    const found = await problems(planWith(['url: ${ERP_URL}', line]))

    expect(found.join('\n')).toMatch(
      /touchstone\.yaml:9:\d+ {2}systems\.erp\.config\.(url|password) {2}found a secret written into the plan/,
    )
    expect(found.join('\n')).not.toContain('hunter2')
  })

  test('may stand inside a longer text', async () => {
    const text = planWith(['url: ${ERP_URL}', 'url: "postgres://reader:${ERP_PASSWORD}@erp.example.cz/erp"'])
    const { systems } = await load(text, { ERP_PASSWORD: 'hunter2' })

    expect(systems.get('erp')?.config).toMatchObject({ url: 'postgres://reader:hunter2@erp.example.cz/erp' })
  })

  test('never reach a message, even when the connector refuses what they say', async () => {
    const error = await invalid(PLAN, { ERP_URL: 'hunter2' })

    expect(`${error.message}\n${JSON.stringify(error.problems)}`).not.toContain('hunter2')
    expect(error.problems.map(({ path, found }) => [path, found])).toEqual([['systems.erp.config.url', '"${ERP_URL}"']])
  })
})
