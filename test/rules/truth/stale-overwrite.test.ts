import { describe, expect, test } from 'vitest'
import { staleOverwrite, type FieldHistory, type PeerValue } from '../../../rules/truth/stale-overwrite.ts'

const day = (date: string | null) => date && `${date}T08:00:00.000Z`

/** "value@day" lines, oldest first; the last one is tonight's. */
function history(field: string, ...states: string[]): FieldHistory {
  const versions = states.map((state) => {
    const [value = '', at] = state.split('@')

    return { value: value === '-' ? null : value, changedAt: day(at ?? null) }
  })
  const current = versions.pop() ?? { value: null, changedAt: null }

  return {
    kind: field === 'stock' ? 'product' : 'customer',
    field,
    system: 'crm',
    sourceKey: '7',
    current,
    previous: versions,
  }
}

const peer = (system: string, state: string): PeerValue => {
  const [value = '', at] = state.split('@')

  return { system, sourceKey: '1', value, changedAt: day(at ?? null) }
}

describe('an old value over a newer one', () => {
  test.each<[string, FieldHistory, PeerValue[], string]>([
    ['the clock of the record went back', history('email', 'b@2026-02-01', 'a@2025-01-01'), [], 'clock-went-back'],
    ['a number goes back by the clock too', history('stock', '5@2026-02-01', '4@2026-01-01'), [], 'clock-went-back'],
    [
      'the value before came back',
      history('city', 'Praha@2024-01-01', 'Brno@2025-01-01', 'PRAHA@2026-01-01'),
      [],
      'value-returned',
    ],
    ['it came back without any time', history('city', 'Praha', 'Brno', 'Brno', 'Praha'), [], 'value-returned'],
    [
      'another system held it before',
      history('city', 'Brno@2025-01-01', 'Praha@2026-01-01'),
      [peer('shop', 'Praha@2023-05-05')],
      'older-elsewhere',
    ],
  ])('%s', (_, changed, peers, cause) => {
    expect(staleOverwrite(changed, peers)?.cause).toBe(cause)
  })

  test('is told with systems and times, without values', () => {
    const found = staleOverwrite(history('city', 'Brno@2025-01-01', 'Praha@2026-01-01'), [
      peer('shop', 'Praha@2022-05-05'),
      peer('erp', 'Praha@2023-05-05'),
    ])

    expect(found).toEqual({
      cause: 'older-elsewhere',
      field: 'city',
      system: 'crm',
      sourceKey: '7',
      restored: { value: 'Praha', changedAt: '2026-01-01T08:00:00.000Z' },
      overwritten: { value: 'Brno', changedAt: '2025-01-01T08:00:00.000Z' },
      origin: { system: 'erp', sourceKey: '1', changedAt: '2023-05-05T08:00:00.000Z' },
      reason:
        'crm:7 replaced a value of 2025-01-01T08:00:00.000Z by one that erp:1 has held since 2023-05-05T08:00:00.000Z.',
    })
  })
})

describe('no old value over a newer one', () => {
  test.each<[string, FieldHistory, PeerValue[]]>([
    ['a new value', history('city', 'Brno@2025-01-01', 'Praha@2026-01-01'), []],
    ['a first value', history('city', 'Praha@2026-01-01'), []],
    ['a value that filled an empty field', history('city', 'Praha@2024-01-01', '-@2025-01-01', 'Praha@2026-01-01'), []],
    ['a value that was removed', history('city', 'Praha@2025-01-01', '-@2024-01-01'), []],
    ['another spelling', history('city', 'Ústí@2025-01-01', 'USTI@2024-01-01'), []],
    ['stock that went down and up', history('stock', '5@2026-01-01', '4@2026-01-02', '5@2026-01-03'), []],
    ['a peer whose time is unknown', history('city', 'Brno@2025-01-01', 'Praha@2026-01-01'), [peer('shop', 'Praha')]],
    [
      'a replaced value whose time is unknown',
      history('city', 'Brno', 'Praha@2026-01-01'),
      [peer('shop', 'Praha@2020-01-01')],
    ],
    [
      'a value somebody else said after the replaced one',
      history('city', 'Brno@2025-01-01', 'Praha@2026-01-01'),
      [peer('shop', 'Praha@2023-05-05'), peer('erp', 'Praha@2025-06-01')],
    ],
  ])('%s', (_, changed, peers) => {
    expect(staleOverwrite(changed, peers)).toBeUndefined()
  })
})
