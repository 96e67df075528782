import { expect, test } from 'vitest'
import { runJson } from '../../reports/run-json.ts'
import { runPage } from '../../reports/run-page.ts'
import { quietNight, troubledNight } from './summaries.ts'

test('a troubled night begins with what failed and ends with the volumes', async () => {
  await expect(runPage(troubledNight)).toMatchFileSnapshot('run-troubled.expected.md')
})

test('a quiet night says so in its first sentence', async () => {
  await expect(runPage(quietNight)).toMatchFileSnapshot('run-quiet.expected.md')
})

test('a night is not quiet when a flow had values refused in many rows', () => {
  const [flow] = quietNight.flows
  const nightWith = (rejectionCount: number) =>
    runPage({ ...quietNight, flows: flow === undefined ? [] : [{ ...flow, rowCount: 300, rejectionCount }] })

  expect(nightWith(74)).toContain('**All quiet: nothing waits for a person.**')
  expect(nightWith(75)).toContain('**1 flow with values refused in many rows.**')
})

test('run.json holds the whole summary, keys in code-unit order', async () => {
  await expect(runJson(troubledNight)).toMatchFileSnapshot('run.expected.json')
  expect(JSON.parse(runJson(troubledNight))).toEqual(troubledNight)
})

test('the order in which a summary was put together does not show in run.json', () => {
  const turned = Object.fromEntries(Object.entries(troubledNight).toReversed()) as unknown as typeof troubledNight

  expect(runJson(turned)).toBe(runJson(troubledNight))
})
