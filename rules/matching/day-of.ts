const MS_PER_DAY = 86_400_000
const dateText = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/
const fourFigures = /^[0-9]{4}/

/** Whether a text has the form of a calendar date, YYYY-MM-DD, whatever its month and day. */
export function isDateText(text: string): boolean {
  return dateText.test(text)
}

/** Days from 1970-01-01 to a date that exists, or NaN. `Date.parse` alone would take 2026-02-30, and other forms in the local time zone. */
export function dayOf(text: string): number {
  if (!isDateText(text)) return NaN
  const instant = Date.parse(`${text}T00:00:00Z`)

  return new Date(instant).getUTCDate() === Number(text.slice(8)) ? instant / MS_PER_DAY : NaN
}

/** The year a text begins with, in four figures, or NaN. */
export function yearOf(text: string): number {
  return fourFigures.test(text) ? Number(text.slice(0, 4)) : NaN
}
