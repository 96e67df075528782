import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runIn } from '../support/command-line-surroundings.ts'
import { smallCompanies, smallPeople, type SmallSet } from '../fixtures/small-sets.ts'

interface Figures {
  readonly candidateRecall: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** What the automatic model reaches on a set, by the command. */
async function figuresOf(set: SmallSet, ...words: readonly string[]): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-quality-'))

  for (const [name, text] of Object.entries(set)) await writeFile(join(folder, name), text)
  const run = await runIn(
    { folder, environment: { TOUCHSTONE_WORKERS: '1' } },
    ...['match', ...words, '--truth', 'truth.csv', '--json'],
  )

  expect(run).toMatchObject({ exitCode: 0 })
  await rm(folder, { recursive: true })

  return JSON.parse(run.output.trimEnd().split('\n').at(-1) ?? '') as Figures
}

/** Just below what is reached. A change that falls under one made matching worse; whoever makes it better raises them. */
interface Floor {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

function expectAtLeast(figures: Figures, floor: Floor): void {
  const { precision, recall, f1 } = figures
  const missed = Object.entries(floor).filter(([measure, least]) => figures[measure as keyof Floor] < least)

  expect({ precision, recall, f1, missed }).toEqual({ precision, recall, f1, missed: [] })
}

test.each([1, 2, 3])(
  'persons with households are told apart and found again, by the automatic model, seed %i',
  async (seed) => {
    expectAtLeast(await figuresOf(smallPeople(seed, 600), 'people.csv'), { precision: 0.87, recall: 0.98, f1: 0.93 })
  },
)

test.each([1, 2, 3])('companies of two clean lists find each other, by the automatic model, seed %i', async (seed) => {
  expectAtLeast(await figuresOf(smallCompanies(seed, 400), 'left.csv', 'right.csv', '--link-only'), {
    precision: 0.98,
    recall: 0.96,
    f1: 0.975,
  })
})
