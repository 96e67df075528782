/**
 * Where the stdnum package differs from the rules that the members publish (European Commission, VIES: VAT number construction
 * rules), or asks the clock whether a birth date has passed. Each row says what it mends; the benchmark
 * `vat-ids` compares all of it with python-stdnum.
 */
export const vatNumberRules: Readonly<Record<string, VatNumberRule>> = {
  // stdnum: the check of ten digits is inverted, and companies beginning with 4 to 8 are refused.
  BG: { instead: (number) => fitsBulgarian(number) },
  // stdnum: the special numbers beginning with 6 lose a negative remainder; birth dates are held against the clock.
  CZ: { instead: (number) => fitsCzech(number) },
  // stdnum: personal codes are held against the clock, and those without a date, given since July 2017, refused.
  LV: { instead: (number) => fitsLatvian(number) },
  // stdnum: asks of the first digit what is true of the third; ids made of a birth number are refused.
  SK: { instead: (number) => fitsSlovak(number) },
  // stdnum: numbers beginning with 12 pass, which Cyprus does not give.
  CY: { also: /^(?!12)/ },
  // stdnum: a first digit 0 passes, which these countries do not give.
  DE: { also: /^[1-9]/ },
  DK: { also: /^[1-9]/ },
  MT: { also: /^[1-9]/ },
  // stdnum: the remainder 0 gives 11, which no number has; a first digit 0 passes.
  SI: { also: (number) => /^[1-9]/.test(number) && weighted(number.slice(0, -1), [8, 7, 6, 5, 4, 3, 2]) % 11 !== 0 },
  // stdnum: any two letters pass for government departments (GD) and health authorities (HA).
  GB: { also: /^(?:\d|GD|HA)/ },
  XI: { also: /^(?:\d|GD|HA)/ },
  // stdnum: any number of lost zeros and B00 pass; the last two digits count from 01.
  NL: { also: /^\d{9}B(?!00)\d\d$/ },
}

/** A rule instead of stdnum's, or one beside it. */
export type VatNumberRule =
  { readonly instead: (number: string) => boolean } | { readonly also: RegExp | ((number: string) => boolean) }

function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < weights.length; at++) sum += (digits.charCodeAt(at) - 48) * (weights[at] ?? 0)

  return sum
}

function lastDigit(number: string): number {
  return number.charCodeAt(number.length - 1) - 48
}

/** Nine digits of a company; ten of a person (EGN), a foreigner (LNCh) or another payer. */
function fitsBulgarian(number: string): boolean {
  if (/^\d{10}$/.test(number)) return fitsEgn(number) || fitsLnch(number) || fitsOtherBulgarian(number)
  if (!/^\d{9}$/.test(number)) return false
  const first = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
  const check = first === 10 ? (weighted(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10 : first

  return check === lastDigit(number)
}

/** Months above 20 mean births before 1900, those above 40 births since 2000. */
function fitsEgn(number: string): boolean {
  const month = Number(number.slice(2, 4))
  const [century, added] = month > 40 ? [2000, 40] : month > 20 ? [1800, 20] : [1900, 0]
  const isBorn = isDay(century + Number(number.slice(0, 2)), month - added, Number(number.slice(4, 6)))

  return isBorn && (weighted(number, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === lastDigit(number)
}

function fitsLnch(number: string): boolean {
  return weighted(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === lastDigit(number)
}

function fitsOtherBulgarian(number: string): boolean {
  return (11 - (weighted(number, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === lastDigit(number)
}

/** Eight digits of a company (its IČO), nine with a leading 6 of others, a birth number of a sole trader. */
function fitsCzech(number: string): boolean {
  if (/^[0-8]\d{7}$/.test(number)) {
    const check = (11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
    return (check === 0 ? 1 : check % 10) === lastDigit(number)
  }
  if (/^6\d{8}$/.test(number)) {
    const rest = weighted(number.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11
    // The published table of D = 11 - rest: 1 gives 8, 2 gives 7, … 8 gives 1, 9 gives 0, 10 gives 9, 11 gives 8.
    return (18 - ((21 - rest) % 11)) % 10 === lastDigit(number)
  }
  return fitsBirthNumber(number)
}

/** Rodné číslo, which Czechia and Slovakia share: nine digits until 1953, ten with a check digit since. */
function fitsBirthNumber(number: string): boolean {
  if (!/^\d{9,10}$/.test(number)) return false
  const written = 1900 + Number(number.slice(0, 2))
  const year =
    number.length === 9 ? (written >= 1980 ? written - 100 : written) : written < 1954 ? written + 100 : written
  // Women add 50 to the month; since 2004 a full day's numbers may go on at 20 more.
  const month = (Number(number.slice(2, 4)) % 50) % 20
  if (!isDay(year, month, Number(number.slice(4, 6)))) return false
  if (number.length === 9) return year <= 1953
  const check = Number(number.slice(0, -1)) % 11

  return (year < 1985 ? check % 10 : check) === lastDigit(number)
}

function fitsSlovak(number: string): boolean {
  if (!/^\d{10}$/.test(number)) return false

  return (/^[1-9]\d[234789]/.test(number) && Number(number) % 11 === 0) || fitsBirthNumber(number)
}

function fitsLatvian(number: string): boolean {
  if (!/^\d{11}$/.test(number)) return false
  if (number > '4') return weighted(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3
  // By the law of 2017 such a code begins with 32 to 39 and goes on with random digits: it has no check digit.
  if (/^3[2-9]/.test(number)) return true
  const year = 1800 + 100 * Number(number[6]) + Number(number.slice(4, 6))
  const isDated = isDay(year, Number(number.slice(2, 4)), Number(number.slice(0, 2)))
  const check = ((1 + weighted(number, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10

  return isDated && check === lastDigit(number)
}

function isDay(year: number, month: number, day: number): boolean {
  const days = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ]

  return day >= 1 && day <= (days[month - 1] ?? 0)
}
