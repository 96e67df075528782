/** What a country calls a rate. `second-reduced` is every further rate of 5 % or more, `super-reduced` one below, `parking` one of 12 % or more that only goods of old have. */
export type VatRateCategory = 'standard' | 'reduced' | 'second-reduced' | 'super-reduced' | 'parking' | 'zero'

/** A rate in percent and the days on which it was in force, both included; without `until` it still is. */
export type VatRateSpan = readonly [category: VatRateCategory, rate: string, from: string, until?: string]

/** The first day of the table; a rate that is older begins here. */
export const vatRatesFrom = '2019-01-01'

/**
 * VAT rates of the EU members, the United Kingdom, Switzerland and Norway. The day of the tax point decides, not that of the
 * import. Zero rates change no amount and are not listed; neither are the islands and enclaves with rates of their own (Madeira,
 * Azores, Canaries, Corsica, Büsingen, Livigno, overseas departments).
 *
 * Sources, one for every line: European Commission, Taxes in Europe Database (TEDB), as republished by vatnode/eu-vat-rates-data
 * (standard rates with their days, 2026-09-23; reduced rates, 2026-04-28), and ibericode/vat-rates for reduced and parking rates
 * with their days (CZ, DE, EE, FI, GR, IE, LU, NL, SK); the Commission's list "VAT rates applied in the Member States" (section I:
 * categories and parking rates). The acts behind single lines are named from general knowledge: AT 5 of 2020: BGBl. I 60/2020; AT 4.9: act on basic foodstuffs, 2026; CH from 2024:
 * financing of the AHV; CY 3: law 2023; DE 2020: Zweites Corona-Steuerhilfegesetz; ES 5, 7.5 and 2: Real Decreto-ley 11/2022,
 * 20/2022 and 4/2024; GB 12.5: Finance Act 2021; LT 2026: law XV-287; LU 2023: loi du 26 octobre 2022; MT 12: L.N. 231 of 2023;
 * NO: Skatteetaten, as in invopop/gobl; RO: legea 141/2025 (9 for dwellings under contract until 2026-07-31).
 */
