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
