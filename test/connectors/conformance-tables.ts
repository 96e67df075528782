import type { CorrectionRequest } from '../../connectors/connector.ts'

export type TableRow = Readonly<Record<string, string | null>>

/** What a system under test must hold. Rows come lazily: the large one must never be an array. */
export interface ConformanceTable {
  readonly columns: readonly string[]
  readonly key: readonly string[]
  readonly changedAt: string | null
  readonly rowCount: number
  readonly rows: Iterable<TableRow>
}

/** What exports are known to spoil: leading zeros, quotes, newlines, scripts, formulas, words that mean nothing. */
export const AWKWARD_VALUES = [
  '0012',
  '10.10',
  '1e3',
  'true',
  '  padded  ',
  'a "quoted", value; with | and \t',
  "it's",
  'first line\nsecond line',
  'Žluťoučký kůň',
  '日本',
  '😀',
  '=1+1',
  'null',
  '2026-03-04',
  null,
]
export const COLUMNS = ['id', 'name', 'note', 'changed_at']
export const CHANGED_AT = '2026-03-04 05:06:07'

/** Three columns of fact and the value under test in `note`. */
export const people = (values: readonly (string | null)[]): ConformanceTable => ({
  columns: COLUMNS,
  key: ['id'],
  changedAt: 'changed_at',
  rowCount: values.length,
  rows: values.map((note, index) => ({ id: `C-${101 + index}`, name: `Name ${index}`, note, changed_at: CHANGED_AT })),
})

export const THREE_PEOPLE = people(['red', 'green', 'blue'])

/** Rows made while they are written, so that only the connector can hold them. */
export const many = (rowCount: number): ConformanceTable => ({
  ...THREE_PEOPLE,
  rowCount,
  rows: {
    *[Symbol.iterator]() {
      for (let index = 0; index < rowCount; index++)
        yield { id: `C-${1_000_000 + index}`, name: `Name ${index}`, note: 'x'.repeat(60), changed_at: CHANGED_AT }
    },
  },
})

/** A correction of `note`. */
export const recolour = (sourceKey: string, before: string | null, after: string | null): CorrectionRequest => ({
  idempotencyKey: `note-of-${sourceKey}-${after}`,
  sourceKey,
  changes: [{ column: 'note', before, after }],
})

/** "CZ|7" + "8" must not become the key of "CZ" + "7|8". */
export const COMPOSITE_KEYS: ConformanceTable = {
  columns: ['region', 'number', 'note'],
  key: ['region', 'number'],
  changedAt: null,
  rowCount: 3,
  rows: [
    { region: 'CZ', number: '7', note: 'one' },
    { region: 'CZ|7', number: '8', note: 'two' },
    { region: 'SK', number: '7', note: 'three' },
  ],
}

/** The second of three people has no key. */
export const ONE_WITHOUT_KEY: ConformanceTable = {
  ...THREE_PEOPLE,
  rows: [...THREE_PEOPLE.rows].map((row, index) => (index === 1 ? { ...row, id: null } : row)),
}
