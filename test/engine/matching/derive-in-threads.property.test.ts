import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveInThreads } from '../../../engine/matching/derive-in-threads.ts'
import { textAt } from '../../../engine/matching/kernel/text-table.ts'
import { workInline } from '../../../engine/matching/kernel-workers.ts'
import { deriveColumns } from '../../../rules/matching/derive-columns.ts'
import { plainColumn } from '../../../rules/matching/match-column.ts'
import { matchModelSchema, type MatchModel } from '../../../rules/matching/match-model.ts'

const word = fc.constantFrom('Ann', 'ann', 'Mueller', 'Müller', 'ova', '  ', '-', 'x x', 'İ', 'Straße 12')
const value = fc.option(fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')))
const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 })
const needs = fc.constantFrom('all', 'any')

function model(fullNeeds: 'all' | 'any', lastNeeds: 'all' | 'any'): MatchModel {
  return matchModelSchema.parse({
    kind: 'person',
    columns: [
      { name: 'given', from: ['first'], steps: ['fold'] },
      { name: 'family', from: ['last'], steps: ['fold', 'foldUmlauts', 'noPlaceholder'] },
      { name: 'line', from: ['first'], steps: ['upper'] },
      { name: 'raw', from: ['first'], steps: ['lower'] },
      { name: 'first', from: ['line'], steps: [{ first: 3 }] },
      { name: 'start', from: ['first'], steps: [{ first: 1 }] },
      { name: 'same', from: ['last'] },
      { name: 'full', from: ['given', 'family'], needs: fullNeeds },
      { name: 'sorted', from: ['full'], steps: ['sortTokens'] },
      { name: 'mixed', from: ['same', 'given', 'full'], needs: lastNeeds, steps: ['upper', { last: 6 }] },
      { name: 'rare', from: ['full'], rarest: 2 },
      { name: 'rareStart', from: ['same', 'given'], needs: 'any', steps: ['lower'], rarest: 1 },
    ],
    blockingRules: [{ name: 'full', keys: ['full'] }],
    blockSizeMax: 10,
    matesPerRecord: 1,
    linkAbove: 0.9,
    reviewAbove: 0.5,
    comparisons: [{ name: 'full', levels: [{ name: 'otherwise', when: { is: 'otherwise' }, m: 1, u: 1 }] }],
  })
}

test('columns derived in shared memory have the values, and tell apart the records, that plain derivation does', async () => {
  await fc.assert(
    fc.asyncProperty(rows, needs, needs, async (list, fullNeeds, mixedNeeds) => {
      const person = model(fullNeeds, mixedNeeds)
      const names = person.columns.map(({ name }) => name)
      const fields = new Map([
        ['first', plainColumn(list.map(([first]) => first))],
        ['last', plainColumn(list.map(([, last]) => last))],
      ])
      const plain = deriveColumns(person, fields)
      const shared = await deriveInThreads(person, fields, new Set(names), workInline())

      for (const name of names) {
        const expected = plain.get(name)
        const derived = shared.get(name)
        const texts = derived?.texts
        const codes = Array.from(derived?.codes ?? [])

        if (expected === undefined || texts === undefined) throw new Error(`"${name}" was not derived.`)
        expect(codes.map((code) => textAt(texts.units, texts.offsets, code))).toEqual(
          Array.from(expected.codes, (code) => (code === 0 ? '' : expected.text(code))),
        )
        expect(firstsOf(codes)).toEqual(firstsOf([...expected.codes]))
      }
    }),
  )
})

/** Per record the first with its code: equal where two columns tell the same records apart. */
function firstsOf(codes: readonly number[]): number[] {
  return codes.map((code) => (code === 0 ? -1 : codes.indexOf(code)))
}
