import { Command } from 'commander'
import { matchBench } from './match/match-bench.ts'
import { meaningBench } from './meaning.ts'
import { nightBench } from './night.ts'
import { vatIdsBench } from './vat-ids/vat-ids-bench.ts'
import { paymentsBench } from './payments.ts'

await new Command('npm run bench --')
  .description('what the engine costs and how well it finds')
  .addCommand(nightBench)
  .addCommand(matchBench)
  .addCommand(vatIdsBench)
  .addCommand(meaningBench)
  .addCommand(paymentsBench)
  .parseAsync()
