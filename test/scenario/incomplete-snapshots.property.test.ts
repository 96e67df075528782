import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nightFolder } from '../support/night-folder.ts'
import { faults, nightAt } from '../support/simulated-system.ts'
import { toldNight, unreliableCompany, unreliablePlan } from '../support/unreliable-crm.ts'

/** What the CRM hands over, night by night: itself, or one of the faults of the simulation. */
const nights = fc.array(fc.option(fc.constantFrom(...Object.keys(faults)), { freq: 3 }), { minLength: 4, maxLength: 4 })

test('a snapshot that may not be believed deletes nothing, and wins nothing by what it lacks or by its later date', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), nights, async (seed, deliveries) => {
      await using folder = await nightFolder(unreliablePlan, {})
      const company = unreliableCompany(seed)

      for (const [night, fault] of [null, ...deliveries].entries()) {
        const { files, isFaulty, expected } = company(night, fault === null ? undefined : faults[fault])

        await folder.write(files)
        const told = await folder.night(nightAt(night))

        expect(told.summary.flows.map(({ isStale }) => isStale)).toEqual([isFaulty, false])
        expect(toldNight(told)).toEqual(expected)
      }
    }),
    { numRuns: 4 },
  )
}, 300_000)
