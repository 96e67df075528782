import { ReconcileError } from '../domain/reconcile-error.ts'
import { erasureOf } from '../store/staging/erased-records.ts'
import { goldenAt, goldenIdsNamed, type GoldenState } from '../store/golden/golden-history.ts'
import type { Session } from '../store/store.ts'

/** A run after every other: the present. */
export const latestRun = 2_147_483_647

/** The golden record a name (a golden id, one that ended, or `system:key`) led to after a run; `asOf` is the word for it in an error. */
export async function namedGolden(
  session: Session,
  name: string,
  run: number = latestRun,
  asOf?: string,
): Promise<GoldenState> {
  const erased = await erasureOf(session, name)
  if (erased !== undefined) throw new ReconcileError('GOLDEN_ERASED', { name, ...erased })
  const [id, ...others] = await goldenIdsNamed(session, name, run)

  if (others.length > 0) throw new ReconcileError('GOLDEN_AMBIGUOUS', { name, ids: [id, ...others].join(', ') })
  const state = id === undefined ? undefined : await goldenAt(session, id, run)

  if (state !== undefined) return state
  throw new ReconcileError('GOLDEN_UNKNOWN', { name, when: asOf === undefined ? 'now' : `at ${asOf}` })
}
