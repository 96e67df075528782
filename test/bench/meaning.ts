/* oxlint-disable no-console -- a benchmark prints what it measured */
import { Command } from 'commander'
import { parse, isValid } from 'date-fns'
import { randomStream, type RandomStream } from '../../examples/company/random-stream.ts'
import { readCalendarDate } from '../../rules/normalize/calendar-date.ts'
import { decideDateOrders, emptyDateOrderEvidence, observeDate } from '../../rules/normalize/date-order.ts'
import { isOpen } from '../../rules/normalize/meaning/column-meaning.ts'
import { dateMeaning, emptyDateEvidence, observeDateMeaning } from '../../rules/normalize/meaning/date-meaning.ts'
import {
  decideDecimalMark,
  decimalMeaning,
  emptyDecimalMarkEvidence,
  observeNumber,
} from '../../rules/normalize/meaning/decimal-mark.ts'
import { readMoney } from '../../rules/normalize/money.ts'
import { textTable } from '../../engine/cli/text-table.ts'
import { dateSpreads, dateWritings, noDates, type DateWriting } from '../support/date-columns.ts'
import { noNumbers, numberSpreads, numberWritings, type NumberWriting } from '../support/number-columns.ts'

/** Columns of each size for each way of writing and spread of values. */
const sizes: readonly (readonly [rows: number, columns: number])[] = [
  [5, 200],
  [20, 100],
  [100, 40],
  [1_000, 8],
  [10_000, 4],
  [100_000, 1],
]

const headings = ['rows', 'columns', 'decided', 'open', 'open though decidable', 'wrong']

function lineOf(rows: number, { columns, decided, missed, wrong }: Tally): readonly string[] {
  return [rows, columns, decided, columns - decided, missed, wrong].map((count) => count.toLocaleString('en'))
}

interface Tally {
  columns: number
  decided: number
  /** Columns whose verdict, or one of whose dates, is another than the one written. */
  wrong: number
  /** Open columns of which an independent reading of every value in every order leaves one order only. */
  missed: number
}

export const meaningBench = new Command('meaning')
  .description('whether the meaning of columns is ever decided wrongly: generated columns of 5 to 100,000 values')
  .option('--seed <number>', 'other columns', '1')
  .option('--rows <count>', 'the longest columns', '100000')
  .action((options: { seed: string; rows: string }) => {
    const wanted = sizes.filter(([rows]) => rows <= Number(options.rows))

    benchDates(Number(options.seed), wanted)
    benchNumbers(Number(options.seed), wanted)
  })

function benchDates(seed: number, wanted: typeof sizes): void {
  for (const corruption of ['clean', 'a tenth is rubbish', 'one value mistyped'] as const) {
    const lines = wanted.map(([rows, columns]) => {
      const tally: Tally = { columns: 0, decided: 0, wrong: 0, missed: 0 }

      for (const [place, writing] of dateWritings.entries()) {
        for (const [spread, dayOf] of inTurn(Object.entries(dateSpreads), rows, place)) {
          const random = randomStream(seed, `${corruption} ${rows} ${writing.name} ${spread}`)
          for (let count = 0; count < columns; count++)
            judge(tally, writing, corrupted(corruption, random, writing, dayOf, rows))
        }
      }
      return lineOf(rows, tally)
    })

    console.log(`\nDates, ${corruption}:\n`)
    console.log(textTable(headings, lines))
  }
}

/** Long columns take the spreads in turn, one for each way of writing: the clock, not the law, is why. */
function inTurn<Item>(items: readonly Item[], rows: number, place: number): readonly Item[] {
  return rows > 1_000 ? items.filter((_, index) => index === place % items.length) : items
}

interface Column {
  readonly texts: readonly string[]
  readonly days: readonly (Date | null)[]
}

function corrupted(
  corruption: string,
  random: RandomStream,
  writing: DateWriting,
  dayOf: (random: RandomStream) => Date,
  rows: number,
): Column {
  const days = Array.from({ length: rows }, () => dayOf(random))
  const texts = days.map((day) => writing.write(day))
  if (corruption === 'clean') return { texts, days }
  const isBad = corruption === 'one value mistyped' ? onlyAt(random.between(0, rows - 1)) : () => random.chance(0.1)
  const bad = texts.map((_, position) => isBad(position))

  return {
    days: days.map((day, position) => (bad[position] === true ? null : day)),
    texts: texts.map((text, position) => (bad[position] === true ? spoilt(corruption, random, text) : text)),
  }
}

const onlyAt = (place: number) => (position: number) => position === place

function spoilt(corruption: string, random: RandomStream, text: string): string {
  if (corruption !== 'one value mistyped') return random.pick(noDates)
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index)
  const place = random.pick(places)

  return `${text.slice(0, place)}${random.digits(1)}${text.slice(place + 1)}`
}

function judge(tally: Tally, writing: DateWriting, { texts, days }: Column): void {
  const order = emptyDateOrderEvidence()
  const evidence = emptyDateEvidence()
  for (const text of texts) {
    observeDate(order, text)
    observeDateMeaning(evidence, text)
  }
  const { verdict } = dateMeaning('date', evidence)
  const reading = { ...decideDateOrders(order), lastYear: 2046, timeZone: 'UTC' }
  const isWrong = texts.some((text, position) => {
    const day = days[position]
    const outcome = day == null ? undefined : readCalendarDate(text, reading)

    return outcome?.ok === true && outcome.value !== day?.toISOString().slice(0, 10)
  })

  tally.columns++
  if (isWrong || (!isOpen(verdict) && verdict !== writing.verdict)) tally.wrong++
  if (!isOpen(verdict)) tally.decided++
  else if (texts.length <= 100 && isDecidable(texts)) tally.missed++
}

