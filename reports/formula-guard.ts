/** What spreadsheets take for the start of a formula, the full-width forms included: some of them fold these to ASCII. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/

const PLAIN_NEGATIVE_NUMBER = /^-\d+(\.\d+)?$/

/** Puts an apostrophe before text a spreadsheet would run as a formula; a plain number such as -12.50 stays a number. */
export function guardFormula(cell: string): string {
  return FORMULA_START.test(cell) && !PLAIN_NEGATIVE_NUMBER.test(cell) ? `'${cell}` : cell
}
