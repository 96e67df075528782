import { Command } from 'commander'
import { crashBench } from './crash.ts'
import { documentsBench } from './documents/documents-bench.ts'
import { documentsNightBench } from './documents-night.ts'
import { faultyTargetBench } from './faulty-target.ts'
import { flowNightBench } from './flow-night.ts'
import { guardBench } from './guard.ts'
import { linksBench } from './links.ts'
import { idStabilityBench } from './id-stability.ts'
import { matchBench } from './match/match-bench.ts'
import { meaningBench } from './meaning.ts'
import { nightBench } from './night.ts'
import { paymentsBench } from './payments.ts'
import { pingPongBench } from './ping-pong.ts'
import { reviewBench } from './review.ts'
import { policyPreviewBench } from './policy-preview.ts'
import { vatIdsBench } from './vat-ids/vat-ids-bench.ts'

await new Command('npm run bench --')
  .description('what the engine costs and how well it finds')
  .addCommand(nightBench)
  .addCommand(crashBench)
  .addCommand(documentsBench)
  .addCommand(documentsNightBench)
  .addCommand(faultyTargetBench)
  .addCommand(flowNightBench)
  .addCommand(guardBench)
  .addCommand(linksBench)
  .addCommand(idStabilityBench)
  .addCommand(matchBench)
  .addCommand(meaningBench)
  .addCommand(paymentsBench)
  .addCommand(pingPongBench)
  .addCommand(reviewBench)
  .addCommand(policyPreviewBench)
  .addCommand(vatIdsBench)
  .parseAsync()
