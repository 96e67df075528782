import { silentProgress } from '../../engine/operations/progress.ts'
import type { Tools } from '../../engine/operations/tools.ts'
import type { Store } from '../../engine/store/store.ts'

/** Tools that stand still at a moment, wait for nothing and say nothing. */
export function nightTools(store: Store, asOf: string): Tools {
  return {
    store,
    workerCount: 1,
    clock: () => new Date(asOf),
    pause: async () => {},
    progress: silentProgress,
    signal: new AbortController().signal,
    log: { info: () => {}, warn: () => {} },
  }
}
