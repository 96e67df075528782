import { matchedKinds, type MatchedKind } from '../../../rules/entity/entity.ts'
import type { MatchModel } from '../../../rules/matching/match-model.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { trainKind, type KindTraining } from '../../matching/training/train-kind.ts'
import type { Tools } from '../../operations/tools.ts'
import type { LoadedPlan } from '../../plan/load-plan.ts'
import { plannedModel } from '../../plan/match-models.ts'
import { appendAudit } from '../../store/operations/audit.ts'
import { addModelVersion, newestModels, type TrainedModelRow } from '../../store/matching/trained-models.ts'

export interface TrainRequest {
  /** Undefined: every kind that was matched. */
  readonly kind?: MatchedKind | undefined
  readonly withDecisions: boolean
  /** Nothing is stored. */
  readonly dryRun: boolean
}

/** A training, and what became of it. */
export interface ModelTraining extends KindTraining {
  /** The model whose weights were learnt anew. */
  readonly before: MatchModel
  /** Version it is stored as; undefined when it was refused or only tried. */
  readonly version: number | undefined
}

/** Learns the weights of the models that the plan names and stores those that may be used: the nights from now on use them. */
export async function trainModels(
  loaded: LoadedPlan,
  { kind: asked, withDecisions, dryRun }: TrainRequest,
  tools: Tools,
): Promise<readonly ModelTraining[]> {
  const trainings: ModelTraining[] = []

  for (const kind of asked === undefined ? matchedKinds : [asked]) {
    const { model: before, origin } = await plannedModel(loaded, kind)

    tools.progress.stage(`train ${kind}`)
    const training = await trainKind(kind, before, { withDecisions }, tools)

    if (training === undefined) continue
    const { model, trainedRun, recordCount, labels, reasons } = training
    const version =
      dryRun || reasons.length > 0
        ? undefined
        : await storeModel(tools, kind, {
            model,
            trainedFrom: origin,
            trainedRun,
            recordCount,
            labelCount: labels.same + labels.different,
          })

    trainings.push({ ...training, before, version })
  }
  if (trainings.length === 0) throw new ReconcileError('NOTHING_MATCHED', { kind: asked ?? 'record' })

  return trainings
}

/** Goes back to the models the plan names; answers the kinds that had a trained one, with the version that says so. */
export async function resetModels(
  kind: MatchedKind | undefined,
  tools: Tools,
): Promise<readonly { readonly kind: MatchedKind; readonly version: number }[]> {
  const newest = await newestModels(tools.store)
  const trained = (kind === undefined ? matchedKinds : [kind]).filter((one) => newest.get(one)?.trained !== undefined)
  const versions: { kind: MatchedKind; version: number }[] = []

  for (const one of trained) versions.push({ kind: one, version: await storeModel(tools, one, undefined) })
  return versions
}

/** A new version and its entry in the audit, both or neither. */
function storeModel({ store, clock }: Tools, kind: MatchedKind, trained: TrainedModelRow | undefined): Promise<number> {
  return store.transaction(async (session) => {
    const version = await addModelVersion(session, kind, trained)
    const { model: _, ...facts } = trained ?? { model: null }

    await appendAudit(session, [
      {
        at: clock().toISOString(),
        // Nobody is asked for a name to train: whoever may use the store may.
        actor: 'command line',
        action: trained === undefined ? 'model-reset' : 'model-trained',
        subject: `${kind} ${version}`,
        detail: facts,
      },
    ])
    return version
  })
}
