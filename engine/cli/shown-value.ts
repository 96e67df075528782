const LENGTH_MAX = 40

/** A value as it may stand on a terminal: short, and without characters that move the cursor or turn the line around. */
export function shownValue(value: string): string {
  if (value === '') return '-'
  const characters = [...value.slice(0, 4 * LENGTH_MAX)]
  const cut = characters.length > LENGTH_MAX ? [...characters.slice(0, LENGTH_MAX - 1), '…'] : characters

  return cut.join('').replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '·')
}
