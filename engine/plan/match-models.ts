import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { matchedKinds, type MatchedKind } from '../../rules/entity/entity.ts'
import { defaultModels } from '../../rules/matching/default-model.ts'
import { adjustMatchModel, matchModelSchema, type MatchModel } from '../../rules/matching/match-model.ts'
import { ReconcileError } from '../domain/reconcile-error.ts'
import type { ModelVersion } from '../store/matching/trained-models.ts'
import { fingerprint } from './fingerprint.ts'
import type { LoadedPlan } from './load-plan.ts'

export type MatchModels = Readonly<Record<MatchedKind, MatchModel>>

/** The model a kind is matched by as long as none is trained. */
export interface PlannedModel {
  readonly model: MatchModel
  /** `ready`, or what names the content of the plan's own file. */
  readonly origin: string
}

/** Models of kinds that a training has made. */
export type TrainedModels = ReadonlyMap<MatchedKind, ModelVersion>

/** The model of every kind: the trained one, the plan's own file or the ready one, with the plan's thresholds and exclusive fields. */
export async function matchModels(loaded: LoadedPlan, trained: TrainedModels): Promise<MatchModels> {
  const models: [MatchedKind, MatchModel][] = []

  for (const kind of matchedKinds) {
    const wish = loaded.plan.matching[kind]
    const planned = await plannedModel(loaded, kind)

    models.push([
      kind,
      adjustMatchModel(trainedModel(planned, trained.get(kind)) ?? planned.model, {
        linkAbove: wish?.autoLinkAbove,
        reviewAbove: wish?.reviewAbove,
        exclusive: wish?.neverLink?.differing,
        duplicateFree: wish?.duplicateFree,
      }),
    ])
  }
  return Object.fromEntries(models) as Record<MatchedKind, MatchModel>
}

/** The plan's own file or the ready model, without the plan's thresholds. */
export async function plannedModel({ plan, baseDir }: LoadedPlan, kind: MatchedKind): Promise<PlannedModel> {
  const path = plan.matching[kind]?.model

  if (path === undefined) return { model: defaultModels[kind], origin: 'ready' }
  const model = await readModel(resolve(baseDir, path))

  return { model, origin: fingerprint(model).slice(0, 12) }
}

/**
 * The trained model that takes the place of the planned one; undefined where there is none. One trained from another file than
 * the plan names now rests, so that what an operator writes takes effect; a ready model that a newer program brings waits for
 * the next training.
 */
export function trainedModel({ origin }: PlannedModel, newest: ModelVersion | undefined): MatchModel | undefined {
  if (newest?.trained?.trainedFrom !== origin) return undefined
  const model = matchModelSchema.safeParse(newest.trained.model)

  if (!model.success)
    throw new ReconcileError('TRAINED_MODEL_UNREADABLE', { kind: newest.kind, version: newest.version })
  return model.data
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
