import { describe, expect, test } from 'vitest'
import { examplePlan, invalidPlan, planWith, problemLines } from '../../support/example-plan.ts'

describe('a plan with mistakes', () => {
  test('hears about all three of them at once, each with line and column', async () => {
    const text = planWith(
      ['owner: erp-team', 'owner: erp-tem'],
      ['timeZone: Europe/Prague', 'timeZone: Europe/Praha'],
      ['failAfter: 2d', 'failAfter: two days'],
    )

    expect((await invalidPlan(text)).message).toBe(
      [
        'The plan has 3 problem(s); nothing was read or written.',
        'touchstone.yaml:1:57  company.timeZone  found "Europe/Praha"; allowed: an IANA time zone such as Europe/Prague.',
        'touchstone.yaml:15:12  flows.0.owner  found "erp-tem"; allowed: erp-team, crm-team. Did you mean "erp-team"?',
        'touchstone.yaml:26:44  flows.1.freshness.failAfter  found "two days"; allowed: a whole number and m, h or d: 30m, 26h, 3d.',
      ].join('\n'),
    )
  })

  test('hands the problems over as data too', async () => {
    const { code, problems: found } = await invalidPlan(planWith(['owner: erp-team', 'owner: erp-tem']))

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
    expect(
      await problemLines(planWith(['    runbook: docs/runbooks/erp.md', '    runbok: docs/runbooks/erp.md'])),
    ).toEqual([
      'touchstone.yaml:13:5  flows.0.runbook  found nothing; allowed: text. Without a runbook whoever is woken at three in the morning has to guess what to do.',
      expect.stringMatching(
        /^touchstone\.yaml:18:5 {2}flows\.0\.runbok {2}found the unknown key "runbok"; allowed: system, entity, .*\. Did you mean "runbook"\?$/,
      ),
    ])
  })

  test('hears about an unknown key inside the long form of a field', async () => {
    expect(await problemLines(planWith(['from: inv_date, format', 'from: inv_date, fromat']))).toEqual([
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
    const [problem, ...others] = await problemLines(planWith([line, '']))

    expect(others).toEqual([])
    expect(problem).toMatch(new RegExp(`^touchstone\\.yaml:23:5 {2}flows\\.1\\.${key} {2}found nothing; `))
    expect(problem).toContain(reason)
  })

  test.each(['business', 'technical'])(
    'is refused when an owner has no %s person, and says why that matters',
    async (role) => {
      const [problem, ...others] = await problemLines(
        examplePlan.replace(new RegExp(`${role}: [a-z]+@example.cz(, )?`), ''),
      )

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
      'two amounts for one field',
      'number: inv_no',
      'gross: total\n      grossMinor: cents',
      /22:7 {2}flows\.0\.fields\.grossMinor {2}found the name "grossMinor"; allowed: one of "gross" and "grossMinor"\. Both are read into grossMinor\./,
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
      'correcting files without a person',
      '    select: { file',
      '    direction: both\n    writeBack: { fields: [email], automatic: [email] }\n    select: { file',
      /flows\.1\.writeBack\.automatic {2}found corrections without a person for a system of the connector csv/,
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
    const found = await problemLines(planWith([from, to]))

    expect(found).toContainEqual(expect.stringMatching(expected))
  })

  test('two fields that wait for each other are both named', async () => {
    const waiting = (field: string, other: string) => `${field}: [ { when: { ${other}: [x] }, prefer: [ longest ] } ]`
    const section = `truth: { customer: { ${waiting('email', 'phone')}, ${waiting('phone', 'email')} } }`
    const problems = await problemLines(`${examplePlan}${section}\n`)

    expect(problems.map((line) => line.split('  ')[1])).toEqual([
      'truth.customer.email.0.when.phone',
      'truth.customer.phone.0.when.email',
    ])
  })

  test.each<[what: string, section: string, expected: string]>([
    [
      'trust in an unknown system',
      'truth: { customer: { email: [ mostTrusted: [crm, shop] ] } }',
      'touchstone.yaml:32:50  truth.customer.email.0.mostTrusted.1  found "shop"; allowed: erp, crm. Only systems of this plan can be trusted.',
    ],
    [
      'trust with points for an unknown system',
      'truth: { customer: { email: [ mostTrusted: { crm: 90, shop: 40 } ] } }',
      'touchstone.yaml:32:55  truth.customer.email.0.mostTrusted.shop  found the name "shop"; allowed: erp, crm. Only systems of this plan can be trusted.',
    ],
    [
      'a condition on an unknown field',
      'truth: { customer: { email: [ { when: { contry: [CZ] }, prefer: [ mostRecent ] } ] } }',
      'touchstone.yaml:32:41  truth.customer.email.0.when.contry  found the name "contry"; allowed: givenName, familyName, companyName, legalForm, email, phone, street, city, postalCode, country, vatId, companyId and 1 more. Did you mean "country"?',
    ],
    [
      'a field that waits for itself',
      'truth: { customer: { email: [ { when: { email: [x] }, prefer: [ longest ] } ] } }',
      'touchstone.yaml:32:41  truth.customer.email.0.when.email  found a condition on "email"; allowed: a field whose own policy does not depend on this one. Two fields that wait for each other are never decided; take the condition out of one of them.',
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
      'an unknown system free of duplicates',
      'matching: { customer: { duplicateFree: [shop] } }',
      'touchstone.yaml:32:41  matching.customer.duplicateFree.0  found "shop"; allowed: erp, crm.',
    ],
    [
      'documents of a system that gives none',
      'documents: { invoice: { between: [erp, crm] } }',
      'touchstone.yaml:32:40  documents.invoice.between.1  found "crm"; allowed: erp. Add a flow of invoice for it; without one every invoice would look missing there.',
    ],
    [
      'invoices of orders in a system whose invoices name no order',
      'documents: { flow: { invoice: { in: [erp] } } }',
      'touchstone.yaml:32:38  documents.flow.invoice.in.0  found "erp"; allowed: none yet. Add a flow of invoice for it that reads number and orderNumber.',
    ],
  ])('with %s hears it in one line', async (_, section, expected) => {
    expect(await problemLines(`${examplePlan}${section}\n`)).toEqual([expected])
  })

  test('hears about wrong names even where the shape is wrong elsewhere', async () => {
    const found = await problemLines(
      planWith(['    runbook: docs/runbooks/erp.md\n', ''], ['owner: erp-team', 'owner: nobody']),
    )

    expect(found.map((line) => line.split('  ')[1])).toEqual(['flows.0.runbook', 'flows.0.owner'])
  })
})
