/**
 * Digits with an optional minus and an optional fraction, at most thirty on each side of the point: what every engine reads
 * as the same double. Of 0x10, 1e3, 1_000, blanks and Infinity each language has its own opinion.
 */
const decimal = /^-?[0-9]{1,30}(?:\.[0-9]{1,30})?$/

/** The number a decimal text stands for; NaN for any other text, which so is within no distance of anything. */
export function decimalOf(text: string): number {
  return decimal.test(text) ? Number(text) : NaN
}
