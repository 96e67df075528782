import type { RandomStream } from '../../examples/company/random-stream.ts'

/** How one system writes its numbers. */
export interface NumberWriting {
  readonly name: string
  readonly mark: '.' | ','
  readonly decimals: number
  /** Writes a whole number of units of the last decimal. */
  write(units: number): string
}

const threes = (digits: string, separator: string) => digits.replace(/\B(?=(\d{3})+$)/g, separator)
const lakhs = (digits: string) => digits.replace(/\B(?=(\d{2})*\d{3}$)/g, ',')
const groupings: readonly (readonly [name: string, marks: string, group: (digits: string) => string])[] = [
  ['plain', '.,', (digits) => digits],
  ['1.234', ',', (digits) => threes(digits, '.')],
  ['1,234', '.', (digits) => threes(digits, ',')],
  ['1 234', '.,', (digits) => threes(digits, ' ')],
  ['1\u00a0234', '.,', (digits) => threes(digits, '\u00a0')],
  ['1\u202f234', ',', (digits) => threes(digits, '\u202f')],
  ['1’234', '.', (digits) => threes(digits, '’')],
  ["1'234", '.,', (digits) => threes(digits, "'")],
  ['1,00,000', '.', lakhs],
]
const dresses: readonly (readonly [name: string, dress: (number: string, isNegative: boolean) => string])[] = [
  ['', (number, isNegative) => (isNegative ? `-${number}` : number)],
  ['Kč', (number, isNegative) => `${isNegative ? '-' : ''}${number} Kč`],
  ['EUR', (number, isNegative) => `EUR ${isNegative ? '-' : ''}${number}`],
  ['brackets', (number, isNegative) => (isNegative ? `(${number})` : number)],
  ['minus behind', (number, isNegative) => (isNegative ? `${number}-` : number)],
]

/** All common ways to write amounts, quantities and rates. */
export const numberWritings: readonly NumberWriting[] = groupings.flatMap(([grouping, marks, group]) =>
  [...marks].flatMap((mark) =>
    [0, 1, 2, 3, 4].flatMap((decimals) =>
      dresses.map(([dress, dressed]) => ({
        name: `${grouping} ${decimals} decimals with ${mark} ${dress}`.trim(),
        mark: mark as '.' | ',',
        decimals,
        write(units: number) {
          const digits = String(Math.abs(units)).padStart(decimals + 1, '0')
          const whole = group(digits.slice(0, digits.length - decimals))

          return dressed(decimals === 0 ? whole : `${whole}${mark}${digits.slice(-decimals)}`, units < 0)
        },
      })),
    ),
  ),
)

/** How big the numbers of a column are, in units of the last decimal. */
export const numberSpreads: Readonly<Record<string, (random: RandomStream) => number>> = {
  prices: (random) => random.between(0, 99_999),
  'amounts of all sizes': (random) => random.between(-1, 1) * Math.floor(10 ** (random.next() * 10)),
  thousands: (random) => random.between(1_000, 999_999),
  'whole thousands': (random) => random.between(1, 999) * 1_000,
}

/** Values that are no numbers. */
export const noNumbers = [
  '',
  '-',
  'n/a',
  'zdarma',
  '1.2.3',
  '12,34,5',
  'x',
  '#REF!',
  '1,2.3,4',
  '31.12.2026',
  '--',
  '1..5',
]
