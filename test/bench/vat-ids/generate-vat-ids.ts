import { randomStream, type RandomStream } from '../../../examples/company/random-stream.ts'
import { readVatId } from '../../../rules/normalize/vat-id.ts'

/** One text for both readers; `country` is stated, and the text bare, where the id carries no prefix. */
export interface GeneratedId {
  readonly prefix: string
  readonly kind: string
  readonly text: string
  readonly isBare: boolean
}

/** `#` digit, `@` letter, `*` letter or digit, anything else itself: the forms that the Commission publishes for VIES, CH and NO by their registers. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  AT: ['U########'],
  BE: ['0#########', '1#########', '#########'],
  BG: ['#########', '##########'],
  CH: ['E#########', 'E#########MWST', 'E#########TVA', 'E#########IVA'],
  CY: ['########@'],
  CZ: ['########', '########', '6########', '#########', '##########'],
  DE: ['#########'],
  DK: ['########'],
  EE: ['#########', '10#######'],
  EL: ['#########'],
  ES: ['@#######@', '@########', '########@', 'X#######@'],
  FI: ['########'],
  FR: ['###########', '*##########', '#*#########', '##000######'],
  GB: ['#########', '############', 'GD###', 'HA###'],
  HR: ['###########'],
  HU: ['########'],
  IE: ['#######@', '#######@A', '#######@H', '#@#####@'],
  IT: ['###########', '0####00####', '0######10##'],
  LT: ['#########', '############', '#######1#', '##########1#'],
  LU: ['########'],
  LV: ['4##########', '9##########', '###########', '32#########'],
  MT: ['########'],
  NL: ['#########B##', '#########B01'],
  NO: ['#########', '#########MVA', '9########MVA'],
  PL: ['##########'],
  PT: ['#########'],
  RO: ['##########', '########', '######', '##'],
  SE: ['############', '##########01'],
  SI: ['########'],
  SK: ['##########'],
  XI: ['#########', '############', 'GD###', 'HA###'],
}

export const vatIdPrefixes = Object.keys(shapes)

const digits = Array.from({ length: 10 }, (_, index) => String(index))
const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
const separators = [' ', '.', '-', '']

/** The same ids for the same seed: a third sweeps the check digits of random numbers, the rest are right ids, written and mistaken as people do. */
export function generateVatIds(prefix: string, count: number, seed: number): readonly GeneratedId[] {
  const random = randomStream(seed, `vat-ids ${prefix}`)
  const swept: GeneratedId[] = []
  const right: string[] = []

  for (let round = 0; (swept.length < count / 3 || right.length < 200) && round < 200_000; round++) {
    for (const body of sweep(random, fill(random.pick(shapes[prefix] ?? []), random))) {
      if (swept.length < count / 3) swept.push({ prefix, kind: 'any', text: prefix + body, isBare: false })
      if (readVatId(prefix + body, 'XX', true).ok) right.push(body)
    }
  }
  const rest = Array.from({ length: count - swept.length }, (_, index) => {
    const [kind, vary] = variations[index % variations.length] as (typeof variations)[number]
    const body = right[random.between(0, right.length - 1)] ?? ''

    return { prefix, kind, text: vary(prefix, body, random), isBare: kind === 'bare' }
  })
  return [...swept, ...rest]
}

type Vary = (prefix: string, body: string, random: RandomStream) => string

const variations: readonly (readonly [kind: string, vary: Vary])[] = [
  ['right', (prefix, body) => prefix + body],
  ['bare', (_, body) => body],
  ['spaced', (prefix, body, random) => separated(`${prefix} ${body}`, random)],
  ['lower case', (prefix, body) => ` ${prefix}${body} `.toLowerCase()],
  ['one character wrong', (prefix, body, random) => prefix + replaced(body, random)],
  ['two exchanged', (prefix, body, random) => prefix + exchanged(body, random)],
  ['too short', (prefix, body, random) => prefix + cut(body, random)],
  ['too long', (prefix, body, random) => `${prefix}${body}${digit(random)}`],
  ['a letter for a digit', (prefix, body, random) => prefix + body.replace(/\d/, () => letter(random))],
  ['prefix twice', (prefix, body) => prefix + prefix + body],
]

function fill(shape: string, random: RandomStream): string {
  return shape
    .replaceAll('#', () => digit(random))
    .replaceAll('@', () => letter(random))
    .replaceAll('*', () => (random.chance(0.5) ? digit(random) : letter(random)))
}

/** All values of the last two digits, or of the last digit and letter: wherever a country keeps its check, some sweep crosses it. */
function sweep(random: RandomStream, body: string): readonly string[] {
  const last = body.search(/[\dA-Z](?:MWST|TVA|IVA|MVA)?$/)
  const at = random.chance(0.5) ? last : random.between(0, body.length - 1)
  const values = /\d/.test(body[at] ?? '') ? digits : letters

  return values.map((value) => body.slice(0, at) + value + body.slice(at + 1))
}

function separated(text: string, random: RandomStream): string {
  return text.replace(/(?<=\d)(?=\d)/g, () => random.pick(separators))
}

function replaced(body: string, random: RandomStream): string {
  const at = random.between(0, body.length - 1)
  const value = /\d/.test(body[at] ?? '') ? digit(random) : letter(random)

  return body.slice(0, at) + value + body.slice(at + 1)
}

function exchanged(body: string, random: RandomStream): string {
  const at = random.between(0, Math.max(0, body.length - 2))

  return body.slice(0, at) + (body[at + 1] ?? '') + (body[at] ?? '') + body.slice(at + 2)
}

function cut(body: string, random: RandomStream): string {
  const at = random.between(0, body.length - 1)

  return body.slice(0, at) + body.slice(at + 1)
}

function digit(random: RandomStream): string {
  return String(random.between(0, 9))
}

function letter(random: RandomStream): string {
  return random.pick(letters)
}
