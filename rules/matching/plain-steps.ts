import { deliveredMailbox } from '../normalize/delivered-mailbox.ts'
import { fold } from '../normalize/fold.ts'
import { readPersonName } from '../normalize/person-name.ts'
import { companyCore } from './company-core.ts'
import { documentNumber, numberDigits } from './document-number.ts'
import { foldUmlauts } from './fold-umlauts.ts'
import { mainAddress } from './main-address.ts'
import { nickname } from './nickname.ts'
import { personSex } from './person-sex.ts'
import { plainNumber } from './plain-number.ts'
import { soundKey } from './sound-key.ts'
import { houseNumber, streetName } from './street.ts'
import { writtenDate } from './written-date.ts'

/** Steps by name; kept apart from their schema, so that a thread need not load what reads models. */
export const plainSteps = {
  fold,
  foldUmlauts,
  nickname,
  personSex,
  soundKey,
  mainAddress,
  streetName,
  houseNumber,
  documentNumber,
  numberDigits,
  companyCore,
  plainNumber,
  streetPart: (text: string) => /^[^,]*\d[^,]*(?=,)/.exec(text)?.[0] ?? text,
  givenPart: (text: string) => withoutMiddleInitials(partOfName(text, 'givenName')),
  familyPart: (text: string) => partOfName(text, 'familyName'),
  dayFirstDate: (text: string) => writtenDate(text, 'day-first'),
  monthFirstDate: (text: string) => writtenDate(text, 'month-first'),
  dateParts: (text: string) => writtenDate(text.replace(/\s+/g, '-'), 'day-first'),
  host: (text: string) =>
    text
      .toLowerCase()
      .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
      .replace(/[/?#].*$/, ''),
  compact: (text: string) => text.replace(/ /g, ''),
  upper: (text: string) => text.toUpperCase(),
  lower: (text: string) => text.toLowerCase(),
  alphanumeric: (text: string) => text.replace(/[^A-Za-z0-9]/g, ''),
  withoutZeros: (text: string) => text.replace(/0/g, ''),
  digits: (text: string) => text.replace(/\D/g, ''),
  sortTokens: (text: string) => text.split(' ').sort().join(' '),
  firstToken: (text: string) => text.split(' ', 1)[0] ?? '',
  numberTokens: (text: string) => (text.match(/\d+/g) ?? []).sort().join(' '),
  deliveredMailbox,
  mailbox: (text: string) => text.slice(0, Math.max(0, text.lastIndexOf('@'))),
  domain: (text: string) => text.slice(text.lastIndexOf('@') + 1),
  personalMail: (text: string) => (sharedMailbox.test(text) ? '' : text),
  sign: (text: string) => (text.startsWith('-') ? '-' : '+'),
  year: (text: string) => text.slice(0, 4),
  noPlaceholder: (text: string) => (placeholder.test(text) ? '' : text),
} as const

/** A part of a whole name, its titles left out. */
function partOfName(text: string, part: 'givenName' | 'familyName'): string {
  const name = readPersonName(text)

  return name.ok ? (name.value[part] ?? '') : ''
}

/** John B. is written John as often. */
function withoutMiddleInitials(given: string): string {
  return given.replace(/(?<=\p{L}{2})(?:\s+\p{L}\.?)+$/u, '')
}

const sharedMailbox =
  /^(info|office|kontakt|contact|sales|mail|email|service|support|hello|admin|einkauf|buchhaltung|rechnung|invoice|fakturace|faktury|ucetni|uctarna|obchod|prodej|objednavky|orders?|shop|eshop|firma|sekretariat|noreply|no-reply|billing|accounts?)@/

/** What people type to get past a required field. Normalizers reject most of it; what passes must not tie records together. */
const placeholder =
  /^(?:([0-9a-z])\1{3,}|0*1234567890?|(n a|na|none|null|unknown|neuvedeno|nezadano|unbekannt|test|x+|-+))$/i

export type PlainStep = keyof typeof plainSteps
