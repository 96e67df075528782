/** Orders texts by code units: the same on every machine and in every locale, as reports must be. */
export function byCodeUnits(left: string, right: string): number {
  if (left < right) return -1

  return left > right ? 1 : 0
}
