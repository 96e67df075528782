/** Every reason for which a whole row is refused before its values are looked at, and what it means to a steward. */
export const rowRejectionReasons = {
  'field-too-large': 'A cell is larger than the connector’s limit, so the row was not taken.',
  'invalid-encoding': 'The row holds bytes that do not exist in the encoding the plan names.',
  'invalid-utf8': 'The row holds bytes that are not UTF-8; the plan may name the wrong encoding.',
  'key-missing': 'The row has no key, so nothing can refer to it.',
  'misplaced-quote': 'A quote stands inside an unquoted cell, or text follows a closing quote.',
  'nul-character': 'The row holds a NUL character, which no database keeps.',
  'row-too-large': 'The row is larger than the connector’s limit.',
  'too-few-fields': 'The row has fewer cells than the header has columns.',
  'too-many-fields': 'The row has more cells than the header has columns; often an unquoted delimiter.',
} as const

export type RowRejectionReason = keyof typeof rowRejectionReasons
