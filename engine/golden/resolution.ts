import type { MatchedKind } from '../../rules/entity/entity.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import type { StewardWords } from '../../rules/truth/steward-words.ts'
import type { Survival } from '../../rules/truth/survive.ts'
import type { RecordPast } from '../../rules/truth/value-ledger.ts'
import type { FlowFacts } from '../domain/flow-facts.ts'
import type { StoredMember } from '../store/golden/cluster-members.ts'
import type { Freeze } from '../store/golden/freezes.ts'
import type { Session } from '../store/store.ts'

/** A golden record decided anew, with the members it was decided from: what write-back needs. */
export interface DecidedGolden {
  readonly goldenId: string
  readonly survival: Survival
  readonly members: readonly StoredMember[]
  /** What stewards said about it. */
  readonly words: StewardWords
  /** Fields that are not written back while systems overwrite each other in them. */
  readonly frozen: readonly Freeze[]
  /** Those of them that tonight has frozen. */
  readonly fresh: readonly Freeze[]
  /** Its records through the nights; empty where none ever changed. */
  readonly pasts: readonly RecordPast[]
}

/** Called with every page of decided golden records, inside the transaction that writes them. */
export type OnDecided = (session: Session, decided: readonly DecidedGolden[]) => Promise<void>

/** What resolving a kind needs besides the store. */
export interface Resolution {
  readonly kind: MatchedKind
  readonly policy: EntityPolicy
  readonly flows: ReadonlyMap<number, FlowFacts>
  readonly runId: number
  /** The moment the night stands for: new golden ids sort by it. */
  readonly asOf: string
  /** The company's own: what is at stake is told in it. */
  readonly currency: string
  readonly stage: string
}
