/**
 * VAT rates in percent of the EU members, the United Kingdom and Switzerland since 2019, each from the day it came into
 * force (the day of the tax point decides, not the day of import). Zero needs no entry: it changes no amount. Mainland rates
 * only: the islands and enclaves with rates of their own (Madeira, Azores, Canaries, Corsica, Büsingen, ...) are left out.
 *
 * Sources: European Commission, Taxes in Europe Database, as republished by vatnode/eu-vat-rates-data on 2026-04-28, for all rates
 * in force that day; the dated history of ibericode/vat-rates for CZ, DE, EE, FI (2024), IE, LU (2024), NL, SK (2025); invopop/gobl regimes for DE 2020 and FI.
 * Single changes: AT 4.9 from 2026-07-01 (act on basic foodstuffs, 2026); CH from 2024-01-01 (financing of the AHV); CY 3 from
 * 2023-07 (published in the official gazette); LT 2026-01-01 (law XV-287); MT 12 from 2024-01-01; RO 2025-08-01 (law 141/2025,
 * 9 for dwellings under contract until 2026-07-31). From general knowledge, not looked up: AT 5 (2020-2021), EE 5 (2022),
 * ES 2022-2024, GB 12.5 (2021), LU 2023, SI 5 (2020), SK 5 (2023).
 */
const history: Readonly<Record<string, readonly (readonly [from: string, ...rates: string[]])[]>> = {
  AT: [
    ['2019-01-01', '20', '13', '10'],
    ['2020-07-01', '20', '13', '10', '5'],
    ['2022-01-01', '20', '13', '10'],
    ['2026-07-01', '20', '13', '10', '4.9'],
  ],
  BE: [['2019-01-01', '21', '12', '6']],
  BG: [['2019-01-01', '20', '9']],
  CH: [
    ['2019-01-01', '7.7', '3.7', '2.5'],
    ['2024-01-01', '8.1', '3.8', '2.6'],
  ],
  CY: [
    ['2019-01-01', '19', '9', '5'],
    ['2023-07-21', '19', '9', '5', '3'],
  ],
  CZ: [
    ['2019-01-01', '21', '15', '10'],
    ['2024-01-01', '21', '12'],
  ],
  DE: [
    ['2019-01-01', '19', '7'],
    ['2020-07-01', '16', '5'],
    ['2021-01-01', '19', '7'],
  ],
  DK: [['2019-01-01', '25']],
  EE: [
    ['2019-01-01', '20', '9'],
    ['2022-08-01', '20', '9', '5'],
    ['2024-01-01', '22', '9', '5'],
    ['2025-01-01', '22', '13', '9'],
    ['2025-07-01', '24', '13', '9'],
  ],
  ES: [
    ['2019-01-01', '21', '10', '4'],
    ['2022-07-01', '21', '10', '5', '4'],
    ['2024-10-01', '21', '10', '7.5', '4', '2'],
    ['2025-01-01', '21', '10', '4'],
  ],
  FI: [
    ['2019-01-01', '24', '14', '10'],
    ['2024-09-01', '25.5', '14', '10'],
    ['2026-01-01', '25.5', '13.5', '10'],
  ],
  FR: [['2019-01-01', '20', '10', '5.5', '2.1']],
  GB: [
    ['2019-01-01', '20', '5'],
    ['2021-10-01', '20', '12.5', '5'],
    ['2022-04-01', '20', '5'],
  ],
  GR: [['2019-01-01', '24', '13', '6']],
  HR: [['2019-01-01', '25', '13', '5']],
  HU: [['2019-01-01', '27', '18', '5']],
  IE: [
    ['2019-01-01', '23', '13.5', '9', '4.8'],
    ['2020-09-01', '21', '13.5', '9', '4.8'],
    ['2021-03-01', '23', '13.5', '9', '4.8'],
  ],
  IT: [['2019-01-01', '22', '10', '5', '4']],
  LT: [
    ['2019-01-01', '21', '9', '5'],
    ['2026-01-01', '21', '12', '5'],
  ],
  LU: [
    ['2019-01-01', '17', '14', '8', '3'],
    ['2023-01-01', '16', '13', '7', '3'],
    ['2024-01-01', '17', '14', '8', '3'],
  ],
  LV: [['2019-01-01', '21', '12', '5']],
  MT: [
    ['2019-01-01', '18', '7', '5'],
    ['2024-01-01', '18', '12', '7', '5'],
  ],
  NL: [['2019-01-01', '21', '9']],
  PL: [['2019-01-01', '23', '8', '5']],
  PT: [['2019-01-01', '23', '13', '6']],
  RO: [
    ['2019-01-01', '19', '9', '5'],
    ['2025-08-01', '21', '11', '9'],
    ['2026-08-01', '21', '11'],
  ],
  SE: [['2019-01-01', '25', '12', '6']],
  SI: [
    ['2019-01-01', '22', '9.5'],
    ['2020-01-01', '22', '9.5', '5'],
  ],
  SK: [
    ['2019-01-01', '20', '10'],
    ['2023-01-01', '20', '10', '5'],
    ['2025-01-01', '23', '19', '5'],
  ],
}

/** Countries whose rates are known, as ISO 3166-1 alpha-2 (Greece is GR, though its VAT ids begin with EL). */
export const vatCountries: readonly string[] = Object.keys(history)

/** The standard and reduced rates of a country in force on a day, as decimals in percent, highest first; empty where unknown. */
export function vatRatesOn(country: string, day: string): readonly string[] {
  const [, ...rates] = history[country]?.findLast(([from]) => from <= day) ?? []

  return rates
}
