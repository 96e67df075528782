/** A decimal of any length without rounding: `units` at 10^-scale. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

/** Reads what ISO 20022 writes: digits and a point, no sign, no separators. */
export function decimalOf(text: string | null): Decimal | null {
  const [, whole = '', fraction = ''] = /^(\d{1,18})(?:\.(\d{0,10}))?$/.exec(text ?? '') ?? []

  return whole === '' ? null : { units: BigInt(whole + fraction), scale: fraction.length }
}

export function addDecimals(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale)

  return { units: at(one, scale) + at(other, scale), scale }
}

export const negated = ({ units, scale }: Decimal): Decimal => ({ units: -units, scale })

export function areEqual(one: Decimal, other: Decimal): boolean {
  const scale = Math.max(one.scale, other.scale)

  return at(one, scale) === at(other, scale)
}

export const zero: Decimal = { units: 0n, scale: 0 }

export function decimalText({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`

  return units < 0n ? `-${text}` : text
}

const at = ({ units, scale }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - scale)
