import type { MatchedKind } from '../../../rules/entity/entity.ts'
import type { SharedRules } from './shared-rules.ts'
import type { ExplainedWeight } from './weigh-again.ts'

/** A link between two records, by their labels. */
export interface ExplainedLink {
  readonly left: string
  readonly right: string
  readonly weight: number
  /** A person said the two are the same. */
  readonly isAsserted: boolean
}

/** Why two records, named as `system:key`, have the weight they have. */
export interface PairWaterfall extends ExplainedWeight {
  readonly left: string
  readonly right: string
}

/** What became of a pair, and why. */
export interface PairExplanation extends PairWaterfall, SharedRules {
  readonly kind: MatchedKind
  /** `non-link`: not kept by the last match, be it too weak or never compared. */
  readonly verdict: 'link' | 'possible link' | 'non-link'
  readonly heldApartBy: string | null
  /** Who called records of the two clusters different, where that holds the pair apart. */
  readonly apartByWords: readonly { readonly by: string; readonly left: string; readonly right: string }[]
  /** Weight from which on a pair is a link, and from which on a person looks at it. */
  readonly linkWeight: number
  readonly reviewWeight: number
  readonly decision: { readonly verdict: string; readonly actor: string; readonly reason: string } | null
  /** What persons contradict each other about, where this pair is part of it. */
  readonly contradictions: readonly string[]
  /** The links that join them, the strongest way there is; empty when they are in two clusters. */
  readonly path: readonly ExplainedLink[]
  /** Records or decisions have changed since the last match, so that its weight may have been another. */
  readonly isOutdated: boolean
}

/** What holds a cluster together. */
export interface ClusterExplanation {
  readonly kind: MatchedKind
  readonly record: string
  readonly members: readonly string[]
  readonly memberCount: number
  readonly linkCount: number
  /** The links without which the cluster falls apart, strongest first. */
  readonly holding: readonly ExplainedLink[]
  readonly weakest: ExplainedLink | null
  /** Links of all pairs there could be; 1: everybody is linked with everybody. */
  readonly density: number | null
  /** More members or links than are read. */
  readonly isCut: boolean
}
