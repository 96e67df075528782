import { fold } from './fold.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { remember } from './remember.ts'
import { tidyText } from './text.ts'

/** A person's name in its two parts; one of them may be unknown. */
export interface PersonName {
  readonly givenName: string | null
  readonly familyName: string | null
}

/** Titles as `fold` writes them without spaces. They are titles with or without a dot. */
const titles = new Set(
  [
    'mr mrs ms miss mister dr drs phd csc drsc mba llm dba msc bsc jr sr esq mgr mga bc bca judr',
    'mudr mddr mvdr phdr rndr paeddr pharmdr thdr thlic icdr rsdr artd dipling diplkfm diplvw',
    'ingarch akadarch mgrart drmed drhc profdr hr herr frau',
  ].flatMap((words) => words.split(' ')),
)

/** Abbreviations that are also names or initials: titles only with their dot. */
const dottedTitles = new Set(
  'ing prof doc dis st ml mag jun sen arch akad dipl ba ma bba lic ir mphil ph mpa sl dott sig med hc'.split(' '),
)

/** Words that begin a family name: "Jan van der Berg" is of the family van der Berg. */
const particles = new Set(
  "van von vom zu zum zur der den de del della di da do dos du la le ten ter al el bin ibn ben mac o'".split(' '),
)

/** Forms of address in lower case only: Pan is a family too. */
const addresses = new Set(['pan', 'paní', 'slečna'])

const lengthMax = 200

/** One word without a dot, where a title would leave nothing: families are called Herr and Miss. */
const isLoneWord = /^\p{Lu}\p{Ll}+$/u

/** Letters, dashes and apostrophes between single spaces: nothing to take apart but a title. */
const isPlain = /^\p{L}[\p{L}'’-]*(?: \p{L}[\p{L}'’-]*)*$/u

/** Reads given names: titles go, the rest stays as written. */
export function readGivenName(raw: string): Outcome {
  return readPart(raw)
}

/** Reads a family name: titles go, the rest stays as written. */
export function readFamilyName(raw: string): Outcome {
  return readPart(raw)
}

/**
 * Reads a person's whole name. "Novák, Jan" and "NOVÁK Jan" put the family first, anything else last;
 * a name of one word is a family name.
 */
export function readPersonName(raw: string): Outcome<PersonName> {
  const text = untitled(raw)
  if (!text.ok) return text
  const [family = '', given = '', ...more] = text.value.split(/\s*,\s*/u).filter((part) => part !== '')

  if (given !== '' && more.length === 0) return accept({ givenName: given, familyName: family })
  const words = text.value
    .replaceAll(',', ' ')
    .split(' ')
    .filter((word) => word !== '')
  const split = familyFirst(words) ?? familyLast(words)
  return accept({ givenName: split.given.join(' ') || null, familyName: split.family.join(' ') || null })
}

function readPart(raw: string): Outcome {
  const text = untitled(raw)

  return text.ok ? accept(text.value.replace(/^[\s,;]+|[\s,;]+$/gu, '')) : text
}

/** The name without titles at its beginning or end; commas between names stay, those before titles go. */
function untitled(raw: string): Outcome {
  const tidy = tidyText(raw)
  if (tidy.length > lengthMax || !/\p{L}/u.test(tidy)) return reject('name-without-letters', raw)
  if (tidy.includes('@')) return reject('name-is-email', raw)

  if (isPlain.test(tidy) && !tidy.split(' ').some(isTitle)) return accept(tidy)

  const words = tidy
    .replace(/\s*,\s*/gu, ' , ')
    .split(' ')
    .flatMap(unglued)
  const isName = (word: string) => !isSeparator(word) && !isTitle(word)
  const first = words.findIndex(isName)
  const named = words.slice(first, words.findLastIndex(isName) + 1)
  // "Novák Jan, Ing." and "Novák, Ing. Jan": a title inside counts only beside a comma.
  const kept = named.filter((word, position) => !(isTitle(word) && named[position - 1] === ','))

  if (isLoneWord.test(tidy)) return accept(tidy)
  if (first < 0 || !kept.some((word) => /\p{L}/u.test(word))) return reject('name-only-title', raw)
  return accept(kept.join(' ').replace(/(?:\s*,)+/gu, ','))
}

/** "Ing.Jan" is a title and a name; "J.R." and "Ph.D." stay whole. */
function unglued(word: string): readonly string[] {
  const [, title, rest] = /^(\p{L}{2,8}\.)(\p{Lu}\p{Ll}.*)$/u.exec(word) ?? []

  return title !== undefined && rest !== undefined && !isTitle(word) && isTitle(title) ? [title, rest] : [word]
}

function isSeparator(word: string): boolean {
  return !/[\p{L}\p{N}]/u.test(word)
}

/** Remembered, because the words of names repeat more than names do. */
const isTitle = remember((word) => {
  if (word.length > 16) return false
  if (addresses.has(word)) return true
  const key = fold(word).replaceAll(' ', '')

  return titles.has(key) || (word.includes('.') && dottedTitles.has(key))
})

function isCapitals(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase() && /\p{Lu}{2}/u.test(word)
}

/** Family names in capitals before given names that are not. */
function familyFirst(words: readonly string[]): { given: readonly string[]; family: readonly string[] } | undefined {
  const familyLength = words.findIndex((word) => !isCapitals(word))
  const given = words.slice(familyLength)

  return familyLength > 0 && !given.some(isCapitals) ? { family: words.slice(0, familyLength), given } : undefined
}

/** The last word, with the family words in capitals or the particles before it. */
function familyLast(words: readonly string[]): { given: readonly string[]; family: readonly string[] } {
  let start = words.length - 1
  while (start > 1 && particles.has((words[start - 1] ?? '').toLowerCase())) start--

  return { given: words.slice(0, start), family: words.slice(start) }
}
