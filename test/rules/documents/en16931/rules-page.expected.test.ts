import { expect, test } from 'vitest'
import { allRules } from '../../../../rules/documents/en16931/rule-catalogue.ts'
import { readText } from '../../../tidy/repository.ts'

test('docs/e-invoice-rules.md explains every rule an e-invoice can break, and no other', async () => {
  const rows = allRules().map(
    ({ id, source, meaning }) => `| ${id.replace(/[^, ]+/g, '`$&`')} | ${meaning} | ${source} |`,
  )
  const page = [
    '# Rules an e-invoice can break by itself',
    '',
    'A finding with the cause `contradiction` names the rule in its evidence. This page is written by a test from the rules themselves;',
    '[why they are applied this way](../rules/documents/en16931/en16931.rationale.md).',
    '',
    '| rule | what it demands | where it stands |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')

  await expect(page).toMatchFileSnapshot('../../../../docs/e-invoice-rules.md')
  expect(readText('README.md')).toContain('](docs/e-invoice-rules.md)')
})
