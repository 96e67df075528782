/** The instant a text with offset names, as UTC; undefined without one, because nobody could say which moment it is. */
export function instantOf(text: string): string | undefined {
  const hasOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})$/.test(text)

  return hasOffset && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined
}
