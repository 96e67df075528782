import type { CanonicalRecord } from '../../rules/entity/entity.ts'
import { meaningIn } from '../../rules/truth/agree.ts'
import { correctionsOf, type Correction } from '../../rules/truth/corrections.ts'
import { lastWordOf } from '../../rules/truth/echo.ts'
import { evidenceTime } from '../../rules/truth/evidence-time.ts'
import type { EntityPolicy } from '../../rules/truth/field-policy.ts'
import type { Member } from '../../rules/truth/member.ts'
import { fieldFlips, type FieldFlips } from '../../rules/truth/ping-pong.ts'
import { survive } from '../../rules/truth/survive.ts'
import { valueLedger, type OwnWrite, type RecordForm, type RecordPast } from '../../rules/truth/value-ledger.ts'
import { passDay } from './quarrel-days.ts'
import {
  correct,
  dayMs,
  firstNight,
  isInPingPong,
  look,
  openTown,
  type QuarrelKind,
  type Town,
} from './quarrel-town.ts'

/** What the rules made of a history, beside what really happened. */
export interface QuarrelOutcome {
  readonly kind: QuarrelKind
  readonly seed: number
  readonly isPingPong: boolean
  readonly found: FieldFlips | undefined
  /** Nights from the one on which there was enough to see to the one that froze the field; null where one of them is not. */
  readonly delay: number | null
}

const nights = 28
const field = 'city'

interface Book {
  readonly system: string
  readonly forms: RecordForm[]
  readonly writes: OwnWrite[]
  readRun: number
}

/** Lets a history happen, with the engine's rules deciding every night and writing back until they freeze the field. */
export function tryQuarrel(kind: QuarrelKind, seed: number): QuarrelOutcome {
  const town = openTown(kind, seed)
  const policy = policyOf(town)
  const writable = new Set(town.systems.filter(() => kind === 'corrections undone' || town.random.chance(0.7)))
  const books = town.systems.map((system): Book => ({ system, forms: [], writes: [], readRun: 0 }))
  const sent = new Set<string>()
  let found: FieldFlips | undefined
  let foundOn = 0
  let trueOn = 0

  for (let run = 1; run <= nights; run += 1) {
    if (run > 1) passDay(town)
    readAll(town, books, run)
    const { golden, flips, corrections } = decide(books, policy, writable)

    if (isInPingPong(town, golden)) trueOn ||= run

    found ??= flips
    if (found === undefined) send(town, books, run, corrections, sent)
    else foundOn ||= run
  }
  const delay = trueOn > 0 && foundOn > 0 ? foundOn - trueOn : null

  return { kind, seed, isPingPong: trueOn > 0, found, delay }
}

/** The same intent is never sent twice. */
function send(
  town: Town,
  books: readonly Book[],
  run: number,
  corrections: readonly Correction[],
  sent: Set<string>,
): void {
  for (const { system, before, after } of corrections) {
    const intent = `${system} ${before} ${after}`

    if (after === null || sent.has(intent)) continue
    sent.add(intent)
    correct(town, system, placeOf(after))
    books.find((book) => book.system === system)?.writes.push({ run, writtenAt: instantOf(run), field, value: after })
  }
}

function policyOf({ kind, systems, job, random }: Town): EntityPolicy {
  const trusted = kind === 'corrections undone' ? [job.from] : random.shuffle(systems)
  const recent: EntityPolicy = { city: ['mostRecent'] }
  const trust: EntityPolicy = { city: [{ mostTrusted: [...trusted] }, 'mostRecent'] }
  const frequent: EntityPolicy = { city: ['mostFrequent', 'mostRecent'] }

  return kind === 'corrections undone' ? trust : random.pick([recent, trust, frequent])
}

function readAll(town: Town, books: readonly Book[], run: number): void {
  for (const book of books) {
    const shown = look(town, book.system)

    if (shown === undefined) continue
    const record: CanonicalRecord = { city: spell(shown.place, shown.spelling) }
    const changedAt = new Date(shown.changedAt).toISOString()
    const last = book.forms.at(-1)

    book.readRun = run
    if (last?.record['city'] === record['city'] && last?.changedAt === changedAt) continue
    book.forms.push({ run, seenAt: instantOf(run), changedAt, record })
  }
}

function decide(books: readonly Book[], policy: EntityPolicy, writable: ReadonlySet<string>) {
  const pasts = books.map(({ system, forms, writes, readRun }, index): RecordPast => ({
    ...{ recordId: index, system, sourceKey: '1', forms, writes, readRun },
  }))
  const ledger = valueLedger('customer', field, pasts)
  const members = pasts.map((past): Member => {
    const { recordId, system, sourceKey, forms } = past
    const saidSince = new Map([[field, evidenceTime('customer', field, past, ledger)]])
    const now = forms.at(-1)
    const history = ledger.find((one) => one.recordId === recordId)
    const word = history && lastWordOf(history)

    return {
      ...{ recordId, system, sourceKey, saidSince, isStale: false, isMissing: false, mappedFields: new Set([field]) },
      ...(word && { lastWords: new Map([[field, word]]) }),
      changedAt: now?.changedAt ?? null,
      record: now?.record ?? {},
    }
  })
  const survival = survive('customer', members, policy)
  const golden = meaningIn('customer', field, survival.values)

  return {
    golden: placeOf(survival.values[field] ?? ''),
    flips: fieldFlips(field, ledger, golden, 0),
    corrections: correctionsOf(survival, members, ({ system }) => writable.has(system)),
  }
}

const instantOf = (run: number) => new Date(firstNight + (run - 1) * dayMs).toISOString()

/** The customer's values by number: towns that no two of which agree, in three spellings that do. */
export function spell(place: number, spelling: number): string {
  const name = `Horní Lhota ${String.fromCharCode(65 + (place % 26))}${place >= 26 ? Math.floor(place / 26) : ''}`

  return [name, name.toUpperCase().replace('Í', 'I'), name.toLowerCase()][spelling] ?? name
}

/** The number of a value, whatever its spelling. */
export function placeOf(text: string): number {
  const [, letter = '', round = '0'] = /(\p{L})(\d*)$/u.exec(text.toUpperCase()) ?? []

  return letter.charCodeAt(0) - 65 + 26 * Number(round === '' ? 0 : round)
}
