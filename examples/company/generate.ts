import { join } from 'node:path'
import { company, type Company } from './company.ts'
import { writeNightOne, writeTruth } from './night-one.ts'
import { writeNightTwo } from './night-two.ts'
import type { Truth } from './truth.ts'

/** A generated company: its systems in one folder, what was planted beside it. */
export interface Generated {
  readonly company: Company
  /** The folder with the plan; the only one the engine is given. */
  readonly systems: string
  readonly truthPath: string
  readonly truth: Truth
}

/** Makes the company as it is before night one, below `folder`. */
export async function generate(
  folder: string,
  { seed, scale, erpUrl }: { seed: number; scale: number; erpUrl?: string | undefined },
): Promise<Generated> {
  const founded = company(seed, scale)
  const systems = join(folder, 'company')
  const truthPath = join(folder, 'truth.json')
  const truth: Truth = { seed, scale, clusters: founded.clusters, planted: founded.planted }

  await writeNightOne(systems, founded, erpUrl)
  writeTruth(truthPath, truth)
  return { company: founded, systems, truthPath, truth }
}

/** Lets a day pass in a generated company and adds to the truth what went wrong in it. */
export async function passOneDay(generated: Generated, isErpServer: boolean): Promise<Truth> {
  const { company: founded, systems, truthPath, truth } = generated
  const planted = await writeNightTwo(systems, founded, isErpServer)
  const extended: Truth = { ...truth, planted: { ...truth.planted, ...planted } }

  writeTruth(truthPath, extended)
  return extended
}
