import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PlanInvalidError } from '../../../engine/plan/plan-invalid-error.ts'
import { exampleEnvironment, examplePlan, loadText } from '../../support/example-plan.ts'

const lines = examplePlan.split('\n')

/** What a hand at the keyboard does to a plan: a line lost, doubled or indented, a stretch of text replaced. */
const slip = fc.oneof(
  fc.nat(lines.length - 1).map((at) => (text: readonly string[]) => text.filter((_, index) => index !== at)),
  fc
    .nat(lines.length - 1)
    .map((at) => (text: readonly string[]) => text.flatMap((line, index) => (index === at ? [line, line] : [line]))),
  fc
    .nat(lines.length - 1)
    .map((at) => (text: readonly string[]) => text.map((line, index) => (index === at ? `  ${line}` : line))),
  fc
    .tuple(
      fc.nat(lines.length - 1),
      fc.nat(60),
      fc.nat(8),
      fc.constantFrom(
        '',
        ':',
        '- ',
        '{',
        '}',
        '[x]',
        '"',
        '#',
        '&a ',
        '*a',
        '${X}',
        '~',
        '0',
        'null',
        '!!map',
        '%',
        '\t',
      ),
    )
    .map(
      ([at, from, count, insert]) =>
        (text: readonly string[]) =>
          text.map((line, index) => (index === at ? line.slice(0, from) + insert + line.slice(from + count) : line)),
    ),
)

test('a plan with slips either loads or lists its problems, each at a place that exists', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(slip, { minLength: 1, maxLength: 4 }), async (slips) => {
      const text = slips.reduce<readonly string[]>((current, apply) => apply(current), lines)

      try {
        await loadText(text.join('\n'), exampleEnvironment)
      } catch (error) {
        expect(error).toBeInstanceOf(PlanInvalidError)
        const { problems } = error as PlanInvalidError

        expect(problems.length).toBeGreaterThan(0)
        for (const { line, column } of problems) {
          expect(line).toBeLessThanOrEqual(text.length)
          expect(column).toBeLessThanOrEqual((text[line - 1] ?? '').length + 1)
        }
      }
    }),
    { numRuns: 500 },
  )
})
