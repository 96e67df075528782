import { sql } from 'kysely'
import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Session } from '../store.ts'

/** A model as it was trained; its JSON is what was written, byte for byte. */
export interface TrainedModelRow {
  readonly model: unknown
  /** The model whose weights were learnt: `ready`, or the version of the plan's own file. */
  readonly trainedFrom: string
  /** The run that had matched the records last. */
  readonly trainedRun: number
  readonly recordCount: number
  /** Decisions of persons it was told. */
  readonly labelCount: number
}

/** The newest version of a kind; undefined as model: from here on, none is trained. */
export interface ModelVersion {
  readonly kind: MatchedKind
  readonly version: number
  readonly trained: TrainedModelRow | undefined
}

/** The newest version of every kind that was ever trained. */
export async function newestModels(session: Session): Promise<ReadonlyMap<MatchedKind, ModelVersion>> {
  const { rows } = await sql<{
    kind: MatchedKind
    version: number
    model: unknown
    trainedFrom: string
    trainedRun: number
    recordCount: number
    labelCount: number
  }>`
    select distinct on (entity) entity as kind, version, model, trained_from as "trainedFrom",
      trained_run as "trainedRun", record_count as "recordCount", label_count as "labelCount"
    from matching.model order by entity, version desc`.execute(session.db)

  return new Map(
    rows.map(({ kind, version, ...trained }) => [
      kind,
      { kind, version, trained: trained.model === null ? undefined : trained },
    ]),
  )
}

/** Appends a version, which counts from now on: a model, or none. Older ones are kept. Answers its number. */
export async function addModelVersion(
  session: Session,
  kind: MatchedKind,
  trained: TrainedModelRow | undefined,
): Promise<number> {
  const newest = (await newestModels(session)).get(kind)
  const version = (newest?.version ?? 0) + 1

  const { model, ...facts } = trained ?? nothingTrained

  await session.db
    .insertInto('matching.model')
    .values({
      entity: kind,
      version,
      model: trained === undefined ? null : JSON.stringify(model),
      trained_from: facts.trainedFrom,
      trained_run: facts.trainedRun,
      record_count: facts.recordCount,
      label_count: facts.labelCount,
    })
    .execute()

  return version
}

const nothingTrained = { model: null, trainedFrom: null, trainedRun: null, recordCount: null, labelCount: null }
