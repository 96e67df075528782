import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { planJsonSchema } from '../../../engine/plan/plan-json-schema.ts'
import { exportFolder } from '../../support/export-folder.ts'
import { runIn, type CommandRun } from '../../support/command-line-surroundings.ts'

describe('a starter from a folder of exports', () => {
  let folder: string
  let init: CommandRun
  let text: string

  beforeAll(async () => {
    folder = await exportFolder()
    init = await runIn({ folder }, 'init', 'exports')
    text = await readFile(join(folder, 'touchstone.yaml'), 'utf8')
  })

  test('names a flow for everything recognised, and what was left out with the reason', () => {
    const { flows } = parse(text) as { flows: { system: string; entity: string }[] }

    expect(init).toMatchObject({ exitCode: 0, errors: '' })
    expect(flows.map(({ system, entity }) => `${system}.${entity}`).sort()).toEqual([
      'crm.customer',
      'erp.invoice',
      'erp.invoiceLine',
      'mailing.customer',
      'shop.order',
      'shop.product',
    ])
    expect(text).toContain('# Left out: weather.csv (no entity recognised in its name or columns day, rain)')
    expect(text).toContain('# Left out: shop.sqlite, table settings (')
  })

  test('marks every guess and every blank', () => {
    expect(text).toContain('key: ID # guessed from the header')
    expect(text).toContain('encoding: windows-1250 # guessed from the bytes')
    expect(text).toContain('gross: { from: total, currencyFrom: currency } # guessed from the header')
    expect(text).toContain('# not used: Poznámka')
    expect(text).toContain('business: business@example.com # fill in')
    expect(text.split('\n')[0]).toMatch(/^# yaml-language-server: \$schema=.+/)
  })

  test('passes check as it is', async () => {
    const check = await runIn({ folder }, 'check')

    expect(check.errors).toBe('')
    expect(check.exitCode).toBe(0)
    expect(check.output).toContain('crm.customer')
    expect(check.output).toContain('The plan of exports is valid and every flow answers.')
  })

  test('fits the JSON Schema that editors check it with, until an owner is taken out', () => {
    const schema = z.fromJSONSchema(planJsonSchema())

    expect(schema.safeParse(parse(text)).error).toBeUndefined()
    expect(schema.safeParse(parse(text.replace('owner: crm-team', ''))).success).toBe(false)
  })

  test('tells a program what was found', async () => {
    const again = await runIn({ folder }, 'init', 'exports', '--plan', 'second.yaml', '--json')

    expect(JSON.parse(again.output)).toMatchObject({ event: 'init', flows: expect.arrayContaining(['crm.customer']) })
  })
})

test('an existing plan is never overwritten', async () => {
  const folder = await exportFolder()
  await writeFile(join(folder, 'touchstone.yaml'), 'mine')

  const { exitCode, errors } = await runIn({ folder }, 'init', 'exports')

  expect([exitCode, errors.split('  ')[0]]).toEqual([2, 'PLAN_EXISTS'])
  expect(await readFile(join(folder, 'touchstone.yaml'), 'utf8')).toBe('mine')
})

test('a folder that does not exist is said to be so', async () => {
  const folder = await exportFolder()

  expect(await runIn({ folder }, 'init', 'exporst')).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/^ARGUMENT_INVALID {2}init: found ".*exporst"/),
  })
})

test('a folder without a single recognised export leaves no plan behind', async () => {
  const folder = await exportFolder()
  await mkdir(join(folder, 'empty'))

  expect(await runIn({ folder }, 'init', 'empty')).toMatchObject({
    exitCode: 2,
    errors: expect.stringMatching(/^EXPORTS_MISSING {2}The folder ".*empty" holds no export .* \(0 files left out\)/),
  })
  expect(existsSync(join(folder, 'touchstone.yaml'))).toBe(false)
})
