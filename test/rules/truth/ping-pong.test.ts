import { describe, expect, test } from 'vitest'
import { evidenceTime } from '../../../rules/truth/evidence-time.ts'
import { fieldFlips } from '../../../rules/truth/ping-pong.ts'
import { valueLedger, type RecordPast } from '../../../rules/truth/value-ledger.ts'
import { precisionOf, quarrelsFrom, recallOf, scoreOf } from '../../support/quarrel-score.ts'
import { tryQuarrel } from '../../support/quarrel-trial.ts'
import { past, pasts } from './record-past.ts'

const flipsIn = (records: readonly RecordPast[], golden: string | null = null, since = 0) =>
  fieldFlips('city', valueLedger('customer', 'city', records), golden, since)

describe('a field is in ping-pong', () => {
  test.each<[string, RecordPast[], string | null, string]>([
    ['two jobs swap', pasts('crm Brno Praha Brno', 'erp Praha Brno Praha'), null, 'ping-pong'],
    ['a stale copy comes twice', pasts('crm Brno Praha Brno Praha Brno', 'erp Brno'), null, 'ping-pong'],
    [
      'three systems in a circle',
      pasts('a Aš Brno Cheb Aš', 'b Brno Cheb Aš Brno', 'c Cheb Aš Brno Cheb'),
      null,
      'ping-pong',
    ],
    [
      'newer words give way at the same time of the day',
      pasts('crm Brno@1 Praha@2 Brno@2T22:10 Cheb@4T11:00 Brno@5T22:25', 'erp Brno@1'),
      null,
      'ping-pong',
    ],
    [
      'newer words give way three times, at whatever time',
      pasts('crm Brno@1 Praha@2 Brno@2T22:10 Cheb@4T11:00 Brno@5T14:00 Aš@7 Brno@8T17:00', 'erp Brno@1'),
      null,
      'ping-pong',
    ],
    [
      'the same value comes over the same other one again',
      pasts('crm Brno@1 Praha@2T22:10 Brno@3T11:00 Praha@4T22:15', 'erp Praha@2T11:00'),
      null,
      'ping-pong',
    ],
    [
      'two jobs swap what people had not taken back',
      pasts('crm Aš@1 Aš Brno@3T22:00 Aš@5T22:04', 'erp Aš@1 Brno@2T09:00 Aš@3T22:02 Brno@5T22:06'),
      null,
      'ping-pong',
    ],
    [
      'the second of our corrections is undone for the first',
      pasts('crm Brno *Praha! . *Cheb! Praha', 'erp Praha Cheb .'),
      'cheb',
      'rejected-again',
    ],
    [
      'our correction is undone for what the night had read before it',
      pasts('crm Brno Praha *Brno! Praha', 'erp Brno Praha .'),
      'brno',
      'rejected-again',
    ],
    ['our correction is undone', pasts('crm Brno *Praha Brno', 'erp Praha'), 'praha', 'rejected-again'],
    ['our correction is undone before we look', pasts('crm Brno *Praha! Brno', 'erp Praha'), 'praha', 'rejected-again'],
    ['the clock goes back', [past('crm Brno@9 Praha@4'), past('erp Praha@4')], null, 'clock-went-back'],
  ])('%s', (_, records, golden, cause) => {
    expect(flipsIn(records, golden)?.cause).toBe(cause)
  })

  test('is told with systems and times, without values', () => {
    const flips = flipsIn(pasts('crm Brno Praha Brno', 'erp Praha Brno Praha'))

    expect(flips?.recordIds).toEqual([1, 2])
    expect(flips?.reason).toBe(
      'crm:1 took up an old value (seen 2026-03-03T02:00:00.000Z, as erp had it before); ' +
        'erp:2 took up an old value (seen 2026-03-03T02:00:00.000Z, as crm had it before). Systems overwrite each other.',
    )
  })
})

