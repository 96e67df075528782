import { isHungarianOrder } from './hungarian-name.ts'
import { accept, reject, type Outcome } from './outcome.ts'
import { isGeneration, isTitle } from './person-titles.ts'
import { tidyText } from './text.ts'

/** A person's name in its two parts; one of them may be unknown. */
export interface PersonName {
  readonly givenName: string | null
  readonly familyName: string | null
}

/** Words that begin a family name: "Jan van der Berg" is of the family van der Berg. */
const particles = new Set(
  (
    'van von vom zu zum zur der den de del della dei degli delle dello di da dal dalla do dos das du des la las le les los lo ' +
    "ten ter te het op in 't 's und y af av al el bin ibn bint ben abu abd mac o' v. d. v.d. vd"
  ).split(' '),
)

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
 * Reads a person's whole name. "Novák, Jan" and "NOVÁK Jan" put the family first, and so do Hungarians where the country is
 * stated; anything else puts it last. A name of one word is a family name.
 */
export function readPersonName(raw: string, country: string | null = null): Outcome<PersonName> {
  const text = untitled(raw)
  if (!text.ok) return text
  const [family = '', given = '', ...more] = text.value.split(/\s*,\s*/u).filter((part) => part !== '')

  if (given !== '' && more.length === 0) return accept({ givenName: given, familyName: family })
  const { given: givenNames, family: families } = splitWords(
    text.value.split(/[\s,]+/u).filter((word) => word !== ''),
    country,
  )
  return accept({ givenName: givenNames.join(' ') || null, familyName: families.join(' ') || null })
}

interface SplitWords {
  readonly given: readonly string[]
  readonly family: readonly string[]
}

function splitWords(words: readonly string[], country: string | null): SplitWords {
  return familyFirst(words) ?? (country === 'HU' ? hungarian(words) : undefined) ?? familyLast(words)
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

  if (isPlain.test(tidy) && !tidy.split(' ').some((word) => isTitle(word) || isGeneration(word))) return accept(tidy)

  const words = tidy
    .replace(/\b[Pp]h\.\s+[Dd]\b/gu, 'Ph.D')
    .replace(/\s*,\s*/gu, ' , ')
    .split(' ')
    .flatMap(unglued)
  const isName = (word: string) => !isSeparator(word) && !isTitle(word)
  const first = words.findIndex(isName)
  const last = words.findLastIndex((word, index) => isName(word) && !(index > first + 1 && isGeneration(word)))
  const named = words.slice(first, last + 1)
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

function isCapitals(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase() && /\p{Lu}{2}/u.test(word)
}

/** Family names in capitals before given names that are not. */
function familyFirst(words: readonly string[]): SplitWords | undefined {
  const familyLength = words.findIndex((word) => !isCapitals(word))
  const given = words.slice(familyLength)

  return familyLength > 0 && !given.some(isCapitals) ? { family: words.slice(0, familyLength), given } : undefined
}

/** "Nagy János": one family name, then the given names. */
function hungarian(words: readonly string[]): SplitWords | undefined {
  return isHungarianOrder(words) ? { family: words.slice(0, 1), given: words.slice(1) } : undefined
}

/** The last word, with the family words in capitals or the particles before it. */
function familyLast(words: readonly string[]): SplitWords {
  let start = words.length - 1
  while (start > 1 && isParticle(words[start - 1] ?? '')) start--
  // Two families joined: José Ortega y Gasset.
  if (start > 1 && words[start] === 'y') start--

  return { given: words.slice(0, start), family: words.slice(start) }
}

/** In capitals only those of three letters and more: "J. E. Novák" has initials, "Miguel DE LA CRUZ" particles. */
function isParticle(word: string): boolean {
  return particles.has(word.toLowerCase().replace('’', "'")) && !/^\p{Lu}\.?$/u.test(word)
}
