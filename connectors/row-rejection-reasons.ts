/** Every reason for which a whole row is refused before its values are looked at, and what it means to a steward. */
export const rowRejectionReasons = {
  'duplicate-field': 'Two fields of the JSON object get the same dotted name, so neither can be believed.',
  'e-invoice-too-long':
    'The e-invoice was read, but has more lines than are kept of one, so whether its sums agree with its lines was not judged.',
  'e-invoice-unreadable':
    'The file is no UBL, CII or ISDOC invoice that can be read; the raw text says what was found and where.',
  'field-too-large': 'A cell is larger than the connector’s limit, so the row was not taken.',
  'invalid-encoding': 'The row holds bytes that do not exist in the encoding the plan names.',
  'invalid-json': 'The line is not a JSON object that can be read; often a broken export.',
  'invalid-utf8': 'The row holds bytes that are not UTF-8; the plan may name the wrong encoding.',
  erased:
    'The person was erased: the row is refused unread every night until it is deleted in its system. Its owner has to do that.',
  'key-conflict':
    'Several rows of one snapshot have this key and say different things, so none of them was taken; the key may need more columns.',
  'key-missing': 'The row has no key, so nothing can refer to it.',
  'key-repeated': 'Several rows of one snapshot have this key and say the same; one of them was taken.',
  'line-too-long': 'The line has more characters than a record of this file has.',
  'line-too-short': 'The line has fewer characters than a record of this file has.',
  'misplaced-quote': 'Text follows a closing quote before the next delimiter.',
  'not-an-object': 'The line is JSON, but not an object with named fields.',
  'nul-character': 'The row holds a NUL character, which no database keeps.',
  'row-too-large': 'The row is larger than the connector’s limit.',
  'too-few-fields': 'The row has fewer cells than the header has columns.',
  'too-many-fields': 'The row has more cells than the header has columns; often an unquoted delimiter.',
} as const

export type RowRejectionReason = keyof typeof rowRejectionReasons
