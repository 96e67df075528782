/** One line of a Czech office program: semicolons, quotes only where needed, CRLF. */
export function csvLine(values: readonly (string | null)[]): string {
  return `${values.map(quoted).join(';')}\r\n`
}

function quoted(value: string | null): string {
  if (value === null) return ''
  return /[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
