import { fieldsOf, type CanonicalRecord, type MatchedKind } from '../../rules/entity/entity.ts'
import { byCodeUnits } from '../../rules/truth/code-unit-order.ts'
import { decideValues } from '../../rules/truth/decide-values.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import { keepsSets, keptSets } from '../../rules/truth/kept-sets.ts'
import { memberName, type Member } from '../../rules/truth/member.ts'
import { noWords, type StewardWords } from '../../rules/truth/steward-words.ts'
import { survive, type Survival } from '../../rules/truth/survive.ts'
import type { JoinedCluster } from '../store/golden/joined-clusters.ts'
import { setChanges, type SetChange } from './set-changes.ts'

/** One golden value that a policy would change, and the record the new one comes from; of a set all its values. */
export interface PreviewSample {
  readonly goldenId: string
  readonly before: string | null
  readonly after: string | null
  readonly from: string | null
  readonly reason: string | null
}

const SAMPLES_MAX = 5

/** By field, or by the name of a set: how many golden records would change, and the first of them. */
export type FieldChanges = Map<string, { changed: number; readonly samples: PreviewSample[] }>

/** Adds what would differ in one golden record; answers whether anything would. */
export function countChanges(
  kind: MatchedKind,
  cluster: Omit<JoinedCluster, 'members'> & { readonly members: readonly Member[] },
  policy: EntityPolicy,
  words: StewardWords,
  changes: FieldChanges,
): boolean {
  const { goldenId, values: before, members } = cluster
  const isPlain = words === noWords && members.every(({ asCreated }) => asCreated === undefined)
  const survived = isPlain ? undefined : survive(kind, members, policy, words)
  const values = survived?.values ?? decideValues(kind, members, policy)
  const differing = fieldsOf(kind).filter((field) => (before[field] ?? null) !== (values[field] ?? null))
  const sets = survived?.sets ?? setsWithoutWords(kind, members, policy, values)
  const differingSets = setChanges(kind, cluster, { values, sets })
  let explained = survived

  for (const field of differing) {
    count(changes, field, () => sampleOf(goldenId, field, before, (explained ??= survive(kind, members, policy))))
  }
  for (const change of differingSets) count(changes, change.name, () => setSample(goldenId, change))
  return differing.length + differingSets.length > 0
}

function count(changes: FieldChanges, field: string, sample: () => PreviewSample): void {
  const change = changes.get(field) ?? { changed: 0, samples: [] }

  change.changed += 1
  changes.set(field, change)
  if (change.samples.length < SAMPLES_MAX) change.samples.push(sample())
}

function setsWithoutWords(
  kind: MatchedKind,
  members: readonly Member[],
  policy: EntityPolicy,
  values: CanonicalRecord,
): Survival['sets'] {
  if (!keepsSets(kind, policy)) return {}
  const ordered = members.toSorted((left, right) => byCodeUnits(memberName(left), memberName(right)))

  return keptSets(kind, ordered, policy, noWords, (field) => ({ value: values[field] ?? null }))
}

function setSample(goldenId: string, { before, after, from }: SetChange): PreviewSample {
  return { goldenId, before: listed(before), after: listed(after), from, reason: null }
}

const listed = (values: readonly string[]) => (values.length === 0 ? null : values.join('; '))

function sampleOf(
  goldenId: string,
  field: string,
  before: CanonicalRecord,
  { values, provenance }: Survival,
): PreviewSample {
  const origin = provenance[field]

  return {
    goldenId,
    before: before[field] ?? null,
    after: values[field] ?? null,
    from: origin === undefined ? null : `${origin.system}:${origin.sourceKey}`,
    reason: origin?.reason ?? null,
  }
}
