import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { matchedKinds, type MatchedKind } from '../../rules/entity/entity.ts'
import { defaultModels } from '../../rules/matching/default-model.ts'
import { adjustMatchModel, matchModelSchema, type MatchModel } from '../../rules/matching/match-model.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { LoadedPlan } from './load-plan.ts'

export type MatchModels = Readonly<Record<MatchedKind, MatchModel>>

/** The model of every kind: the plan's own file or the default one, with the plan's thresholds and exclusive fields. */
export async function matchModels({ plan, baseDir }: LoadedPlan): Promise<MatchModels> {
  const models: [MatchedKind, MatchModel][] = []

  for (const kind of matchedKinds) {
    const wish = plan.matching[kind]
    const model = wish?.model === undefined ? defaultModels[kind] : await readModel(resolve(baseDir, wish.model))

    models.push([
      kind,
      adjustMatchModel(model, {
        linkAbove: wish?.autoLinkAbove,
        reviewAbove: wish?.reviewAbove,
        exclusive: wish?.neverLink?.differing,
        duplicateFree: wish?.duplicateFree,
      }),
    ])
  }
  return Object.fromEntries(models) as Record<MatchedKind, MatchModel>
}

async function readModel(path: string): Promise<MatchModel> {
  try {
    return matchModelSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new ReconcileError(
      'ARGUMENT_INVALID',
      { at: 'matching.model', found: path, allowed: 'a readable JSON file with a match model' },
      { cause },
    )
  }
}
