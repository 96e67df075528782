import type { MatchedKind } from '../../../rules/entity/entity.ts'
import { byCodeUnits } from '../../../rules/truth/code-unit-order.ts'
import { ReconcileError } from '../../domain/reconcile-error.ts'
import { recordsNamed } from '../../store/matching/explain-rows.ts'
import type { Session } from '../../store/store.ts'

export interface FoundRecord {
  readonly id: number
  /** `system:key`. */
  readonly name: string
}

/** Finds records of one kind by their names, the lower name first. A name that several kinds have needs the kind said. */
export async function findRecords(
  session: Session,
  names: readonly string[],
  kindWanted: MatchedKind | undefined,
  scope: 'matched' | 'ever-read' = 'matched',
): Promise<{ readonly kind: MatchedKind; readonly records: readonly FoundRecord[] }> {
  const idsByName = new Map<string, ReadonlyMap<MatchedKind, number>>()

  for (const name of names) {
    if (idsByName.has(name)) throw invalid(name, 'two different records')
    const found = await recordsNamed(session, ...partsOf(name), scope)

    if (found.length === 0) throw recordUnknown(name)
    idsByName.set(name, new Map(found.map(({ kind, id }) => [kind, id])))
  }
  const kind = sharedKind(idsByName, kindWanted)

  return {
    kind,
    records: names.map((name) => ({ name, id: idsByName.get(name)?.get(kind) as number })).toSorted(byName),
  }
}

function byName(one: FoundRecord, other: FoundRecord): number {
  return byCodeUnits(one.name, other.name)
}

export function recordUnknown(record: string): ReconcileError {
  return new ReconcileError('RECORD_UNKNOWN', { record })
}

/** Keys may hold colons, names of systems may not. */
function partsOf(name: string): [system: string, key: string] {
  const colon = name.indexOf(':')

  if (colon < 1 || colon === name.length - 1) throw invalid(name, 'a record as system:key, such as crm:1042')

  return [name.slice(0, colon), name.slice(colon + 1)]
}

function sharedKind(
  idsByName: ReadonlyMap<string, ReadonlyMap<MatchedKind, number>>,
  kindWanted: MatchedKind | undefined,
): MatchedKind {
  const [[first, kinds]] = [...idsByName] as [[string, ReadonlyMap<MatchedKind, number>]]
  const shared = [...kinds.keys()].filter(
    (kind) =>
      (kindWanted === undefined || kind === kindWanted) && [...idsByName.values()].every((ids) => ids.has(kind)),
  )

  if (shared.length > 1) throw new ReconcileError('RECORD_AMBIGUOUS', { record: first, kinds: shared.join(', ') })
  if (shared[0] !== undefined) return shared[0]
  if (kindWanted !== undefined) throw invalid(`--kind ${kindWanted}`, [...kinds.keys()].join(', '))

  throw invalid([...idsByName.keys()].join(' '), 'two records of one kind')
}

function invalid(found: string, allowed: string): ReconcileError {
  return new ReconcileError('ARGUMENT_INVALID', { at: '<record>', found, allowed })
}
