import type { EntityKind } from '../entity/entity.ts'
import { agree } from './agree.ts'

/** What a source said in a field, and when by its own clock (a UTC instant). */
export interface TimedValue {
  readonly value: string | null
  readonly changedAt: string | null
}

/** One field of one source record through time. */
export interface FieldHistory {
  readonly kind: EntityKind
  readonly field: string
  readonly system: string
  readonly sourceKey: string
  readonly current: TimedValue
  /** What it said before, oldest first; the last one is what tonight's value replaced. */
  readonly previous: readonly TimedValue[]
}

/** What another source record of the same cluster says in the field, by its own clock and not as an echo of our write. */
export interface PeerValue extends TimedValue {
  readonly system: string
  readonly sourceKey: string
}

/** An old value was put over a newer one. */
export interface StaleOverwrite {
  /**
   * `clock-went-back`: the record is older by the source's own time than it was last night.
   * `value-returned`: the value replaced last time came back. `older-elsewhere`: another system held it before the replaced one.
   */
  readonly cause: 'clock-went-back' | 'value-returned' | 'older-elsewhere'
  readonly field: string
  readonly system: string
  readonly sourceKey: string
  /** The old news that is there now. */
  readonly restored: TimedValue
  /** The newer value it replaced. */
  readonly overwritten: TimedValue
  /** Where and when the old value was before: the same record earlier, or the member it was taken from. */
  readonly origin: { readonly system: string; readonly sourceKey: string; readonly changedAt: string | null }
  /** One sentence with systems and times, without values. */
  readonly reason: string
}

/**
 * Was a newer value of this record replaced by an older one since last night? Values that say the same are no change, a
 * value that became empty or was empty before is none of old news. Stock, prices and statuses go up and down of
 * themselves: for them only a clock that went back counts.
 */
export function staleOverwrite(history: FieldHistory, peers: readonly PeerValue[]): StaleOverwrite | undefined {
  const { kind, field, current } = history
  const replaced = history.previous.at(-1)

  if (current.value === null || replaced === undefined || replaced.value === null) return undefined
  if (agree(kind, field, current.value, replaced.value)) return undefined

  if (isOlder(current.changedAt, replaced.changedAt)) {
    const origin = { system: history.system, sourceKey: history.sourceKey, changedAt: current.changedAt }

    return found(history, replaced, 'clock-went-back', origin)
  }
  if (returnsOfItself(field)) return undefined
  return returned(history, replaced) ?? takenFromElder(history, replaced, peers)
}

/** Fields whose values come back in ordinary life. */
export function returnsOfItself(field: string): boolean {
  return returningFields.has(field)
}

const returningFields: ReadonlySet<string> = new Set(['stock', 'status', 'priceMinor'])

function returned(history: FieldHistory, replaced: TimedValue): StaleOverwrite | undefined {
  const { kind, field, system, sourceKey, current, previous } = history
  const changes = previous.filter(({ value }, index) => !isSame(kind, field, value, previous[index + 1]?.value ?? null))
  const before = changes.at(-2)

  if (before === undefined || !isSame(kind, field, before.value, current.value)) return undefined
  return found(history, replaced, 'value-returned', { system, sourceKey, changedAt: before.changedAt })
}

function takenFromElder(
  history: FieldHistory,
  replaced: TimedValue,
  peers: readonly PeerValue[],
): StaleOverwrite | undefined {
  const holders = peers.filter(({ value }) => isSame(history.kind, history.field, value, history.current.value))

  // Somebody says it with a time of his own after the replaced value: then it is news, wherever it came from.
  if (holders.some(({ changedAt }) => isOlder(replaced.changedAt, changedAt))) return undefined

  const [elder] = holders
    .filter(({ changedAt }) => isOlder(changedAt, replaced.changedAt))
    .toSorted((left, right) => order(right, left))

  return (
    elder &&
    found(history, replaced, 'older-elsewhere', {
      system: elder.system,
      sourceKey: elder.sourceKey,
      changedAt: elder.changedAt,
    })
  )
}

/** By time, then by name, so that the order of peers cannot matter. */
function order(left: PeerValue, right: PeerValue): number {
  const keyOf = ({ changedAt, system, sourceKey }: PeerValue) => `${changedAt ?? ''} ${system}:${sourceKey}`

  return keyOf(left) < keyOf(right) ? -1 : 1
}

function isSame(kind: EntityKind, field: string, left: string | null, right: string | null): boolean {
  return left === null || right === null ? left === right : agree(kind, field, left, right)
}

/** False where one of the times is unknown: what cannot be said is not claimed. */
function isOlder(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && Date.parse(left) < Date.parse(right)
}

function found(
  { field, system, sourceKey, current }: FieldHistory,
  replaced: TimedValue,
  cause: StaleOverwrite['cause'],
  origin: StaleOverwrite['origin'],
): StaleOverwrite {
  const record = `${system}:${sourceKey}`
  const at = (time: string | null) => (time === null ? 'an unknown time' : time)
  const sentences = {
    'clock-went-back': `${record} replaced a value of ${at(replaced.changedAt)} by one of ${at(current.changedAt)}.`,
    'value-returned': `${record} replaced a value of ${at(replaced.changedAt)} by the one it had held before, from ${at(origin.changedAt)}.`,
    'older-elsewhere': `${record} replaced a value of ${at(replaced.changedAt)} by one that ${origin.system}:${origin.sourceKey} has held since ${at(origin.changedAt)}.`,
  }

  return Object.freeze({
    cause,
    field,
    system,
    sourceKey,
    restored: Object.freeze({ value: current.value, changedAt: current.changedAt }),
    overwritten: Object.freeze({ value: replaced.value, changedAt: replaced.changedAt }),
    origin: Object.freeze(origin),
    reason: sentences[cause],
  })
}
