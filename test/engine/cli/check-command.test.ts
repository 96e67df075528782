import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportFolder } from '../../support/export-folder.ts'
import { runIn } from '../../support/command-line-surroundings.ts'

async function checkedFolder(edit: (plan: string) => string): Promise<string> {
  const folder = await exportFolder()
  const path = join(folder, 'touchstone.yaml')

  await runIn({ folder }, 'init', 'exports')
  await writeFile(path, edit(await readFile(path, 'utf8')))
  return folder
}

test('a missing file is a coded line of its flow, and the others are checked all the same', async () => {
  const folder = await checkedFolder((plan) => plan)
  await rm(join(folder, 'exports', 'erp', 'invoices.csv'))

  const { exitCode, output } = await runIn({ folder }, 'check')

  expect(exitCode).toBe(2)
  expect(output).toMatch(/^erp\.invoice +csv +erp-team +SOURCE_FILE_MISSING$/m)
  expect(output).toMatch(/^crm\.customer +csv +crm-team +ok +9$/m)
  expect(output).toContain('1 of 6 flows cannot be read:\nSOURCE_FILE_MISSING  erp.invoice: No file matches')
})

test('a mapped column that the export does not have is found before the night, with the nearest one', async () => {
  const folder = await checkedFolder((plan) => plan.replace('from: total', 'from: totl'))
  const { exitCode, output } = await runIn({ folder }, 'check', '--json')
  const { flows } = JSON.parse(output) as { flows: { flow: string; state: string; message: string }[] }
  const invoice = flows.find(({ flow, state }) => flow === 'erp.invoice' && state !== 'ok')
  const order = flows.find(({ flow, state }) => flow === 'shop.order' && state !== 'ok')

  expect(exitCode).toBe(2)
  expect((invoice ?? order)?.state).toBe('SOURCE_COLUMN_MISSING')
  expect((invoice ?? order)?.message).toContain('"totl": Did you mean "total"?')
})

test('a plan with mistakes lists them all; as JSON each is an object', async () => {
  const folder = await checkedFolder((plan) =>
    plan.replace('owner: crm-team', 'owner: crm-taem').replace('currency: CZK', 'currency: czk'),
  )
  const text = await runIn({ folder }, 'check')
  const json = await runIn({ folder }, 'check', '--json')

  expect(text).toMatchObject({ exitCode: 2, output: '' })
  expect(text.errors).toMatch(
    /^PLAN_INVALID {2}The plan has 2 problem\(s\); nothing was read or written\.\ntouchstone\.yaml:9:13 {2}company\.currency {2}found "czk"/,
  )
  expect(json).toMatchObject({ exitCode: 2, errors: '' })
  expect(JSON.parse(json.output)).toMatchObject({
    event: 'error',
    code: 'PLAN_INVALID',
    problems: [
      { path: 'company.currency' },
      { path: expect.stringMatching(/^flows\.\d\.owner$/), next: 'Did you mean "crm-team"?' },
    ],
  })
})
