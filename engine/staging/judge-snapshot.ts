import type { SnapshotEnd } from '../../connectors/connector.ts'
import type { SnapshotStatus } from '../store/database.ts'
import type { UsualVolume } from '../store/snapshots.ts'

export interface Guard {
  readonly dropPercentMax: number
  readonly overlapPercentMin: number
  readonly rowCountMin: number
}

export interface SnapshotVerdict {
  readonly status: SnapshotStatus
  /** Empty when good; else one sentence with counts and column names, without customer values. */
  readonly reason: string
}

/** Decides whether a snapshot may be used: complete, same mapped columns, and neither empty nor suspiciously small (domain-rules 4.11). */
export function judgeSnapshot(
  end: SnapshotEnd,
  mappedColumns: readonly string[],
  guard: Guard,
  usual: UsualVolume,
): SnapshotVerdict {
  if (!end.isComplete)
    return { status: 'incomplete', reason: end.reason ?? 'The source did not prove that it sent everything.' }
  const absent = mappedColumns.filter((column) => !end.columns.includes(column))

  if (end.rowCount > 0 && absent.length > 0) {
    return {
      status: 'drifted',
      reason: `The plan maps ${absent.join(', ')}, which the source no longer has; it has ${end.columns.join(', ')}.`,
    }
  }
  if (end.rowCount < Math.max(guard.rowCountMin, 1)) {
    return guard.rowCountMin === 0 && usual.presentCount === 0
      ? { status: 'good', reason: '' }
      : {
          status: 'empty',
          reason: `It has ${end.rowCount} rows; the plan expects at least ${Math.max(guard.rowCountMin, 1)}.`,
        }
  }

  if (usual.conflictingKeyCount > usual.keyCount / 2) {
    return {
      status: 'drifted',
      reason: `${usual.conflictingKeyCount} of ${usual.keyCount} keys stand for rows that differ; select.key does not name what tells them apart.`,
    }
  }

  return judgeVolume(end.rowCount, guard, usual)
}

function judgeVolume(rowCount: number, guard: Guard, usual: UsualVolume): SnapshotVerdict {
  const median = medianOf(usual.goodRowCounts)
  const floor = median * (1 - guard.dropPercentMax / 100)

  if (rowCount < floor) {
    return {
      status: 'below-guard',
      reason: `It has ${rowCount} rows where ${median} are usual; a drop of more than ${guard.dropPercentMax} % is taken for an outage.`,
    }
  }
  const overlapPercent = usual.presentCount === 0 ? 100 : (100 * usual.overlapCount) / usual.presentCount

  if (overlapPercent < guard.overlapPercentMin) {
    return {
      status: 'below-guard',
      reason: `Only ${Math.floor(overlapPercent)} % of the known keys are in it; below ${guard.overlapPercentMin} % it is taken for another export.`,
    }
  }

  return { status: 'good', reason: '' }
}

function medianOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((left, right) => left - right)

  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
