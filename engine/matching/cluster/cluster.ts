import type { ClusterTask } from './cluster-task.ts'
import { repairComponent, type Component } from './repair-component.ts'
import { excludes, reasonCodes, rivalsOf } from './separation.ts'

export interface Clusters {
  /** The lowest record of each record's cluster. */
  readonly clusterOf: Int32Array
  /** Per link: -1 when it holds, else the code of the reason why not, see `separationReasons`. */
  readonly separatedBy: Int8Array
}

/**
 * Joins records along links, then examines only the components that look wrong: not every record linked with every other,
 * or two records that may not be together. Such a component is built anew, see `repairComponent`; nothing outside of it is
 * looked at, so nothing outside changes.
 */
export function cluster(task: ClusterTask): Clusters {
  const { links } = task
  const clusterOf = componentsOf(task)
  const separatedBy = new Int8Array(links.left.length).fill(reasonCodes.none)
  const rivals = rivalsOf(task.constraints.different)

  for (const component of suspectsOf(task, clusterOf)) {
    const repaired = repairComponent(component, task, rivals)

    for (const records of repaired.clusters) {
      const lowest = records.reduce((least, record) => Math.min(least, record))

      for (const record of records) clusterOf[record] = lowest
    }
    component.links.forEach((link, index) => {
      separatedBy[link] = repaired.separatedBy[index] as number
    })
  }

  return { clusterOf, separatedBy }
}

/** The lowest record each record hangs together with (union-find). */
function componentsOf({ recordCount, links: { left, right } }: ClusterTask): Int32Array {
  const parents = new Int32Array(recordCount)
  const rootOf = (record: number): number => {
    let step = record

    while (parents[step] !== step) {
      parents[step] = parents[parents[step] as number] as number
      step = parents[step] as number
    }

    return step
  }

  for (let record = 0; record < recordCount; record += 1) parents[record] = record
  for (let link = 0; link < left.length; link += 1) {
    const one = rootOf(left[link] as number)
    const other = rootOf(right[link] as number)

    if (one < other) parents[other] = one
    else parents[one] = other
  }
  for (let record = 0; record < recordCount; record += 1) parents[record] = rootOf(record)

  return parents
}

/** Components in which a pair is no link or two records may not be together. */
function suspectsOf(task: ClusterTask, componentOf: Int32Array): Iterable<Component> {
  const { left } = task.links
  const isSuspect = suspicionOf(task, componentOf)
  const components = new Map<number, { records: number[]; links: number[] }>()

  for (let record = 0; record < componentOf.length; record += 1) {
    const root = componentOf[record] as number

    if (isSuspect[root] === 0) continue
    const component = components.get(root)

    if (component === undefined) components.set(root, { records: [record], links: [] })
    else component.records.push(record)
  }
  for (let link = 0; link < left.length; link += 1) {
    const root = componentOf[left[link] as number] as number

    if (isSuspect[root] === 1) components.get(root)?.links.push(link)
  }

  return components.values()
}

function suspicionOf({ recordCount, links, constraints }: ClusterTask, componentOf: Int32Array): Uint8Array {
  const { left, right } = links
  const isSuspect = new Uint8Array(recordCount)
  const recordCounts = new Int32Array(recordCount)
  const linkCounts = new Int32Array(recordCount)

  for (let record = 0; record < recordCount; record += 1) {
    const root = componentOf[record] as number

    recordCounts[root] = (recordCounts[root] as number) + 1
  }
  for (let link = 0; link < left.length; link += 1) {
    const one = left[link] as number
    const root = componentOf[one] as number

    linkCounts[root] = (linkCounts[root] as number) + 1
    if (excludes(constraints.exclusive, one, right[link] as number)) isSuspect[root] = 1
  }
  for (const [one, other] of constraints.different)
    if (componentOf[one] === componentOf[other]) isSuspect[componentOf[one] as number] = 1
  for (let root = 0; root < recordCount; root += 1) {
    const records = recordCounts[root] as number

    if ((linkCounts[root] as number) < (records * (records - 1)) / 2) isSuspect[root] = 1
  }

  return isSuspect
}
