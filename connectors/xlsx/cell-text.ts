type Cell = string | number | boolean | Date | null | undefined

/** Cells of a time without date lie on the last day before 1900. */
const FIRST_DATE_MS = Date.UTC(1900, 0, 1)

/** A cell as the text the rules read: an ISO date or time, a plain decimal number, true or false, or its own text. */
export function cellText(cell: Cell): string | null {
  if (cell === null || cell === undefined || cell === '') return null
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return decimalText(cell)
  return typeof cell === 'boolean' ? String(cell) : dateText(cell)
}

/** Sheets know no zone: the digits a person sees are the digits here. */
function dateText(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null

  const [day = '', time = ''] = date.toISOString().replace('Z', '').split('T')
  const seconds = time.replace(/\.000$/, '')
  if (date.getTime() < FIRST_DATE_MS) return seconds
  return seconds === '00:00:00' ? day : `${day}T${seconds}`
}

/** The shortest decimal that is this number, without an exponent: 1e21 is "1000000000000000000000". */
function decimalText(value: number): string {
  const text = String(value)
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? []
  if (exponent === undefined) return text

  const shift = Number(exponent)
  const digits = whole + fraction
  return shift < 0 ? `${sign}0.${'0'.repeat(-shift - 1)}${digits}` : sign + digits.padEnd(shift + 1, '0')
}
