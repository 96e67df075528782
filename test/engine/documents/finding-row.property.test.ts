import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evidenceFingerprint, findingId, findingRow } from '../../../engine/documents/finding-row.ts'
import { mismatchColumns } from '../../../engine/store/documents/mismatches.ts'
import { finding } from '../../support/finding.ts'

const identity = ['goldenId', 'cause', 'system', 'sourceKey', 'otherSystem', 'otherSourceKey', 'field'] as const

test('a row has a value for every column', () => {
  expect(findingRow(finding(), 1)).toHaveLength(mismatchColumns.length)
  expect(findingRow(finding(), 1).includes(undefined as never)).toBe(false)
})

test('the id hangs on the identity alone, and no two of its parts can be exchanged', () => {
  fc.assert(
    fc.property(fc.constantFrom(...identity), fc.string({ minLength: 1 }), fc.string(), (part, text, other) => {
      const changed = finding({ [part]: `${text}!` })

      expect(findingId(changed)).not.toBe(findingId(finding()))
      expect(findingId({ ...changed, value: other, reason: other, differenceMinor: '9' })).toBe(findingId(changed))
    }),
  )
  expect(findingId(finding({ system: 'a', sourceKey: 'b' }))).not.toBe(
    findingId(finding({ system: 'b', sourceKey: 'a' })),
  )
})

test('the fingerprint ignores the order of the evidence and follows its content', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string(), { minKeys: 1, noNullPrototype: true }), (evidence) => {
      const turned = Object.fromEntries(Object.entries(evidence).toReversed())

      expect(evidenceFingerprint(finding({ evidence: turned }))).toBe(evidenceFingerprint(finding({ evidence })))
      expect(evidenceFingerprint(finding({ evidence }))).not.toBe(evidenceFingerprint(finding()))
    }),
  )
})
