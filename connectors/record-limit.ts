/** Longest value a row may hold, in characters: beyond it lies a dump or a runaway quote, not a business value. */
export const FIELD_CHARS_MAX = 2 ** 20

/** Longest record that is held in memory. */
export const RECORD_CHARS_MAX = 4 * FIELD_CHARS_MAX