export const vatRatesEurope: Readonly<Record<string, readonly VatRateSpan[]>> = {
  AT: [
    ['standard', '20', '2019-01-01'],
    ['reduced', '13', '2019-01-01'],
    ['parking', '13', '2019-01-01'],
    ['second-reduced', '10', '2019-01-01'],
    ['second-reduced', '5', '2020-07-01', '2021-12-31'],
    ['super-reduced', '4.9', '2026-07-01'],
  ],
  BE: [
    ['standard', '21', '2019-01-01'],
    ['reduced', '12', '2019-01-01'],
    ['parking', '12', '2019-01-01'],
    ['second-reduced', '6', '2019-01-01'],
  ],
  BG: [
    ['standard', '20', '2019-01-01'],
    ['reduced', '9', '2019-01-01'],
  ],
  CH: [
    ['standard', '7.7', '2019-01-01', '2023-12-31'],
    ['standard', '8.1', '2024-01-01'],
    ['reduced', '3.7', '2019-01-01', '2023-12-31'],
    ['reduced', '3.8', '2024-01-01'],
    ['super-reduced', '2.5', '2019-01-01', '2023-12-31'],
    ['super-reduced', '2.6', '2024-01-01'],
  ],
  CY: [
    ['standard', '19', '2019-01-01'],
    ['reduced', '9', '2019-01-01'],
    ['second-reduced', '5', '2019-01-01'],
    ['super-reduced', '3', '2023-07-21'],
  ],
  CZ: [
    ['standard', '21', '2019-01-01'],
    ['reduced', '15', '2019-01-01', '2023-12-31'],
    ['reduced', '12', '2024-01-01'],
    ['second-reduced', '10', '2019-01-01', '2023-12-31'],
  ],
  DE: [
    ['standard', '19', '2019-01-01', '2020-06-30'],
    ['standard', '16', '2020-07-01', '2020-12-31'],
    ['standard', '19', '2021-01-01'],
    ['reduced', '7', '2019-01-01', '2020-06-30'],
    ['reduced', '5', '2020-07-01', '2020-12-31'],
    ['reduced', '7', '2021-01-01'],
  ],
  DK: [['standard', '25', '2019-01-01']],
  EE: [
    ['standard', '20', '2019-01-01', '2023-12-31'],
    ['standard', '22', '2024-01-01', '2025-06-30'],
    ['standard', '24', '2025-07-01'],
    ['reduced', '9', '2019-01-01', '2024-12-31'],
    ['reduced', '13', '2025-01-01'],
    ['second-reduced', '5', '2022-08-01', '2024-12-31'],
    ['second-reduced', '9', '2025-01-01'],
  ],
  ES: [
    ['standard', '21', '2019-01-01'],
    ['reduced', '10', '2019-01-01'],
    ['second-reduced', '5', '2022-07-01', '2024-09-30'],
    ['second-reduced', '7.5', '2024-10-01', '2024-12-31'],
    ['super-reduced', '4', '2019-01-01'],
    ['super-reduced', '2', '2024-10-01', '2024-12-31'],
  ],
  FI: [
    ['standard', '24', '2019-01-01', '2024-08-31'],
    ['standard', '25.5', '2024-09-01'],
    ['reduced', '14', '2019-01-01', '2025-12-31'],
    ['reduced', '13.5', '2026-01-01'],
    ['second-reduced', '10', '2019-01-01'],
  ],
  FR: [
    ['standard', '20', '2019-01-01'],
    ['reduced', '10', '2019-01-01'],
    ['second-reduced', '5.5', '2019-01-01'],
    ['super-reduced', '2.1', '2019-01-01'],
  ],
  GB: [
    ['standard', '20', '2019-01-01'],
    ['reduced', '5', '2019-01-01'],
    ['second-reduced', '12.5', '2021-10-01', '2022-03-31'],
  ],
  GR: [
    ['standard', '24', '2019-01-01'],
    ['reduced', '13', '2019-01-01'],
    ['second-reduced', '6', '2019-01-01'],
  ],
  HR: [
    ['standard', '25', '2019-01-01'],
    ['reduced', '13', '2019-01-01'],
    ['second-reduced', '5', '2019-01-01'],
  ],
  HU: [
    ['standard', '27', '2019-01-01'],
    ['reduced', '18', '2019-01-01'],
    ['second-reduced', '5', '2019-01-01'],
  ],
  IE: [
    ['standard', '23', '2019-01-01', '2020-08-31'],
    ['standard', '21', '2020-09-01', '2021-02-28'],
    ['standard', '23', '2021-03-01'],
    ['reduced', '13.5', '2019-01-01'],
    ['parking', '13.5', '2019-01-01'],
    ['second-reduced', '9', '2019-01-01'],
    ['super-reduced', '4.8', '2019-01-01'],
  ],
  IT: [
    ['standard', '22', '2019-01-01'],
    ['reduced', '10', '2019-01-01'],
    ['second-reduced', '5', '2019-01-01'],
    ['super-reduced', '4', '2019-01-01'],
  ],
  LT: [
    ['standard', '21', '2019-01-01'],
    ['reduced', '9', '2019-01-01', '2025-12-31'],
    ['reduced', '12', '2026-01-01'],
    ['second-reduced', '5', '2019-01-01'],
  ],
  LU: [
    ['standard', '17', '2019-01-01', '2022-12-31'],
    ['standard', '16', '2023-01-01', '2023-12-31'],
    ['standard', '17', '2024-01-01'],
    ['parking', '14', '2019-01-01', '2022-12-31'],
    ['parking', '13', '2023-01-01', '2023-12-31'],
    ['parking', '14', '2024-01-01'],
    ['reduced', '8', '2019-01-01', '2022-12-31'],
    ['reduced', '7', '2023-01-01', '2023-12-31'],
    ['reduced', '8', '2024-01-01'],
    ['super-reduced', '3', '2019-01-01'],
  ],
  LV: [
    ['standard', '21', '2019-01-01'],
    ['reduced', '12', '2019-01-01'],
    ['second-reduced', '5', '2019-01-01'],
  ],
  MT: [
    ['standard', '18', '2019-01-01'],
    ['reduced', '7', '2019-01-01'],
    ['second-reduced', '5', '2019-01-01'],
    ['second-reduced', '12', '2024-01-01'],
  ],
  NL: [
    ['standard', '21', '2019-01-01'],
    ['reduced', '9', '2019-01-01'],
  ],
  NO: [
    ['standard', '25', '2019-01-01'],
    ['reduced', '15', '2019-01-01'],
    ['second-reduced', '12', '2019-01-01', '2020-03-31'],
    ['second-reduced', '6', '2020-04-01', '2021-09-30'],
    ['second-reduced', '12', '2021-10-01'],
    ['second-reduced', '11.11', '2019-01-01'],
  ],
  PL: [
    ['standard', '23', '2019-01-01'],
    ['reduced', '8', '2019-01-01'],
    ['second-reduced', '5', '2019-01-01'],
  ],
  PT: [
    ['standard', '23', '2019-01-01'],
    ['reduced', '13', '2019-01-01'],
    ['parking', '13', '2019-01-01'],
    ['second-reduced', '6', '2019-01-01'],
  ],
  RO: [
    ['standard', '19', '2019-01-01', '2025-07-31'],
    ['standard', '21', '2025-08-01'],
    ['reduced', '9', '2019-01-01', '2025-07-31'],
    ['reduced', '11', '2025-08-01'],
    ['second-reduced', '5', '2019-01-01', '2025-07-31'],
    ['second-reduced', '9', '2025-08-01', '2026-07-31'],
  ],
  SE: [
    ['standard', '25', '2019-01-01'],
    ['reduced', '12', '2019-01-01'],
    ['second-reduced', '6', '2019-01-01'],
  ],
  SI: [
    ['standard', '22', '2019-01-01'],
    ['reduced', '9.5', '2019-01-01'],
    ['second-reduced', '5', '2020-01-01'],
  ],
  SK: [
    ['standard', '20', '2019-01-01', '2024-12-31'],
    ['standard', '23', '2025-01-01'],
    ['reduced', '10', '2019-01-01', '2024-12-31'],
    ['reduced', '19', '2025-01-01'],
    ['second-reduced', '5', '2023-01-01'],
  ],
}
