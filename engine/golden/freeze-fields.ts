import { fieldsOf, type MatchedKind } from '../../rules/entity/entity.ts'
import { isLocalToSystem, meaningIn } from '../../rules/truth/agree.ts'
import { lastWordOf } from '../../rules/truth/echo.ts'
import { evidenceTime } from '../../rules/truth/evidence-time.ts'
import { memberName, type LastWord, type Member } from '../../rules/truth/member.ts'
import { fieldFlips } from '../../rules/truth/ping-pong.ts'
import type { Survival } from '../../rules/truth/survive.ts'
import { valueLedger, type RecordPast, type ValueHistory } from '../../rules/truth/value-ledger.ts'
import type { StoredMember } from '../store/golden/cluster-members.ts'
import type { ConflictRow } from '../store/golden/conflicts.ts'
import type { Freeze, FreezeState } from '../store/golden/freezes.ts'
import type { DecidedGolden } from './resolution.ts'

/** The value ledger of a golden record, per field in which anything was ever said otherwise. */
export type Ledgers = ReadonlyMap<string, readonly ValueHistory[]>

export function ledgersOf(kind: MatchedKind, pasts: readonly RecordPast[]): Ledgers {
  return new Map(
    fieldsOf(kind)
      .filter((field) => !isLocalToSystem(field))
      .map((field) => [field, valueLedger(kind, field, pasts)] as const)
      .filter(([, ledger]) => ledger.some(({ said }) => said.length > 1 || said[0]?.origin === 'own-write')),
  )
}

/** Members with the age of their words, and which of them are ours: a fresh date of a record alone makes no word of it newer. */
export function withWordTimes(
  kind: MatchedKind,
  members: readonly Member[],
  pasts: readonly RecordPast[],
  ledgers: Ledgers,
): readonly Member[] {
  const pastOf = new Map(pasts.map((past) => [past.recordId, past]))

  return members.map((member) => {
    const past = pastOf.get(member.recordId)

    if (past === undefined || past.forms.length < 2) return member
    const times = fieldsOf(kind).flatMap((field) => {
      const time = evidenceTime(kind, field, past, ledgers.get(field) ?? [])

      return time === member.changedAt ? [] : [[field, time] as const]
    })

    const words = lastWordsOf(member.recordId, ledgers)
    const hasEcho = [...words.values()].some(({ isEcho }) => isEcho)

    return {
      ...member,
      ...(times.length > 0 && { saidSince: new Map(times) }),
      ...(hasEcho && { lastWords: words }),
    }
  })
}

function lastWordsOf(recordId: number, ledgers: Ledgers): ReadonlyMap<string, LastWord> {
  return new Map(
    [...ledgers].flatMap(([field, ledger]) => {
      const history = ledger.find((one) => one.recordId === recordId)
      const word = history && lastWordOf(history)

      return word === undefined ? [] : [[field, word] as const]
    }),
  )
}

/** The fields of a golden record that are frozen: those that were, and those in which tonight's flips are enough. */
export function freezesOfGolden(
  kind: MatchedKind,
  runId: number,
  decided: { readonly survival: Survival; readonly members: readonly StoredMember[] },
  ledgers: Ledgers,
  known: ReadonlyMap<number, ReadonlyMap<string, FreezeState>>,
): { readonly standing: readonly Freeze[]; readonly fresh: readonly Freeze[] } {
  const states = decided.members.flatMap(({ recordId }) => [...(known.get(recordId) ?? [])])
  const standing = states.flatMap(([, state]) => ('frozen' in state ? [state.frozen] : []))
  const fresh = [...ledgers].flatMap(([field, ledger]): readonly Freeze[] => {
    if (standing.some((freeze) => freeze.field === field)) return []
    const thaws = states.map(([name, state]) => (name === field && 'thawedRun' in state ? state.thawedRun : 0))
    const golden = meaningIn(kind, field, decided.survival.values)
    const flips = fieldFlips(field, ledger, golden, Math.max(0, ...thaws))

    return (flips?.recordIds ?? []).map((recordId) => ({
      ...{ recordId, field, sinceRun: runId, cause: flips?.cause ?? 'ping-pong', reason: flips?.reason ?? '' },
    }))
  })

  return { standing, fresh }
}

/** A frozen field stands among the conflicts until it is thawed, whatever the systems say meanwhile. */
export function freezeRows({ goldenId, survival, members, frozen }: DecidedGolden): readonly ConflictRow[] {
  const byName = new Map(members.map((member) => [memberName(member), member]))

  return frozen.flatMap(({ recordId, field, cause, reason }) => {
    const member = members.find((one) => one.recordId === recordId)
    const origin = survival.provenance[field]
    const winner = origin === undefined ? undefined : byName.get(memberName(origin))

    if (member === undefined) return []
    return [
      {
        ...{ goldenId, field, kind: cause, reason, loserId: recordId },
        winnerId: winner?.recordId ?? recordId,
        winnerValue: survival.values[field] ?? null,
        winnerChangedAt: winner?.changedAt ?? null,
        loserValue: member.record[field] ?? null,
        loserChangedAt: member.changedAt,
      },
    ]
  })
}
