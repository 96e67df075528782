import { isFolded, wordEnd, writeLetter, type TextBuffer } from './text-buffer.ts'
import { wordSet } from './word-set.ts'

/** Names whose ending tells the wrong thing. Of the women's it tells nothing: Elisabeth may be a typing error away from Elisabetha. */
const men = new Set(
  'jiri ivo oto otto hugo bruno mario marco paolo carlo luca nikita joshua honza pepa franta jirka jarda lada tonda standa vlada zdenda kuba ondra jura'.split(
    ' ',
  ),
)
const women = new Set(
  'karin kristin susan margaret ann elisabeth elizabeth helen ellen miriam ester esther judith ruth dagmar ingrid carmen doris agnes karen carol janet kathrin katharin nikol nicol'.split(
    ' ',
  ),
)

/**
 * "f" or "m" where a name's endings tell: a family name in -ova is a woman's, a given name in -a mostly too, one that ends
 * in a consonant mostly a man's. Only good to keep Jan from Jana, names that are alike and belong to two persons. Empty when it does not tell, and for initials.
 */
export function personSex(text: string): string {
  const words = text.split(' ')
  const given = words[0] ?? ''

  if (words.some((word) => word.length > 4 && word.endsWith('ova'))) return 'f'
  if (men.has(given)) return 'm'
  if (/..ah?$/.test(given)) return 'f'

  return !women.has(given) && /..[^aeiouy]$/.test(given) ? 'm' : ''
}

const isMan = wordSet(men)
const isWoman = wordSet(women)
const VOWELS: ReadonlySet<number> = new Set(Array.from('aeiouy', (vowel) => vowel.charCodeAt(0)))
const A = 0x61
const H = 0x68

/** `personSex` of a folded name. */
export function personSexUnits(text: TextBuffer): boolean {
  if (!isFolded(text)) return false
  const { units } = text
  const end = wordEnd(text, 0)

  if (hasFamilyNameOfWoman(text)) return writeLetter(text, 'f')
  if (isMan(units, 0, end)) return writeLetter(text, 'm')
  const stem = units[end - 1] === H ? end - 1 : end

  if (stem > 2 && units[stem - 1] === A) return writeLetter(text, 'f')
  const isMale = end > 2 && !VOWELS.has(units[end - 1] as number) && !isWoman(units, 0, end)

  return writeLetter(text, isMale ? 'm' : '')
}

const isOva = wordSet(['ova'])

function hasFamilyNameOfWoman(text: TextBuffer): boolean {
  for (let from = 0; from < text.length; from = wordEnd(text, from) + 1) {
    const to = wordEnd(text, from)

    if (to - from > 4 && isOva(text.units, to - 3, to)) return true
  }

  return false
}
