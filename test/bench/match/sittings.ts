import type {
  Measurement,
  PeerPeopleMeasurement,
  PeerSetMeasurement,
  PeerSetting,
  PeopleMeasurement,
  SamePairsMeasurement,
  SetMeasurement,
} from './measurement.ts'

/** Everything measured, asked by what it is; of repeated runs the newest sitting, and there the median by time. */
export class Sittings {
  readonly #measurements: readonly Measurement[]

  constructor(measurements: readonly Measurement[]) {
    this.#measurements = measurements
  }

  set(name: string): SetMeasurement | undefined {
    return this.#newest('set', ({ set }) => set === name, wall)
  }

  peerSet(name: string): PeerSetMeasurement | undefined {
    return this.#newest(
      'peer set',
      ({ set }) => set === name,
      () => 0,
    )
  }

  samePairs(name: string, rules: string): SamePairsMeasurement | undefined {
    return this.#newest(
      'same pairs',
      (one) => one.set === name && one.rules === rules,
      () => 0,
    )
  }

  people(rows: number, seed: number): PeopleMeasurement | undefined {
    return this.#newest('people', (one) => one.rows === rows && one.seed === seed, wall)
  }

  /** The peer at the same work in the same sitting. */
  peerPeople(ours: PeopleMeasurement, setting: PeerSetting): PeerPeopleMeasurement | undefined {
    return this.#newest(
      'peer people',
      (one) =>
        one.rows === ours.rows &&
        one.seed === ours.seed &&
        one.sitting === ours.sitting &&
        one.result.setting === setting,
      ({ result }) => result.totalSeconds,
    )
  }

  /** Sizes and seeds of generated people, the smallest first. */
  sizes(): readonly { readonly rows: number; readonly seed: number }[] {
    const keys = new Map(
      this.#measurements.flatMap((one) =>
        one.kind === 'people' ? [[`${one.rows} ${one.seed}`, { rows: one.rows, seed: one.seed }]] : [],
      ),
    )

    return [...keys.values()].toSorted((left, right) => left.rows - right.rows || left.seed - right.seed)
  }

  #newest<Kind extends Measurement['kind']>(
    kind: Kind,
    isMeant: (one: Extract<Measurement, { kind: Kind }>) => boolean,
    seconds: (one: Extract<Measurement, { kind: Kind }>) => number,
  ): Extract<Measurement, { kind: Kind }> | undefined {
    const isKind = (one: Measurement): one is Extract<Measurement, { kind: Kind }> => one.kind === kind
    const meant = this.#measurements.filter(isKind).filter(isMeant)
    const sitting = meant
      .map((one) => one.sitting)
      .toSorted()
      .at(-1)
    const runs = meant
      .filter((one) => one.sitting === sitting)
      .toSorted((left, right) => seconds(left) - seconds(right))

    return runs[(runs.length - 1) >> 1]
  }
}

function wall({ wallSeconds }: { readonly wallSeconds: number }): number {
  return wallSeconds
}
