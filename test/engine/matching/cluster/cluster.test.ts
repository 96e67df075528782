import { describe, expect, test } from 'vitest'
import type { ClusterTask } from '../../../../engine/matching/cluster/cluster-task.ts'
import { cluster } from '../../../../engine/matching/cluster/cluster.ts'
import { separationReasons } from '../../../../engine/matching/cluster/separation.ts'
import { taskOf, type Scene } from './cluster-scene.ts'

/** Weights by pair, such as "0-1"; pairs not named have nothing in common. */
function found(
  weights: Readonly<Record<string, number>>,
  rest: Partial<Scene> = {},
  bounds: Partial<Pick<ClusterTask, 'averageMin'>> = {},
) {
  const records = Object.keys(weights).flatMap((key) => key.split('-').map(Number))
  const scene: Scene = {
    recordCount: Math.max(...records) + 1,
    weights: new Map(Object.entries(weights)),
    same: [],
    different: [],
    exclusive: [],
    ...rest,
  }
  const task = { ...taskOf(scene), ...bounds }
  const { clusterOf, separatedBy } = cluster(task)
  const reasons = separationReasons(scene.exclusive)

  return {
    clusters: [...new Set(clusterOf)].map((lowest) => [...clusterOf.keys()].filter((at) => clusterOf[at] === lowest)),
    reasons: Object.fromEntries(
      [...separatedBy.keys()]
        .filter((link) => separatedBy[link] !== -1)
        .map((link) => [`${task.links.left[link]}-${task.links.right[link]}`, reasons[separatedBy[link] as number]]),
    ),
  }
}

const perSystem = (systems: readonly number[]): Scene['exclusive'] => [
  {
    reason: 'two-records',
    values: Int32Array.from(systems, (_, record) => record + 1),
    scopes: Int32Array.from(systems),
  },
]

describe('a component', () => {
  test('of records that all have something in common stays whole, though not every pair is a link', () => {
    expect(found({ '0-1': 9, '1-2': 6, '0-2': -8 })).toEqual({ clusters: [[0, 1, 2]], reasons: {} })
  })

  test('of two households is parted at the one link between them', () => {
    const households = { '0-1': 20, '0-2': 18, '1-2': 19, '3-4': 20, '3-5': 17, '4-5': 16 }

    expect(found({ ...households, '2-3': 8 })).toEqual({
      clusters: [
        [0, 1, 2],
        [3, 4, 5],
      ],
      reasons: { '2-3': 'bridge' },
    })
  })

  test('is parted where several links are few of many possible', () => {
    const cliques = { '0-1': 20, '0-2': 18, '1-2': 19, '3-4': 20, '3-5': 17, '4-5': 16 }

    expect(found({ ...cliques, '2-3': 8, '1-4': 5 }).reasons).toEqual({ '2-3': 'low-density', '1-4': 'low-density' })
  })
})

describe('what excludes each other', () => {
  const exclusive: Scene['exclusive'] = [{ reason: 'two-values-of-vatId', values: Int32Array.of(1, 0, 2) }]

  test('is held apart however the records hang together; the stronger link holds', () => {
    expect(found({ '0-1': 9, '1-2': 8, '0-2': 5 }, { exclusive })).toEqual({
      clusters: [[0, 1], [2]],
      reasons: { '1-2': 'two-values-of-vatId', '0-2': 'two-values-of-vatId' },
    })
  })

  test('gives way to a person’s word', () => {
    expect(found({ '0-2': 9 }, { exclusive, same: [[0, 2]] }).clusters).toEqual([[0, 2], [1]])
  })

  test('never includes two records of a system free of duplicates', () => {
    expect(found({ '0-1': 9, '0-2': 7, '1-2': 4 }, { exclusive: perSystem([1, 2, 2]) })).toEqual({
      clusters: [[0, 1], [2]],
      reasons: { '0-2': 'two-records', '1-2': 'two-records' },
    })
  })
})

describe('a tie', () => {
  test('between two records of one system is settled by nobody', () => {
    expect(found({ '0-1': 9, '0-2': 9 }, { exclusive: perSystem([1, 2, 2]) })).toEqual({
      clusters: [[0], [1], [2]],
      reasons: { '0-1': 'tie', '0-2': 'tie' },
    })
  })

  test('leaves together what is not disputed', () => {
    const copies = { '0-1': 9, '0-2': 9, '0-3': 9, '1-2': 9, '1-3': 9, '2-3': 9 }

    expect(found(copies, { different: [[0, 1]] }).clusters).toEqual([[0], [1], [2, 3]])
  })

  test('of links that can all hold is none', () => {
    expect(found({ '0-1': 9, '1-2': 9, '0-2': -3 }).clusters).toEqual([[0, 1, 2]])
  })

  test('stays one, though a weaker link speaks for one side', () => {
    const { clusters } = found({ '0-1': 9, '0-2': 9, '1-3': 30, '0-3': 4 }, { different: [[1, 2]] })

    expect(clusters).toEqual([[0], [1, 3], [2]])
  })
})

describe('a person’s word', () => {
  test('"different" parts a chain at its weakest link that no person asserted, and the link says why', () => {
    const chain = { '0-1': 4, '1-2': 9, '2-3': 6, '3-4': 12 }
    const said = found(chain, { same: [[0, 1]], different: [[0, 4]] }, { averageMin: -Infinity })

    expect(said).toEqual({
      clusters: [
        [0, 1, 2],
        [3, 4],
      ],
      reasons: { '2-3': 'joins-asserted-different' },
    })
  })

  test('"same" drives no third record out: the two speak with one voice', () => {
    const weights = { '0-1': 12, '1-2': -40, '0-2': -40 }

    expect(found(weights).clusters).toEqual([[0, 1], [2]])
    expect(found(weights, { same: [[1, 2]] }).clusters).toEqual([[0, 1, 2]])
  })

  test('against another’s leaves apart what only the order could decide', () => {
    const said = found(
      { '0-1': 0, '1-2': 0 },
      {
        same: [
          [0, 1],
          [1, 2],
        ],
        different: [[0, 2]],
      },
    )

    expect(said).toEqual({
      clusters: [[0], [1], [2]],
      reasons: { '0-1': 'joins-asserted-different', '1-2': 'joins-asserted-different' },
    })
  })
})
