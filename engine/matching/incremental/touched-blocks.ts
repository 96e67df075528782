import type { BlockKeyChange } from '../../store/matching/block-keys.ts'

/** The block keys of the records that changed, by record id: those without fresh ones are gone, those without old ones are new. */
export interface ChangedKeys {
  readonly old: ReadonlyMap<number, Float64Array>
  readonly fresh: ReadonlyMap<number, Float64Array>
}

export interface TouchedBlocks {
  /** The records of each block after the night. */
  readonly members: ReadonlyMap<number, readonly number[]>
  /**
   * Unchanged records of blocks that have become too large to be compared, or small enough, or of which words of persons may
   * hold or rest now: their links are found anew.
   */
  readonly unsettled: ReadonlySet<number>
  /** Blocks that were too large, or are. */
  readonly hot: readonly number[]
}

/** Takes the old keys of changed records out of their blocks and puts the fresh ones in. */
export function touchBlocks(
  before: ReadonlyMap<number, readonly number[]>,
  { old, fresh }: ChangedKeys,
  blockSizeMax: number,
): TouchedBlocks {
  const members = new Map(
    Array.from(before, ([key, recordIds]) => [key, recordIds.filter((recordId) => !old.has(recordId))]),
  )

  for (const [recordId, keys] of fresh) for (const key of keys) members.get(key)?.push(recordId)
  const isHot = (recordIds: readonly number[] = []) => recordIds.length > blockSizeMax
  const keys = [...members.keys()]
  const crossing = keys.filter((key) => isHot(before.get(key)) !== isHot(members.get(key)))
  const unsettled = crossing.flatMap((key) => before.get(key) ?? []).filter((recordId) => !old.has(recordId))

  return {
    members,
    unsettled: new Set(unsettled),
    hot: keys.filter((key) => isHot(before.get(key)) || isHot(members.get(key))),
  }
}

/** Every key of the changed records, old and fresh. */
export function keysOf({ old, fresh }: ChangedKeys): ReadonlySet<number> {
  const keys = new Set<number>()

  for (const known of [old, fresh]) for (const own of known.values()) for (const key of own) keys.add(key)

  return keys
}

/** What the store must add and take away. */
export function keyChanges({ old, fresh }: ChangedKeys): readonly BlockKeyChange[] {
  const changes: BlockKeyChange[] = []
  const none = new Float64Array()

  for (const recordId of new Set([...old.keys(), ...fresh.keys()])) {
    const lost = old.get(recordId) ?? none
    const gained = fresh.get(recordId) ?? none

    for (const key of lost) if (!gained.includes(key)) changes.push({ key, recordId, isLost: true })
    for (const key of gained) if (!lost.includes(key)) changes.push({ key, recordId, isLost: false })
  }

  return changes
}