describe('no ping-pong', () => {
  test.each<[string, RecordPast[], string | null]>([
    ['edits', pasts('crm Brno Praha Cheb', 'erp Brno'), null],
    ['we emptied it, and it stays empty', pasts('crm Brno *- .', 'erp Brno - .'), null],
    ['a system takes back its own word', pasts('crm Brno Praha Brno', 'erp Aš'), null],
    [
      'it takes it back again and again, and nobody else said either',
      pasts('crm Brno Praha Brno Praha Brno', 'erp Aš'),
      null,
    ],
    ['it takes back what we carried to another', pasts('crm Brno Praha . Brno', 'erp Brno . *Praha Brno'), 'brno'],
    [
      'two mistakes of a month are taken back, each when it was noticed',
      pasts('crm Brno@1 Praha@2T09:00 Brno@2T15:10 Cheb@9T11:00 Brno@10T09:20', 'erp Brno@1'),
      null,
    ],
    [
      'a copy comes late, and is newer than the copy it replaces',
      pasts('crm Brno@1 . Praha@3T22:00 Cheb@4T22:00 Aš@5T22:00', 'erp Praha@1 Cheb@2 Aš@3 . .'),
      null,
    ],
    [
      'a copy of our correction carries the date the record had before it',
      pasts('shop Aš@6 . Praha@2', 'crm Brno@2 *Praha@2 .', 'erp Praha@8'),
      null,
    ],
    ['another spelling', pasts('crm Brno BRNO brno BRNO', 'erp Praha PRAHA Praha'), null],
    ['our correction comes back in other letters', pasts('crm Brno *Praha PRAHA', 'erp Praha'), 'praha'],
    ['the policy agrees with what comes back', pasts('crm Brno *Praha Brno', 'erp Praha'), 'brno'],
    ['another system has taken its word back', pasts('crm Brno . *Praha Brno', 'erp Brno Praha . Brno'), 'cheb'],
    ['it comes back after 30 days', pasts(`crm Brno *Praha ${'. '.repeat(31)}Brno`, 'erp Praha'), 'praha'],
    ['a file we dropped is taken in later', pasts('crm Brno *Praha? Brno', 'erp Praha'), 'praha'],
    ['silence between', pasts('crm Brno - Brno - Brno', 'erp - Brno -'), null],
  ])('%s', (_, records, golden) => {
    expect(flipsIn(records, golden)).toBeUndefined()
  })

  test('before a thaw counts no more, and what comes after it does', () => {
    const records = pasts('crm Brno Praha Brno Praha Brno Praha', 'erp Praha Brno Praha Brno Praha Brno')

    expect([2, 5, 6].map((since) => flipsIn(records, null, since)?.cause)).toEqual([
      'ping-pong',
      'ping-pong',
      undefined,
    ])
  })

  test('stock goes up and down', () => {
    const records = pasts('shop 1 2 1 2 1', 'wms 2 1 2 1 2').map((one) => ({
      ...one,
      forms: one.forms.map((form) => ({ ...form, record: { stock: form.record['city'] ?? null } })),
    }))

    expect(fieldFlips('stock', valueLedger('product', 'stock', records), null, 0)).toBeUndefined()
  })
})

describe('the time of a word', () => {
  const timeIn = (records: readonly RecordPast[]) => {
    const [first] = records

    return first && evidenceTime('customer', 'city', first, valueLedger('customer', 'city', records))?.slice(0, 10)
  }

  test.each<[string, RecordPast[], string | undefined]>([
    ['is that of the change', [past('crm Brno@2 Praha@5')], '2026-03-05'],
    ['is no newer when the record is saved again', [past('crm Brno@2 Brno@5 BRNO@7')], '2026-03-02'],
    [
      'is the old one when a rejected value is sent again',
      [past('crm Brno@2 *Praha@4 Brno@6'), past('erp Praha@3')],
      '2026-03-02',
    ],
    [
      'is that of its own when a system takes its word back',
      [past('crm Brno@2 Praha@4 Brno@6'), past('erp Aš@3')],
      '2026-03-06',
    ],
    ['is that of its origin when we wrote it', [past('crm Brno@2 *Praha@9'), past('erp Praha@3')], '2026-03-03'],
    ['of silence is when it began', [past('crm Brno@2 -@5 -@7')], '2026-03-05'],
  ])('%s', (_, records, day) => {
    expect(timeIn(records)).toBe(day)
  })
})

test('simulated quarrels are told from honest histories', { timeout: 120_000 }, () => {
  const score = scoreOf(quarrelsFrom(1, 650).map(({ kind, seed }) => tryQuarrel(kind, seed)))

  expect(score.found).toBeGreaterThan(150)
  expect(precisionOf(score)).toBeGreaterThanOrEqual(0.99)
  expect(recallOf(score)).toBeGreaterThanOrEqual(0.99)
})
