import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { engineNight } from '../../engine/cli/engine-night.ts'
import { nightTools } from './night-tools.ts'
import type { Verdict } from '../../engine/review/decide-proposal.ts'
import type { DetachRequest } from '../../engine/review/plan-detachment.ts'
import type { NightFolder } from './night-folder.ts'

/** What people do with the records of a folder between two nights; `at` is when. */
export function steward(folder: NightFolder, at = '2026-03-01T12:00:00.000Z') {
  const tools = nightTools(folder.store, at)

  return {
    tools,
    /** Lines as `crm:1,erp:7,same,jana`. */
    async says(...lines: readonly string[]) {
      const path = join(folder.path, 'decisions.csv')

      await writeFile(
        path,
        ['left,right,verdict,by,reason', ...lines.map((line) => `${line},knows them`), ''].join('\n'),
      )
      return engineNight.review.import(path, tools)
    },
    decides: (by: string, verdict: Verdict, proposal: string, ...members: readonly string[]) =>
      engineNight.review.decide({ proposal, verdict, members, by, reason: 'asked them' }, tools),
    undoes: async (decision: string, by = 'jana') =>
      engineNight.review.undo(await folder.plan(), { decision, by, reason: 'a mistake' }, tools),
    detaches: async (record: string, options: Partial<DetachRequest> = {}) =>
      engineNight.review.detach(
        await folder.plan(),
        { record, subTree: false, undo: [], by: 'jana', reason: 'two people', ...options },
        tools,
      ),
    /** What a golden record says, by one of its records; with `asOf` as it was believed then. */
    golden: (record: string, asOf?: string) => engineNight.showGolden(record, asOf, tools),
    /** Open proposals by the code of their reason. */
    asked: async (reason?: string) =>
      (await engineNight.review.list({ state: 'open', reason }, { limit: 100 }, tools)).proposals,
    history: async (left: string, right: string, page = { after: 0, limit: 100 }) =>
      (await engineNight.pairHistory([left, right], undefined, page, tools)).entries,
  }
}
