import type { CanonicalRecord, EntityKind } from '../entity/entity.ts'
import { meaningIn, meaningOf } from './agree.ts'
import { byCodeUnits } from './code-unit-order.ts'

/** What a source record was at a night, until the next of its forms. */
export interface RecordForm {
  /** The night that saw it first, and the moment that night stands for. */
  readonly run: number
  readonly seenAt: string
  /** By the source's own clock. */
  readonly changedAt: string | null
  readonly record: CanonicalRecord
}

/** A source record through the nights, and what we wrote into it ourselves. */
export interface RecordPast {
  readonly recordId: number
  readonly system: string
  readonly sourceKey: string
  /** Oldest first; the last one is tonight's. */
  readonly forms: readonly RecordForm[]
  readonly writes: readonly OwnWrite[]
  /** The last night that read it, of a system that shows a write at once; null of others: a file is taken in when somebody does. */
  readonly readRun: number | null
}

/** A correction that a system took: the night it was sent, and the moment that night stands for. */
export interface OwnWrite {
  readonly run: number
  readonly writtenAt: string
  readonly field: string
  readonly value: string
}

/** Another system's word, older than the value it explains. */
export interface PeerWord {
  readonly system: string
  readonly run: number
  readonly changedAt: string | null
}

/** One value a record said in a field, from the night it was first seen until the next of its values. */
export interface SaidValue {
  readonly value: string
  /** Equal for values that agree: another way of writing is no other value. */
  readonly meaning: string
  readonly changedAt: string | null
  readonly run: number
  readonly seenAt: string
  /** `own-write`: our correction came back; `peer`: another system had said it before; `native`: its own word. */
  readonly origin: 'native' | 'own-write' | 'peer'
  /** Of origin `peer`: who said it first. */
  readonly from: PeerWord | null
  /** Of origin `own-write`: the night that decided it. */
  readonly decidedRun: number | null
}

/** What one record said in a field; two values in a row never say the same. */
export interface ValueHistory {
  readonly recordId: number
  readonly system: string
  readonly sourceKey: string
  readonly said: readonly SaidValue[]
}

/** How long a value that was given up still counts as given up; what comes back later is news (a customer may move back). */
export const flipWindowMs = 30 * 86_400_000

/**
 * The value ledger of one field of a golden record: what each of its records said through the nights, and whether that was its
 * own word, our correction coming back, or what another system had said before. Silence is no word, and ends none.
 */
export function valueLedger(kind: EntityKind, field: string, pasts: readonly RecordPast[]): readonly ValueHistory[] {
  const spoken = pasts.map((past) => ({ past, said: ownWrites(kind, field, past, wordsOf(kind, field, past)) }))

  return spoken.map(({ past: { recordId, system, sourceKey }, said }) => {
    const peers = spoken.filter(({ past }) => past.system !== system)

    return { recordId, system, sourceKey, said: said.map((value, place) => withPeer(value, place, peers)) }
  })
}

function wordsOf(kind: EntityKind, field: string, { forms }: RecordPast): readonly SaidValue[] {
  const said: SaidValue[] = []

  for (const { run, seenAt, changedAt, record } of forms) {
    const value = record[field] ?? null
    const meaning = meaningIn(kind, field, record)

    if (value === null || meaning === null || meaning === said.at(-1)?.meaning) continue
    said.push({ value, meaning, changedAt, run, seenAt, origin: 'native', from: null, decidedRun: null })
  }
  return said
}

/**
 * A correction is applied after its night has read the system. Where the next other value seen says what we wrote last, it is our
 * echo; where it says something else, or the old value is still there a night later, what we wrote was undone during the day.
 */
