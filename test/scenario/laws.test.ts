import { expect, test } from 'vitest'
import { allReports } from '../../reports/all-reports.ts'
import { storeDump } from '../support/store-dump.ts'
import { lawCompany, readingPlan } from '../support/night-law-company.ts'

const [one, two, three] = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const

/** The bookkeeping of runs: that a night took place is the one thing a calm night leaves behind. */
const bookkeeping = ['staging.run', 'staging.snapshot', 'staging.flow', 'matching.state']

/** Fewer candidate pairs are compared without threads. */
const inThreadsFrom = 20_000

/** Everything people read but the page that names the run itself. */
const findings = (reports: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(reports).filter(([name]) => name.endsWith('.csv')))

test(
  'a second night over unchanged sources proposes nothing, writes nothing, changes no id',
  { timeout: 60_000 },
  async () => {
    await using folder = await lawCompany({ plan: readingPlan })
    const first = await folder.night(one)
    const before = await storeDump(folder.store, bookkeeping)
    const second = await folder.night(two)

    expect(first.summary.findings).toMatchObject({ conflicts: expect.toSatisfy((count: number) => count > 10) })
    expect(await storeDump(folder.store, bookkeeping)).toEqual(before)
    expect(findings(second.reports)).toEqual(findings(first.reports))
    expect(second.summary.findings).toEqual(first.summary.findings)
  },
)

test(
  'after corrections came back a night proposes nothing and writes nothing either',
  { timeout: 60_000 },
  async () => {
    await using folder = await lawCompany()

    await folder.night(one)
    const second = await folder.night(two)
    const before = await storeDump(folder.store, bookkeeping)
    const third = await folder.night(three)

    expect(second.summary.corrections).toMatchObject({ applied: expect.toSatisfy((count: number) => count > 10) })
    expect(await storeDump(folder.store, bookkeeping)).toEqual(before)
    expect(findings(third.reports)).toEqual(findings(second.reports))
  },
)

test(
  'neither the order of rows nor the number of threads changes a byte of a report',
  { timeout: 120_000 },
  async () => {
    const arrangements = [
      { arrange: (lines: string[]) => lines, workerCount: 1 },
      { arrange: (lines: string[]) => lines.toReversed(), workerCount: 2 },
      {
        arrange: (lines: string[]) => [
          ...lines.filter((_, place) => place % 3 > 0),
          ...lines.filter((_, place) => place % 3 === 0),
        ],
        workerCount: 4,
      },
    ]
    const told: Readonly<Record<string, string>>[] = []

    for (const { arrange, workerCount } of arrangements) {
      await using folder = await lawCompany({ arrange })

      const night = await folder.night(one, { workerCount })

      expect(night.summary.entities[0]?.candidatePairs).toBeGreaterThan(inThreadsFrom)
      told.push(night.reports)
    }
    expect(Object.keys(told[0] ?? {}).toSorted()).toEqual(
      [...allReports.map(({ fileName }) => fileName), 'finance.xlsx', 'run.json', 'run.md'].toSorted(),
    )
    expect(told[1]).toEqual(told[0])
    expect(told[2]).toEqual(told[0])
  },
)
