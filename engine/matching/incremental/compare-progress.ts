import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { Tools } from '../../operations/tools.ts'

/** Shows candidate pairs as they are compared. */
export function compareProgress(tools: Tools, kind: MatchedKind): (done: number, total: number) => void {
  let announced = false
  let advanced = 0

  return (done, total) => {
    if (!announced) tools.progress.stage(`compare ${kind} pairs`, total)
    announced = true
    tools.progress.advance(done - advanced)
    advanced = done
  }
}
