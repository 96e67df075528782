/** A number as written, with a point for its decimals and nothing else: "1.234,50 €" is "1234.5". The last of two signs is the decimal one; a single one before three digits separates thousands. */
export function plainNumber(text: string): string {
  const digits = text.replace(/[^\d.,-]/g, '')
  const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'))

  if (last === -1) return digits
  const other = digits[last] === ',' ? '.' : ','
  const isDecimal =
    digits.includes(other) || (digits.indexOf(digits[last] as string) === last && digits.length - last - 1 !== 3)
  const whole = (isDecimal ? digits.slice(0, last) : digits).replace(/[.,]/g, '')
  const decimals = isDecimal ? digits.slice(last + 1).replace(/0+$/, '') : ''

  return decimals === '' ? whole : `${whole}.${decimals}`
}
