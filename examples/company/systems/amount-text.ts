/** 123450 as "1234.50". */
export function plainAmount(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0')

  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** 123450 as "1234,50". */
export const commaAmount = (minor: number) => plainAmount(minor).replace('.', ',')
