import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAMAGE, fileText } from '../../connectors/file-text.ts'
import { temporaryFolder } from './temporary-folder.ts'

const signal = new AbortController().signal
const CHUNK_BYTES = 256 * 1024

async function textOf(path: string): Promise<string> {
  let text = ''
  for await (const chunk of fileText(path, 'utf-8', signal)) text += chunk.text
  return text
}

test('text survives wherever a chunk ends inside it', async () => {
  await using folder = await temporaryFolder()
  const aroundBorder = fc.tuple(
    fc.nat({ max: 8 }),
    fc.string({ unit: fc.constantFrom('a', 'ž', '€', '😀', '\n'), maxLength: 12 }),
  )

  await fc.assert(
    fc.asyncProperty(aroundBorder, async ([before, text]) => {
      const whole = 'x'.repeat(CHUNK_BYTES - before) + text
      const path = await folder.write('text.txt', whole)
      expect(await textOf(path)).toBe(whole)
    }),
    { numRuns: 60 },
  )
})

test('bytes that are no UTF-8 damage their line and no other', async () => {
  await using folder = await temporaryFolder()
  const line = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'ž', '\ufffd'), maxLength: 6 }), fc.constant(null))

  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 6 }), async (lines) => {
      const bad = Buffer.from([0x61, 0xe9, 0x62])
      const bytes = Buffer.concat(lines.flatMap((text) => [text === null ? bad : Buffer.from(text), Buffer.from('\n')]))
      const path = await folder.write('text.txt', bytes)

      expect((await textOf(path)).split('\n').slice(0, -1)).toEqual(lines.map((text) => text ?? `a${DAMAGE}b`))
    }),
    { numRuns: 200 },
  )
})
