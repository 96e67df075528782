import { isDeepStrictEqual } from 'node:util'
import { rm } from 'node:fs/promises'
import { Client } from 'pg'
import { crashCompany, shopWritten, type CrashCompany } from './crash-company.ts'
import { stateAfter, story, type StoryStep } from './crash-story.ts'
import { nightProcess, type ProcessEnd } from './night-process.ts'

type State = Awaited<ReturnType<typeof stateAfter>>

/** The story as it goes when nobody disturbs it: what is there after every step, and how long the step took. */
export interface CalmStory {
  readonly steps: readonly { readonly state: State; readonly milliseconds: number }[]
}

/** A step that did not end where the undisturbed one ended. */
export interface CrashDifference {
  readonly step: string
  /** Moments of the kills before it. */
  readonly kills: readonly string[]
  /** Where: table, report, shop; with the lines only one of them has. */
  readonly differences: readonly string[]
}

export async function calmStory(newDatabase: () => Promise<string>): Promise<CalmStory> {
  const company = await crashCompany(newDatabase)
  const steps = []

  for (const step of story) {
    await step.before?.(company)
    const end = await nightProcess(company.folder, (await step.words(company)) ?? [], company.environment)

    assertEnded(step, end)
    steps.push({ state: await stateAfter(company), milliseconds: end.milliseconds })
  }
  await rm(company.folder, { recursive: true })
  return { steps }
}

/** When a process is killed: after so many milliseconds, or right after the shop committed so many writes. */
interface Kill {
  readonly milliseconds?: number
  readonly writes?: number
}

/** Goes through the story once, killing every command again and again; answers how many kills struck, and the first difference. */
export async function killedStory(
  newDatabase: () => Promise<string>,
  calm: CalmStory,
  random: () => number,
): Promise<{ readonly kills: number; readonly difference: CrashDifference | undefined }> {
  const company = await crashCompany(newDatabase)
  const told: string[] = []

  for (const [place, step] of story.entries()) {
    const expected = calm.steps[place]

    if (expected === undefined) throw new Error(`the calm story has no step ${step.name}`)
    await step.before?.(company)
    told.push(...(await killUntilDone(company, step, () => killMoment(random, expected.milliseconds))))
    const differences = differencesOf(expected.state, await stateAfter(company))

    if (differences.length > 0) return { kills: told.length, difference: { step: step.name, kills: told, differences } }
  }
  await rm(company.folder, { recursive: true })
  return { kills: told.length, difference: undefined }
}

/** Anywhere in the time the command takes, or at the first writes that reach the shop; some are left in peace. */
function killMoment(random: () => number, calmMilliseconds: number): Kill | undefined {
  const kind = random()

  if (kind < 0.3) return undefined
  return kind < 0.45 ? { writes: 1 + Math.floor(random() * 12) } : { milliseconds: random() * calmMilliseconds * 1.1 }
}

async function killUntilDone(
  company: CrashCompany,
  step: StoryStep,
  nextKill: () => Kill | undefined,
): Promise<readonly string[]> {
  const told: string[] = []

  for (;;) {
    const words = await step.words(company)
    const kill = nextKill()

    if (words === undefined) return told
    const end = await killedProcess(company, words, kill)

    if (end.exitCode !== null) {
      assertEnded(step, end)
      return told
    }
    told.push(`${step.name}: ${JSON.stringify(kill)}`)
  }
}

async function killedProcess(company: CrashCompany, words: readonly string[], kill: Kill | undefined) {
  const killer = new AbortController()
  await using writes = kill?.writes === undefined ? undefined : await shopWrites(company)

  writes?.onWrite((count) => count === kill?.writes && killer.abort())
  const timer =
    kill?.milliseconds === undefined ? undefined : setTimeout(() => killer.abort(), Math.round(kill.milliseconds))

  try {
    return await nightProcess(company.folder, words, company.environment, killer.signal)
  } finally {
    clearTimeout(timer)
  }
}

/** Counts the writes the shop commits from now on. */
async function shopWrites({ shopUrl }: CrashCompany) {
  const client = new Client({ connectionString: shopUrl })
  let count = 0

  await client.connect()
  await client.query(`listen ${shopWritten}`)
  return {
    onWrite: (told: (count: number) => void) => client.on('notification', () => told((count += 1))),
    [Symbol.asyncDispose]: () => client.end(),
  }
}

function assertEnded(step: StoryStep, { exitCode, errors, output }: ProcessEnd): void {
  if (exitCode !== 0) throw new Error(`${step.name} ended with ${exitCode}\n${errors}${output}`)
}

function differencesOf(expected: State, found: State): readonly string[] {
  return Object.entries(expected).flatMap(([place, parts]) =>
    Object.keys({ ...parts, ...found[place as keyof State] }).flatMap((name) => {
      const [one, other] = [partOf(expected, place, name), partOf(found, place, name)]

      return isDeepStrictEqual(one, other)
        ? []
        : [
            `${place} ${name}`,
            ...only(one, other).map((line) => `  calm only:   ${line}`),
            ...only(other, one).map((line) => `  killed only: ${line}`),
          ]
    }),
  )
}

const partOf = (state: State, place: string, name: string) =>
  (state[place as keyof State] as Readonly<Record<string, unknown>>)[name]

function only(part: unknown, other: unknown): readonly string[] {
  const linesOf = (value: unknown) =>
    (Array.isArray(value) ? value.map((line) => JSON.stringify(line)) : String(value).split('\n')) as string[]
  const others = new Set(linesOf(other))

  return linesOf(part)
    .filter((line) => !others.has(line))
    .slice(0, 5)
}
