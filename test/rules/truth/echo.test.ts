import { describe, expect, test } from 'vitest'
import { isEcho, lastWordOf } from '../../../rules/truth/echo.ts'
import type { EntityPolicy } from '../../../rules/truth/field-policy.ts'
import { survive } from '../../../rules/truth/survive.ts'
import { valueLedger } from '../../../rules/truth/value-ledger.ts'
import { member } from './member-fixture.ts'
import { pasts } from './record-past.ts'

describe('the last word of a record', () => {
  const isOurs = (...lines: string[]) => {
    const [history] = valueLedger('customer', 'city', pasts(...lines))

    return history && lastWordOf(history)?.isEcho
  }

  test.each<[string, string[], boolean]>([
    ['is ours when our correction came back', ['crm Brno *Praha', 'erp Praha'], true],
    ['is ours where the record had said nothing', ['crm - *Praha', 'erp Praha'], true],
    ['is ours in other letters', ['crm Brno *Praha PRAHA', 'erp Praha'], true],
    ['is its own again when people wrote something else', ['crm Brno *Praha Cheb', 'erp Praha'], false],
    ['is its own when we gave it back what we had taken', ['crm Brno *Praha *Brno', 'erp Praha Brno'], false],
    ['is its own when the correction was undone', ['crm Brno *Praha! Brno', 'erp Praha .'], false],
    ['is ours when the next of our corrections was undone', ['crm Brno *Praha *Cheb! .', 'erp Praha Praha Cheb'], true],
    ['is its own when another system had said it', ['crm Brno Praha', 'erp Praha'], false],
  ])('%s', (_, lines, isOurWord) => {
    expect(isOurs(...lines)).toBe(isOurWord)
  })
})

describe('what we wrote into a trusted system', () => {
  const fields = { run: 3, isEcho: true }
  const policy: EntityPolicy = { city: [{ mostTrusted: ['erp', 'crm'] }, 'mostFrequent'] }

  test('does not win over the system it came from, when that says something else', () => {
    const told = [
      member('crm:1', { city: 'Cheb' }),
      member('erp:7', { city: 'Praha' }, { lastWords: new Map([['city', fields]]) }),
      member('shop:9', { city: 'Praha' }, { lastWords: new Map([['city', fields]]) }),
    ]

    expect(survive('customer', told, policy).values['city']).toBe('Cheb')
    expect(survive('customer', told, { city: ['mostFrequent'] }).values['city']).toBe('Cheb')
  })

  test('stands where nobody else says anything', () => {
    const alone = member('erp:7', { city: 'Praha' }, { lastWords: new Map([['city', fields]]) })

    expect(survive('customer', [alone], policy).values['city']).toBe('Praha')
  })

  test('is its own together with what its people changed later', () => {
    const changed = member(
      'erp:7',
      { city: 'Praha', street: 'Dlouhá 12' },
      {
        lastWords: new Map([
          ['city', fields],
          ['street', { run: 5, isEcho: false }],
        ]),
      },
    )

    expect(isEcho(changed, ['street', 'city'])).toBe(false)
    expect(isEcho(changed, ['city'])).toBe(true)
  })
})
