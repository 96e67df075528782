/** A link between two records, strongest first, then by left and right record: the order clustering depends on. */
export interface ClusterLinks {
  readonly left: Int32Array
  readonly right: Int32Array
}

/** What may not be together. */
export interface ClusterConstraints {
  /** Pairs a person called different. */
  readonly different: readonly (readonly [number, number])[]
  /** Identifiers of which an entity has one: codes per record (0: none), and the scope within which two values exclude each other. */
  readonly exclusive: readonly { readonly values: Int32Array; readonly scopes?: Int32Array | undefined }[]
}

export interface Clusters {
  /** The lowest record of each record's cluster. */
  readonly clusterOf: Int32Array
  /** Per link: -1 when it holds; 0 when a person's "different" stands against it, 1 + n when exclusive identifier n does. */
  readonly separatedBy: Int8Array
}

/**
 * Joins records along the links in the order given, and refuses a link that would bring together what may not be. The
 * first `assertedCount` links are a person's word: only another person's word can refuse them.
 */
export function cluster(
  recordCount: number,
  links: ClusterLinks,
  constraints: ClusterConstraints,
  assertedCount = 0,
): Clusters {
  const parents = Int32Array.from({ length: recordCount }, (_, record) => record)
  const rivals = rivalsOf(constraints.different)
  const identifiers = constraints.exclusive.map((exclusive) => identifiersOf(exclusive))
  const separatedBy = new Int8Array(links.left.length).fill(-1)

  function find(record: number): number {
    let root = record

    while (parents[root] !== root) root = parents[root] as number
    for (let step = record; step !== root;) {
      const next = parents[step] as number

      parents[step] = root
      step = next
    }

    return root
  }

  function objection(left: number, right: number, isAsserted: boolean): number {
    if (rivals.get(left)?.some((rival) => find(rival) === right)) return 0
    if (isAsserted) return -1

    const excluding = identifiers.findIndex((identifier) => identifier.exclude(left, right))

    return excluding === -1 ? -1 : excluding + 1
  }

  for (let link = 0; link < links.left.length; link += 1) {
    const left = find(links.left[link] as number)
    const right = find(links.right[link] as number)

    if (left === right) continue
    const refused = objection(left, right, link < assertedCount)

    separatedBy[link] = refused
    if (refused !== -1) continue
    const root = Math.min(left, right)
    const other = Math.max(left, right)

    parents[other] = root
    joinLists(rivals, root, other)
    for (const identifier of identifiers) identifier.join(root, other)
  }

  return { clusterOf: parents.map((_, record) => find(record)), separatedBy }
}

/** Both directions, so that the rivals of one side of a union tell the other side's. */
function rivalsOf(different: ClusterConstraints['different']): Map<number, number[]> {
  const rivals = new Map<number, number[]>()

  for (const [left, right] of different) {
    rivals.set(left, [...(rivals.get(left) ?? []), right])
    rivals.set(right, [...(rivals.get(right) ?? []), left])
  }

  return rivals
}

function joinLists(lists: Map<number, number[]>, root: number, other: number): void {
  const moved = lists.get(other)

  if (moved === undefined) return
  lists.set(root, [...(lists.get(root) ?? []), ...moved])
  lists.delete(other)
}

/** The values of one exclusive identifier held by each cluster, by the cluster's lowest record. */
function identifiersOf({ values, scopes }: ClusterConstraints['exclusive'][number]) {
  const recordsWith = new Map<number, number[]>()

  values.forEach((value, record) => {
    if (value !== 0) recordsWith.set(record, [record])
  })
  const scopeOf = (record: number) => scopes?.[record] ?? 0

  return {
    exclude(left: number, right: number): boolean {
      const leftRecords = recordsWith.get(left)
      const rightRecords = recordsWith.get(right)

      if (leftRecords === undefined || rightRecords === undefined) return false

      return leftRecords.some((one) =>
        rightRecords.some((two) => values[one] !== values[two] && scopeOf(one) === scopeOf(two)),
      )
    },
    /** One record per distinct value and scope is enough to tell what a cluster holds. */
    join(root: number, other: number): void {
      const kept = recordsWith.get(root) ?? []
      const added = (recordsWith.get(other) ?? []).filter(
        (record) => !kept.some((known) => values[known] === values[record] && scopeOf(known) === scopeOf(record)),
      )

      if (kept.length + added.length > 0) recordsWith.set(root, [...kept, ...added])
      recordsWith.delete(other)
    },
  }
}
