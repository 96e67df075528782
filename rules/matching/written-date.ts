/**
 * A date as `yyyy-mm-dd` by the order of its parts, whether or not there is such a day: a slip of the pen stays comparable,
 * digit by digit. Text of another shape stays as its digits.
 */
export function writtenDate(text: string, order: 'day-first' | 'month-first'): string {
  const yearFirst = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?!\d)/.exec(text)

  if (yearFirst !== null) return dateText(yearFirst[1], yearFirst[2], yearFirst[3])
  const short = /^(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})(?!\d)/.exec(text)

  if (short === null) return text.replace(/\D/g, '')
  const [, first, second, year] = short

  return order === 'day-first' ? dateText(year, second, first) : dateText(year, first, second)
}

function dateText(year = '', month = '', day = ''): string {
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
