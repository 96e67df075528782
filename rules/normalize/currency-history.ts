/** When a currency could stand on a document. Both days belong to it; without one the currency is older, or still in force. */
export interface CurrencyLife {
  readonly from?: string
  readonly until?: string
  /** Decimals, where the list of currencies in force no longer tells them. */
  readonly scale?: number
}

/**
 * Every currency that began or ended since 1999; all others were in force throughout. Where a country took the euro, the day
 * before is the last (documents in the old money ended with it, though its notes could be spent a little longer; for the first
 * twelve members the end of 2001, until when their moneys were units of the euro). Where a money was replaced by another, both
 * were in force while both circulated.
 *
 * Sources: ISO 4217, lists one and three with their amendments up to 177; Unicode CLDR 48, supplemental currency data, for the
 * days; the Council regulations on the adoption of the euro (2866/98, 1478/2000, 1086/2006, 1134/2007, 1135/2007, 694/2008,
 * 671/2010, 678/2013, 851/2014, 2022/1208, 2025/1407). Scales of ended currencies: ISO 4217, list three.
 */
export const currencyHistory: Readonly<Record<string, CurrencyLife>> = {
  // replaced by the euro
  EUR: { from: '1999-01-01' },
  ADP: { until: '2001-12-31', scale: 0 },
  ATS: { until: '2001-12-31', scale: 2 },
  BEF: { until: '2001-12-31', scale: 2 },
  DEM: { until: '2001-12-31', scale: 2 },
  ESP: { until: '2001-12-31', scale: 0 },
  FIM: { until: '2001-12-31', scale: 2 },
  FRF: { until: '2001-12-31', scale: 2 },
  GRD: { until: '2001-12-31', scale: 2 },
  IEP: { until: '2001-12-31', scale: 2 },
  ITL: { until: '2001-12-31', scale: 0 },
  LUF: { until: '2001-12-31', scale: 2 },
  NLG: { until: '2001-12-31', scale: 2 },
  PTE: { until: '2001-12-31', scale: 2 },
  SIT: { until: '2006-12-31', scale: 2 },
  CYP: { until: '2007-12-31', scale: 2 },
  MTL: { until: '2007-12-31', scale: 2 },
  SKK: { until: '2008-12-31', scale: 2 },
  EEK: { until: '2010-12-31', scale: 2 },
  LVL: { until: '2013-12-31', scale: 2 },
  LTL: { until: '2014-12-31', scale: 2 },
  HRK: { until: '2022-12-31', scale: 2 },
  BGN: { from: '1999-07-05', until: '2025-12-31', scale: 2 },

  // replaced by another money of the same country
  AFA: { until: '2002-12-31', scale: 2 },
  AFN: { from: '2002-10-07' },
  ANG: { until: '2025-06-30', scale: 2 },
  XCG: { from: '2025-03-31' },
  AOA: { from: '1999-12-13' },
  AZM: { until: '2006-12-31', scale: 2 },
  AZN: { from: '2006-01-01' },
  BGL: { until: '1999-07-04', scale: 2 },
  BYR: { from: '2000-01-01', until: '2016-12-31', scale: 0 },
  BYN: { from: '2016-07-01' },
  YUM: { until: '2003-06-30', scale: 2 },
  CSD: { from: '2002-05-15', until: '2006-12-31', scale: 2 },
  RSD: { from: '2006-10-25' },
  CUC: { until: '2021-06-30', scale: 2 },
  GHC: { until: '2007-12-31', scale: 2 },
  GHS: { from: '2007-07-01' },
  MGF: { until: '2004-12-31', scale: 0 },
  MRO: { until: '2018-06-30', scale: 2 },
  MRU: { from: '2018-01-01' },
  MZM: { until: '2006-12-31', scale: 2 },
  MZN: { from: '2006-07-01' },
  ROL: { until: '2006-12-31', scale: 2 },
  RON: { from: '2005-07-01' },
  SDD: { until: '2007-06-30', scale: 2 },
  SDG: { from: '2007-01-10' },
  SSP: { from: '2011-07-18' },
  SLL: { until: '2023-12-31', scale: 2 },
  SLE: { from: '2022-04-01' },
  SRG: { until: '2003-12-31', scale: 2 },
  SRD: { from: '2004-01-01' },
  STD: { until: '2017-12-31', scale: 2 },
  STN: { from: '2018-01-01' },
  TJR: { until: '2001-04-01', scale: 0 },
  TJS: { from: '2000-10-26' },
  TMM: { until: '2009-12-31', scale: 2 },
  TMT: { from: '2009-01-01' },
  TRL: { until: '2005-12-31', scale: 0 },
  TRY: { from: '2005-01-01' },
  UYW: { from: '2018-08-29' },
  VEB: { until: '2008-06-30', scale: 2 },
  VEF: { from: '2008-01-01', until: '2018-12-05', scale: 2 },
  VES: { from: '2018-08-20' },
  VED: { from: '2021-10-01' },
  ZMK: { until: '2013-06-30', scale: 2 },
  ZMW: { from: '2013-01-01' },
  ZWD: { until: '2008-12-31', scale: 2 },
  ZWL: { from: '2009-02-02', until: '2024-08-31', scale: 2 },
  ZWG: { from: '2024-04-08' },
  USS: { until: '2014-03-28', scale: 2 },
}
