/** What the guard found, or would have to be told by a person before the snapshot may be used. */
export interface SnapshotTrouble {
  /** What it says of the snapshot, one sentence. */
  readonly meaning: string
  /** What the operator does next. */
  readonly whatToDo: string
  /** Whether a person may say that the system is right all the same. */
  readonly isAcceptable: boolean
}

const lookThenAccept =
  'Ask whoever runs the system. When it is right all the same, `touchstone snapshot accept` with the number that `touchstone snapshot list` shows; else have the export made again.'

/** Every reason not to use a snapshot, by its status; docs/snapshots.md has a chapter for each. */
export const snapshotTroubles = {
  failed: {
    meaning: 'The system could not be read.',
    whatToDo: 'Mend what the message names, then run again.',
    isAcceptable: false,
  },
  incomplete: {
    meaning: 'The source did not prove that it sent everything: a page is missing, or the stream was cut.',
    whatToDo: 'Have the export made again, then run again.',
    isAcceptable: false,
  },
  drifted: {
    meaning: 'Columns that the plan maps are gone, or the key no longer tells rows apart.',
    whatToDo: 'Correct the plan by what the source has now (`touchstone check` tells), or have the columns put back.',
    isAcceptable: false,
  },
  empty: {
    meaning: 'The reading succeeded and brought no rows, or fewer than the plan says there must be.',
    whatToDo: lookThenAccept,
    isAcceptable: true,
  },
  'below-guard': {
    meaning: 'Far fewer rows than usual, or many known records are gone and no others came instead.',
    whatToDo: lookThenAccept,
    isAcceptable: true,
  },
  gap: {
    meaning: 'Records that follow each other in the order of keys are gone: a page, or the end of the file.',
    whatToDo: lookThenAccept,
    isAcceptable: true,
  },
  'other-keys': {
    meaning: 'Many known records are gone and unknown ones came instead: another export, or keys written otherwise.',
    whatToDo: lookThenAccept,
    isAcceptable: true,
  },
  repeated: {
    meaning: 'Rows came more than once while known records are gone: a page was delivered in the place of another.',
    whatToDo: lookThenAccept,
    isAcceptable: true,
  },
  replayed: {
    meaning: 'An earlier state of the system: records went back or vanished, and nothing in it is new.',
    whatToDo: 'Look whether an old file was put in place, or the export job writes no more. ' + lookThenAccept,
    isAcceptable: true,
  },
  restored: {
    meaning:
      'Records went back to earlier versions, or all the newest vanished, as after a restored backup of the system.',
    whatToDo:
      'Ask whoever runs the system whether a backup was restored; what was lost there is still in the golden records. ' +
      lookThenAccept,
    isAcceptable: true,
  },
  'clock-skew': {
    meaning: 'Times of change lie in the future, or those of most records moved together.',
    whatToDo: 'Check the clock of the system and `timeZone` in the plan. ' + lookThenAccept,
    isAcceptable: true,
  },
  hollow: {
    meaning: 'A mapped column that was filled before is now empty in most rows.',
    whatToDo: 'Check the rights of the user that reads, and the export. ' + lookThenAccept,
    isAcceptable: true,
  },
} as const satisfies Readonly<Record<string, SnapshotTrouble>>

export type TroubleStatus = keyof typeof snapshotTroubles

/** One guard that fired, with the number of records (or rows) it is about: an acceptance covers that many and no more. */
export interface SnapshotAlarm {
  readonly status: TroubleStatus
  readonly count: number
  /** One sentence with counts and column names, without customer values. */
  readonly reason: string
}

/** What a status asks of the operator; undefined for one that asks nothing. */
export function troubleOf(status: string): SnapshotTrouble | undefined {
  return Object.hasOwn(snapshotTroubles, status) ? snapshotTroubles[status as TroubleStatus] : undefined
}
