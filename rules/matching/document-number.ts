/**
 * What stays of a document number when people retype it: letters and digits in upper case, each run of digits without
 * leading zeros, and a series year kept apart. "INV-2026/00123" and "inv 2026-123" are INV.2026.123; "FV2026000123" is FV.2026.123 too.
 */
export function documentNumber(text: string): string {
  const runs = text.toUpperCase().match(/[A-Z]+|\d+/g) ?? []

  return runs.flatMap(splitSeriesYear).map(trimZeros).join('.')
}

/** Only the figures of a document number, without leading zeros: "FV-2026/00123", "2026123" and "2026000123" are 2026123. */
export function numberDigits(text: string): string {
  const runs = text.match(/\d+/g) ?? []

  return runs.flatMap(splitSeriesYear).map(trimZeros).join('')
}

/** A year of four or two digits glued to a counter ("2026000123", "26000123") is told apart, so that the zeros behind it do not count. */
function splitSeriesYear(run: string): readonly string[] {
  if (/^20\d{6,}$/.test(run)) return [run.slice(0, 4), run.slice(4)]
  return /^[123]\d0\d{3,}$/.test(run) ? [run.slice(0, 2), run.slice(2)] : [run]
}

function trimZeros(run: string): string {
  return run.replace(/^0+(?=.)/, '')
}