function benchNumbers(seed: number, wanted: typeof sizes): void {
  for (const corruption of ['clean', 'a tenth is rubbish'] as const) {
    const lines = wanted.map(([rows, columns]) => {
      const tally: Tally = { columns: 0, decided: 0, wrong: 0, missed: 0 }

      for (const [place, writing] of writingsOf(rows)) {
        for (const [spread, unitsOf] of inTurn(Object.entries(numberSpreads), rows, place)) {
          const random = randomStream(seed, `${corruption} ${rows} ${writing.name} ${spread}`)
          for (let count = 0; count < Math.ceil(columns / 4); count++) {
            const units = Array.from({ length: rows }, () => unitsOf(random))
            const isBad = units.map(() => corruption !== 'clean' && random.chance(0.1))
            const texts = units.map((unit, position) =>
              isBad[position] === true ? random.pick(noNumbers) : writing.write(unit),
            )

            judgeNumbers(
              tally,
              writing,
              texts,
              units.map((unit, position) => (isBad[position] === true ? null : unit)),
            )
          }
        }
      }
      return lineOf(rows, tally)
    })

    console.log(`\nNumbers, ${corruption}:\n`)
    console.log(textTable(headings, lines))
  }
}

/** Long columns take every seventh way: in turn each grouping, each number of decimals and each dress. */
function writingsOf(rows: number): readonly (readonly [place: number, writing: NumberWriting])[] {
  return [...numberWritings.entries()].filter(([place]) => rows <= 1_000 || place % 7 === 0)
}

function judgeNumbers(
  tally: Tally,
  writing: NumberWriting,
  texts: readonly string[],
  units: readonly (number | null)[],
): void {
  const evidence = emptyDecimalMarkEvidence()
  for (const text of texts) observeNumber(evidence, text)
  const { verdict } = decimalMeaning('amount', evidence)
  const mark = decideDecimalMark(evidence)
  const decimalMark = mark === '.' || mark === ',' ? mark : undefined
  const isWrong = texts.some((text, position) => {
    const unit = units[position]
    if (unit == null) return false
    const read = readMoney(text, { currency: text.includes('EUR') ? 'EUR' : 'CZK', decimalMark, scale: 4 })

    return read.ok && read.value.minor !== BigInt(unit) * 10n ** BigInt(4 - writing.decimals)
  })

  tally.columns++
  if (isWrong || (decimalMark !== undefined && decimalMark !== writing.mark)) tally.wrong++
  if (!isOpen(verdict)) tally.decided++
  else if (texts.length <= 100 && isMarkDecidable(texts)) tally.missed++
}

/** Whether a second, plainer reading of every number with either mark leaves one of the two. */
function isMarkDecidable(texts: readonly string[]): boolean {
  const numbers = texts
    .map((text) =>
      text
        .replace(/[^\d.,]/g, ' ')
        .trim()
        .replace(/(?<=\d) (?=\d{3})/g, ''),
    )
    .filter((text) => /^[\d.,]*\d$/.test(text))
  const fits = (group: string, decimal: string) =>
    new RegExp(
      `^(?:\\d+|[1-9]\\d{0,2}(?:\\${group}\\d{3})+|[1-9]\\d?(?:\\${group}\\d{2})+\\${group}\\d{3})?(?:\\${decimal}\\d+)?$`,
    )
  const marked = numbers.filter((text) => /[.,]/.test(text) && (fits(',', '.').test(text) || fits('.', ',').test(text)))

  return (
    marked.length > 0 &&
    marked.every((text) => fits(',', '.').test(text)) !== marked.every((text) => fits('.', ',').test(text))
  )
}

const separatedForms = ['d/M/yyyy', 'M/d/yyyy', 'dd/MM/yy', 'd/M/yy', 'MM/dd/yy', 'M/d/yy', 'yy/M/d']
const compactForms = ['ddMMyyyy', 'MMddyyyy', 'ddMMyy', 'MMddyy', 'yyMMdd']

/** Whether date-fns, asked for every order, reads all values that are dates at all in one order only. */
function isDecidable(texts: readonly string[]): boolean {
  const dates = texts.map((text) => text.replace(/[T ]\d{1,2}:.*$/, '').replace(/\s*[./-]\s*/g, '/'))
  const readable = dates
    .map((text) => [...separatedForms, ...compactForms].filter((form) => isRead(text, form)))
    .filter((forms) => forms.length > 0)
  const orders = readable.map((forms) => new Set(forms.map((form) => form[0]?.toLowerCase())))

  return ['d', 'm', 'y'].filter((order) => orders.every((possible) => possible.has(order))).length === 1
}

function isRead(text: string, form: string): boolean {
  const parts = text.split('/')
  const yearPart = form.startsWith('yy') ? parts[0] : parts.at(-1)
  const yearDigits = form.includes('yyyy') ? 4 : 2

  // date-fns takes "1" for yy and for yyyy; nobody writes a year so.
  if (form.includes('/') && yearPart?.length !== yearDigits) return false
  if (/dd|MM/.test(form) && form.includes('/') && parts.some((part) => part.length === 1)) return false
  return isValid(parse(text, form, new Date(2026, 0, 1)))
}
