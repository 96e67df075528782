import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../engine/store/store.ts'
import { shopContent, writeCompany } from '../support/night-company.ts'
import { nightProcess, type KillMoment, type ProcessEnd } from '../support/night-process.ts'
import { randomFrom } from '../support/random-from.ts'
import { storeDump } from '../support/store-dump.ts'
import { textFiles } from '../support/text-files.ts'

const killCount = Number(process.env['TOUCHSTONE_TEST_KILLS'] ?? 4)
const seed = Number(process.env['TOUCHSTONE_TEST_SEED'] ?? 1)
const customerCount = 150
const asOf = '2026-03-01T02:00:00Z'

test(`${killCount} kills: the same store, reports and systems as an undisturbed night, and nothing is delivered twice`, async () => {
  const calm = await newCompany()
  const calmEnd = await run(calm)
  const expected = await stateOf(calm)
  const random = randomFrom(seed)
  const told: string[] = []
  let kills = 0

  expect(calmEnd).toMatchObject({ exitCode: 0 })
  expect(expected.shop.writes.length).toBeGreaterThan(customerCount / 4)
  while (kills < killCount) {
    const folder = await newCompany()
    const moments = await killUntilFinished(folder, () => momentOf(random), killCount - kills)

    kills += moments.length
    told.push(`${moments.length} kills (${moments.map(momentText).join(', ')})`)
    expect({ kills: told.at(-1), ...(await stateOf(folder)) }).toEqual({ kills: told.at(-1), ...expected })
    expect(await litterOf(folder)).toEqual([])
    await rm(folder, { recursive: true, force: true })
  }
  await rm(calm, { recursive: true, force: true })
  process.stderr.write(`calm run ${Math.round(calmEnd.milliseconds)} ms; ${told.join('; ')}\n`)
})

async function newCompany(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'crash-'))

  await writeCompany(folder, customerCount)
  return folder
}

const run = (folder: string, kill?: KillMoment): Promise<ProcessEnd> =>
  nightProcess(folder, ['run', '--as-of', asOf], {}, kill)

/** Anywhere in the start of a process, or shortly after one of the next stages it finishes. */
function momentOf(random: () => number): KillMoment {
  const lines = Math.floor(random() * 8)

  return { lines, milliseconds: random() * (lines === 0 ? 3_000 : 400) }
}

const momentText = ({ lines, milliseconds }: KillMoment) => `${Math.round(milliseconds)} ms after ${lines} stages`

/** Kills runs until one ends by itself or has nothing left to do; answers the moments of the kills that struck. */
async function killUntilFinished(
  folder: string,
  moment: () => KillMoment,
  killsMax: number,
): Promise<readonly KillMoment[]> {
  const moments: KillMoment[] = []

  while (moments.length < killsMax) {
    const kill = moment()
    const end = await run(folder, kill)

    if (end.exitCode !== null) expect(end).toMatchObject({ exitCode: 0 })
    if (end.exitCode === 0) return moments
    moments.push(kill)
    if (await isFinished(folder)) return moments
  }
  expect(await run(folder)).toMatchObject({ exitCode: 0 })
  return moments
}

/** Whether the run was recorded as finished before the kill: then another one would be the next night. */
async function isFinished(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'reports', 'run.md'))) return false
  await using store = await openStore({ folder: join(folder, '.touchstone') })
  const finished = await store.db.selectFrom('staging.run').where('status', '=', 'finished').select('id').execute()

  return finished.length > 0
}

async function stateOf(folder: string) {
  await using store = await openStore({ folder: join(folder, '.touchstone') })

  return {
    store: await storeDump(store),
    reports: await textFiles(join(folder, 'reports')),
    shop: shopContent(folder),
    // Nothing goes to the CRM without a person: a folder that only a kill could leave behind would be a difference.
    corrections: existsSync(join(folder, 'corrections')),
  }
}

/** What nobody would clear away: halves of files, locks, claims. */
async function litterOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true })

  return names.filter((name) => /unfinished|\.part$|lock/.test(name) && !name.includes('database'))
}
