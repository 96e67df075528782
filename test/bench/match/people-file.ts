import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { runProcess } from './run-match.ts'

export interface PeopleFile {
  readonly csv: string
  readonly truth: string
}

/** Writes so many generated customers and their truth, unless an earlier sitting left them: same seed, same bytes. */
export async function peopleFile(generator: string, folder: string, rows: number, seed: number): Promise<PeopleFile> {
  const csv = join(folder, `people-${rows}-${seed}.csv`)
  const truth = join(folder, `people-${rows}-${seed}.truth.csv`)

  if (!existsSync(truth)) {
    await runProcess(process.execPath, [generator, '--rows', String(rows), '--seed', String(seed), '--out', csv])
    await writeTruth(csv, truth)
  }

  return { csv, truth }
}

/** The generator quotes nothing: the second cell is the id, the last the cluster. */
async function writeTruth(csv: string, truth: string): Promise<void> {
  const out = createWriteStream(truth)
  let pending = ''

  for await (const line of createInterface({ input: createReadStream(csv) })) {
    pending += `${line.split(',', 2)[1] ?? ''},${line.slice(line.lastIndexOf(',') + 1)}\n`
    if (pending.length < 1_000_000) continue
    if (!out.write(pending)) await once(out, 'drain')
    pending = ''
  }
  out.end(pending)
  await once(out, 'finish')
}
