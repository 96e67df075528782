/** Words for a part of a house in English, Czech, German and Polish addresses, folded; before the number of the house or behind it. */
const partsBefore = 'flat|apt|apartment|unit|suite|ste|room|studio|byt'
const partsBehind = `${partsBefore}|top|tur|wohnung|whg|lok|lokal|m`
const part = '(?:c )?\\d{1,4}[a-z]?'

const partBefore = new RegExp(`^(?:${partsBefore}) ${part} (?=\\d)`)
const partBehind = new RegExp(`(?<=\\d.*) (?:${partsBehind}) ${part}$`)

/** Words for "number" that others leave out: Czech č.p. and ev.č., č., German Nr., English No. */
const numberWord = /(?<!\S)(?:c p|cp|ev c|evc|c ev|c|cis|nr|no) (?=\d)/g
const lengthMax = 200

/** Words without which a line is its own main address. */
export const addressWordList: readonly string[] = [...partsBehind.split('|'), 'cp', 'evc', 'c', 'cis', 'nr', 'no']

/**
 * A folded street line without the flat in the house and without the words for "number": "flat 3 12 high st" and "12 high st" are
 * one house, and so are "lhota c p 12" and "lhota 12".
 */
export function mainAddress(line: string): string {
  if (line.length > lengthMax || !/\d/.test(line)) return line

  return line.replace(partBefore, '').replace(partBehind, '').replace(numberWord, '')
}