function ownWrites(
  kind: EntityKind,
  field: string,
  { writes, readRun }: RecordPast,
  said: readonly SaidValue[],
): readonly SaidValue[] {
  // Where we emptied a field the system is silent, which is no word: nothing is missed when none comes back.
  const ours = writes
    .filter((write) => write.field === field && write.value !== '')
    .map((write) => ({ ...write, meaning: meaningOf(kind, field, write.value) }))
    .toSorted((left, right) => left.run - right.run || byCodeUnits(left.meaning, right.meaning))

  if (ours.length === 0) return said
  return [...said, undefined].flatMap((value, place) => {
    const replaced = said[place - 1]

    if (replaced === undefined) return value === undefined ? [] : [asFirstSaid(value, ours)]
    return sinceReplaced(
      replaced,
      value,
      ours.filter(({ run }) => run >= replaced.run && run < (value?.run ?? Infinity)),
      readRun,
    )
  })
}

/** What we sent while a value stood, and what came after it; undefined where it still stands. */
function sinceReplaced(
  replaced: SaidValue,
  value: SaidValue | undefined,
  sent: readonly Written[],
  readRun: number | null,
): readonly SaidValue[] {
  // A file we dropped is taken in when somebody does, in whatever order.
  const echoed = readRun === null ? sent.find(({ meaning }) => meaning === value?.meaning) : sent.at(-1)

  if (value !== undefined && echoed?.meaning === value.meaning) {
    return [{ ...value, origin: 'own-write', decidedRun: echoed.run }]
  }
  const undone = readRun === null ? [] : undoneWrites(replaced, sent, readRun)
  const lost = undone.at(-1)

  if (value !== undefined) return [...undone, value]
  return lost === undefined
    ? []
    : [...undone, { ...replaced, origin: 'native', from: null, run: lost.run + 1, seenAt: lost.seenAt }]
}

/** What was written before anything was read of it is ours as well: we created the record, or filled a blank. */
function asFirstSaid(value: SaidValue, ours: readonly Written[]): SaidValue {
  const given = ours.find(({ run, meaning }) => run <= value.run && meaning === value.meaning)

  return given === undefined ? value : { ...value, origin: 'own-write', decidedRun: given.run }
}

type Written = OwnWrite & { readonly meaning: string }

function undoneWrites(replaced: SaidValue, sent: readonly Written[], readRun: number): readonly SaidValue[] {
  return sent
    .filter(({ run, meaning }, place) => meaning !== (sent[place - 1] ?? replaced).meaning && run < readRun)
    .map(({ run, writtenAt: seenAt, value, meaning }) => ({
      ...{ value, meaning, changedAt: null, run, seenAt },
      ...{ origin: 'own-write' as const, from: null, decidedRun: run },
    }))
}

type Spoken = { readonly past: RecordPast; readonly said: readonly SaidValue[] }

function withPeer(value: SaidValue, place: number, peers: readonly Spoken[]): SaidValue {
  if (place === 0 || value.origin === 'own-write') return value
  const words = peers.flatMap(({ past, said }) =>
    said.flatMap((word, index) => {
      const isElder = word.meaning === value.meaning && word.run < value.run
      const until = said[index + 1]?.seenAt ?? value.seenAt

      return isElder && isWithinWindow(until, value.seenAt)
        ? [{ system: past.system, run: word.run, changedAt: word.changedAt }]
        : []
    }),
  )
  const [elder] = words.toSorted((left, right) => left.run - right.run || byCodeUnits(left.system, right.system))

  return elder === undefined ? value : { ...value, origin: 'peer', from: elder }
}

/** Did no more time pass between two nights than a given-up value is remembered? */
export function isWithinWindow(earlier: string, later: string): boolean {
  return Date.parse(later) - Date.parse(earlier) <= flipWindowMs
}

/** Where a record took up again what it had given up: the place of the value it said before; undefined when it is new to it. */
export function returnedTo({ said }: ValueHistory, place: number): SaidValue | undefined {
  const value = said[place]
  const replaced = said[place - 1]

  if (value === undefined || replaced === undefined || value.origin === 'own-write') return undefined
  if (!isWithinWindow(replaced.seenAt, value.seenAt)) return undefined
  return said.slice(0, place - 1).findLast(({ meaning }) => meaning === value.meaning)
}

/** By the sources' own clocks; false where one of the times is unknown: what cannot be said is not claimed. */
export function isOlder(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && Date.parse(left) < Date.parse(right)
}
