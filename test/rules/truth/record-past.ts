import type { OwnWrite, RecordForm, RecordPast } from '../../../rules/truth/value-ledger.ts'

/**
 * A customer record night by night: `crm Brno *Praha . Brno@5`. A star is our correction, sent the night before; `.` is a night
 * without change, `-` silence, `@5` the 5th of March by the system's own clock, `@5T22:10` at that time. `*Praha!` was undone before the night looked,
 * `*Praha?` went into a file, and nobody knows when it is taken in.
 */
export function past(line: string, recordId = 1): RecordPast {
  const [system = '', ...nights] = line.split(' ')
  const forms: RecordForm[] = []
  const writes: OwnWrite[] = []
  let run = 0

  for (const night of nights) {
    const { isOurs, value, mark, changedAt } = nightOf(night)

    if (isOurs) writes.push({ run, writtenAt: seenAt(run), field: 'city', value: value === '-' ? '' : value })
    if (mark !== '') continue
    run += 1
    if (value !== '.')
      forms.push({ run, seenAt: seenAt(run), changedAt, record: { city: value === '-' ? null : value } })
  }
  return { recordId, system, sourceKey: String(recordId), forms, writes, readRun: line.includes('?') ? null : run }
}

function nightOf(night: string) {
  const {
    star,
    value = '',
    mark = '',
    day,
    time = '08:00',
  } = /^(?<star>\*?)(?<value>[^@!?]+)(?<mark>[!?]?)(?:@(?<day>\d+)(?:T(?<time>[\d:]+))?)?$/.exec(night)?.groups ?? {}

  return {
    isOurs: star === '*',
    value,
    mark,
    changedAt: day === undefined ? null : `2026-03-${day.padStart(2, '0')}T${time}:00.000Z`,
  }
}

export function pasts(...lines: readonly string[]): RecordPast[] {
  return lines.map((line, place) => past(line, place + 1))
}

function seenAt(run: number): string {
  return new Date(Date.parse('2026-02-28T02:00:00Z') + run * 86_400_000).toISOString()
}
