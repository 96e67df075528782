import {
  applyAssignment,
  assign,
  contestedOverlaps,
  openAssignment,
  takenIds,
  unassignedClusters,
} from '../store/golden/golden-ids.ts'
import type { Session } from '../store/store.ts'
import { assignClusters } from './assign-clusters.ts'
import { goldenId, type Birth } from './golden-id.ts'
import type { Resolution } from './resolution.ts'

const pageSize = 10_000

/** Gives every cluster its golden id: the one of last night where most members agree, else a new one. Leaves the changed ids in `touched`. */
export async function resolveIds(
  session: Session,
  { kind, runId, asOf }: Pick<Resolution, 'kind' | 'runId' | 'asOf'>,
): Promise<void> {
  await openAssignment(session, kind)
  const kept = assignClusters(await contestedOverlaps(session, kind))

  await assign(
    session,
    [...kept].map(([representativeId, id]) => [representativeId, id, 'f']),
  )
  for await (const page of unassignedClusters(session, pageSize)) {
    const ids = await freeIds(
      session,
      page.map(({ label }) => ({ kind, label, at: asOf })),
    )

    await assign(
      session,
      page.map(({ representativeId }, position) => [representativeId, ids[position] ?? '', 't']),
    )
  }
  await applyAssignment(session, kind, runId)
}

async function freeIds(session: Session, births: readonly Birth[]): Promise<readonly string[]> {
  const ids = births.map((birth) => goldenId(birth, 0))
  let attempt = 0

  for (;;) {
    const taken = await takenIds(session, ids)

    if (taken.size === 0) return ids
    attempt += 1
    births.forEach((birth, position) => {
      if (taken.has(ids[position] ?? '')) ids[position] = goldenId(birth, attempt)
    })
  }
}
