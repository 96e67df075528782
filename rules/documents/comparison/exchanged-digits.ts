/** Are two amounts equal but for two neighbouring digits in the other order, as people mistype them? */
export function areDigitsExchanged(left: bigint, right: bigint): boolean {
  const [one, two] = [String(left), String(right)]
  const first = [...one].findIndex((digit, index) => digit !== two[index])

  return (
    left !== right &&
    one.length === two.length &&
    one[first] === two[first + 1] &&
    one[first + 1] === two[first] &&
    one.slice(first + 2) === two.slice(first + 2)
  )
}
