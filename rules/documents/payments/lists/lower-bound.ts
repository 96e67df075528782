/** The first place in an ascending list whose value is not below the given one; the length of the list if all are. */
export function lowerBound<Value extends number | string>(sorted: ArrayLike<Value>, value: Value): number {
  let low = 0
  let high = sorted.length

  while (low < high) {
    const middle = (low + high) >> 1

    if ((sorted[middle] as Value) < value) low = middle + 1
    else high = middle
  }
  return low
}
