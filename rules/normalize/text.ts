/** ASCII and precomposed Latin letters with single spaces: tidy already, and most of what there is. */
const tidy = /^[!-~\u00c0-\u024f]+(?: [!-~\u00c0-\u024f]+)*$/
const blank = /\s+/gu
const invisible = /[\u00ad\u180e\u200b\u2060\ufeff]/gu
/** Halves of a character: taken out first, or two of them would meet where an invisible character goes, and be a new one. */
const loneSurrogate = /\p{Cs}/gu
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/gu

/** What people and programs write where they mean "nothing". */
const placeholders = new Set([
  ...['-', '--', '---', '–', '—', '.', '..', '...', '?', '??', '???', '/', '//', '*', '_', '__', ',', 'x', 'xx', 'xxx'],
  ...['n/a', '#n/a', 'n.a.', 'n. a.', 'null', '(null)', '<null>', '\\n', 'nil', 'none', '(none)', 'nan', 'undefined'],
  ...['unknown', 'neznámé', 'neuvedeno', 'nezadáno', 'není', 'unbekannt', '(blank)', '(empty)', '(prázdné)'],
])
const placeholderLengthMax = Math.max(...[...placeholders].map((text) => text.length))

/** The form in which free text is kept: Unicode NFC, no control characters and no halves of characters, runs of white space as one space, trimmed. */
export function tidyText(raw: string): string {
  if (tidy.test(raw)) return raw

  return raw
    .replace(loneSurrogate, '')
    .replace(control, ' ')
    .replace(invisible, '')
    .normalize('NFC')
    .replace(blank, ' ')
    .trim()
}

/** The tidy text, or null when it says nothing: blank, or a placeholder such as "-", "n/a", "NULL", "none" or "?". */
export function statedText(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined || raw === '') return null
  const text = tidyText(raw)

  return text === '' || isPlaceholder(text) ? null : text
}

function isPlaceholder(text: string): boolean {
  return text.length <= placeholderLengthMax && (placeholders.has(text) || placeholders.has(text.toLowerCase()))
}
