/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { calmStory, killedStory } from '../support/crash-run.ts'
import { story } from '../support/crash-story.ts'
import { postgresMissing, postgresServer } from '../support/postgres-server.ts'
import { randomFrom } from '../support/random-from.ts'

export const crashBench = new Command('crash')
  .description('kills run, decide, deliver and rollback at random moments and compares with an undisturbed story')
  .option('--times <count>', 'kills', '25')
  .option('--seed <number>', 'other moments', '1')
  .action(async (options: { times: string; seed: string }) => {
    if (postgresMissing() !== undefined) console.log(`skipped: ${postgresMissing()}`)
    else await bench(Number(options.times), Number(options.seed))
  })

async function bench(times: number, seed: number): Promise<void> {
  await using server = await postgresServer()
  const newDatabase = () => server.createDatabase()
  const calm = await calmStory(newDatabase)
  const random = randomFrom(seed)
  let [kills, stories, differing] = [0, 0, 0]

  calm.steps.forEach(({ milliseconds }, place) =>
    console.log(`${story[place]?.name}: ${Math.round(milliseconds)} ms undisturbed`),
  )
  while (kills < times) {
    const killed = await killedStory(newDatabase, calm, random)

    kills += killed.kills
    stories += 1
    if (killed.difference !== undefined) {
      differing += 1
      console.log(JSON.stringify(killed.difference, null, 2))
    }
    console.log(`${kills} kills in ${stories} stories, ${differing} ended otherwise than undisturbed`)
  }
  process.exitCode = differing === 0 ? 0 : 1
}
