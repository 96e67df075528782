import { plainDecimal } from './plain-decimal.ts'

const MINOR = 'Minor'

/** The name people read: an amount with a known scale drops its unit (`grossMinor` is shown as `gross`). */
export function shownField(field: string, scale: string | null): string {
  return isAmount(field) && scale !== null ? field.slice(0, -MINOR.length) : field
}

/** A canonical value as people read it: an amount with a known scale becomes a plain decimal, everything else stays as it is. */
export function shownValue(field: string, value: string | null, scale: string | null): string | null {
  return value !== null && scale !== null && isAmount(field) ? plainDecimal(value, Number(scale)) : value
}

/** Whether a canonical field holds minor units. */
export function isAmount(field: string): boolean {
  return field.endsWith(MINOR)
}
