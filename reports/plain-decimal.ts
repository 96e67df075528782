/** Minor units as people write them: ("123450", 2) is "1234.50". Text in, text out, so that no amount is ever rounded. */
export function plainDecimal(minor: string, scale: number): string {
  if (scale === 0) return minor

  const sign = minor.startsWith('-') ? '-' : ''
  const digits = minor.slice(sign.length).padStart(scale + 1, '0')

  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
