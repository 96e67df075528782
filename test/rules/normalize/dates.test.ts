import { expect, test } from 'vitest'
import { readCalendarDate, type CalendarDateReading } from '../../../rules/normalize/calendar-date.ts'
import { dateFormat } from '../../../rules/normalize/date-format.ts'
import type { DateOrder } from '../../../rules/normalize/date-order.ts'
import { lastYearOf } from '../../../rules/normalize/date-text.ts'
import { serialDate } from '../../../rules/normalize/serial-date.ts'
import { readInstant, readZoned, type InstantReading } from '../../../rules/normalize/instant.ts'

const asOf = '2026-07-01T04:00:00.000Z'
const prague = { timeZone: 'Europe/Prague', lastYear: lastYearOf(asOf, false) }
const formatted = (pattern: string): CalendarDateReading => ({ ...prague, format: dateFormat(pattern) })
const ordered = (order: DateOrder): CalendarDateReading => ({ ...prague, order })

test.each<[string, CalendarDateReading, string]>([
  ['2026-04-03', prague, '2026-04-03'],
  ['2026/4/3', prague, '2026-04-03'],
  ['20260403', prague, '2026-04-03'],
  ['2026-04-03 00:00:00', prague, '2026-04-03'],
  ['2026-04-03T23:59:00', prague, '2026-04-03'],
  ['2026-04-03T00:00:00.000Z', prague, '2026-04-03'],
  ['2026-06-30T22:00:00Z', prague, '2026-07-01'],
  ['2026-07-01T00:30:00+02:00', prague, '2026-07-01'],
  ['03.04.2026', ordered('day-first'), '2026-04-03'],
  ['3. 4. 2026', ordered('day-first'), '2026-04-03'],
  ['03/04/2026', ordered('month-first'), '2026-03-04'],
  ['04/04/2026', ordered('undecided'), '2026-04-04'],
  ['26-04-03', ordered('year-first'), '2026-04-03'],
  ['26/4/3', ordered('year-first'), '2026-04-03'],
  ['03-04-26', ordered('day-first'), '2026-04-03'],
  ['03042026', ordered('day-first'), '2026-04-03'],
  ['3 April 2026', prague, '2026-04-03'],
  ['Friday, April 3, 2026', prague, '2026-04-03'],
  ['3rd Apr 2026', prague, '2026-04-03'],
  ['03-APR-26', prague, '2026-04-03'],
  ['3. dubna 2026', prague, '2026-04-03'],
  ['pá 3. července 2026', prague, '2026-07-03'],
  ['3. März 2026', prague, '2026-03-03'],
  ['3. Dezember 2026 um 10:00', prague, '2026-12-03'],
  ['2026-Apr-03', prague, '2026-04-03'],
  ['03.04.2026', formatted('dd.MM.yyyy'), '2026-04-03'],
  ['3. 4. 2026', formatted('dd.MM.yyyy'), '2026-04-03'],
  ['03.04.2026 00:00', formatted('dd.MM.yyyy'), '2026-04-03'],
  ['04/03/26', formatted('MM/dd/yy'), '2026-04-03'],
  ['260403', formatted('yyMMdd'), '2026-04-03'],
  ['3 Apr 2026', formatted('d MMM yyyy'), '2026-04-03'],
  ['29.02.2024', formatted('dd.MM.yyyy'), '2024-02-29'],
  ['03.04.46', formatted('dd.MM.yy'), '2046-04-03'],
  ['03.04.47', formatted('dd.MM.yy'), '1947-04-03'],
  ['03.04.27', { ...formatted('dd.MM.yy'), lastYear: lastYearOf(asOf, true) }, '1927-04-03'],
  ['0', { ...prague, epoch: 'epoch-seconds' }, '1970-01-01'],
  ['46112', { ...prague, format: serialDate }, '2026-03-31'],
  ['61', { ...prague, format: serialDate }, '1900-03-01'],
])('reads the date %j', (raw, reading, date) => {
  expect(readCalendarDate(raw, reading)).toEqual({ ok: true, value: date })
})

test.each<[string, CalendarDateReading, string]>([
  ['31.02.2026', formatted('dd.MM.yyyy'), 'date-impossible'],
  ['31.02.2026', ordered('day-first'), 'date-impossible'],
  ['29.02.2026', formatted('dd.MM.yyyy'), 'date-impossible'],
  ['2026-13-01', prague, 'date-impossible'],
  ['2026-04-03 24:00', prague, 'date-impossible'],
  ['03.25.2026', formatted('dd.MM.yyyy'), 'date-impossible'],
  ['2026-04-03', formatted('dd.MM.yyyy'), 'date-format-mismatch'],
  ['03.04.26', formatted('dd.MM.yyyy'), 'date-format-mismatch'],
  ['03.04.2026', prague, 'date-order-undecided'],
  ['31.03.2026', prague, 'date-order-undecided'],
  ['03.04.2026', ordered('mixed'), 'date-order-mixed'],
  ['26-04-03', { ...ordered('day-first'), shortYearOrder: 'undecided' }, 'date-order-undecided'],
  ['26-04-03', prague, 'date-order-undecided'],
  ['26/7/1', ordered('day-first'), 'date-impossible'],
  ['10.1.2.3', ordered('day-first'), 'date-invalid'],
  ['12 lis 2026', prague, 'date-invalid'],
  ['30 February 2026', prague, 'date-impossible'],
  ['60', { ...prague, format: serialDate }, 'date-format-mismatch'],
  ['tomorrow', prague, 'date-invalid'],
  ['45000', prague, 'date-invalid'],
])('rejects the date %j as %s', (raw, reading, issue) => {
  expect(readCalendarDate(raw, reading)).toEqual({ ok: false, issue, raw })
})

test.each<[string, InstantReading, string]>([
  ['2026-07-01T10:00:00Z', prague, '2026-07-01T10:00:00.000Z'],
  ['2026-07-01T10:00:00.123456+02:00', prague, '2026-07-01T08:00:00.123Z'],
  ['2026-07-01 10:00:00+02', prague, '2026-07-01T08:00:00.000Z'],
  ['2026-07-01 10:00', prague, '2026-07-01T08:00:00.000Z'],
  ['2026-01-01 10:00', prague, '2026-01-01T09:00:00.000Z'],
  ['2026-03-29 01:59:59', prague, '2026-03-29T00:59:59.000Z'],
  ['2026-03-29 02:30', prague, '2026-03-29T01:30:00.000Z'],
  ['2026-03-29 03:00', prague, '2026-03-29T01:00:00.000Z'],
  ['2026-10-25 02:30', prague, '2026-10-25T00:30:00.000Z'],
  ['2026-10-25 03:00', prague, '2026-10-25T02:00:00.000Z'],
  ['2026-10-25T02:30+01:00', prague, '2026-10-25T01:30:00.000Z'],
  ['07/01/2026 10:00 PM', { ...prague, order: 'month-first' }, '2026-07-01T20:00:00.000Z'],
  ['2026-07-01', { ...prague, isDateEnough: true }, '2026-06-30T22:00:00.000Z'],
  ['1767225600', { ...prague, epoch: 'epoch-seconds' }, '2026-01-01T00:00:00.000Z'],
  ['1767225600.5', { ...prague, epoch: 'epoch-seconds' }, '2026-01-01T00:00:00.500Z'],
  ['-1', { ...prague, epoch: 'epoch-milliseconds' }, '1969-12-31T23:59:59.999Z'],
  ['01.07.2026 10:00', formatted('dd.MM.yyyy HH:mm'), '2026-07-01T08:00:00.000Z'],
  ['46112.4166666667', { ...prague, format: serialDate }, '2026-03-31T08:00:00.000Z'],
  ['01.07.2026 10:00 +0500', formatted('dd.MM.yyyy HH:mm xx'), '2026-07-01T05:00:00.000Z'],
])('reads the moment %j', (raw, reading, instant) => {
  expect(readInstant(raw, reading)).toEqual({ ok: true, value: instant })
})

test.each<[string, InstantReading, string]>([
  ['2026-07-01', prague, 'instant-without-time'],
  ['yesterday', prague, 'instant-invalid'],
  ['2026-07-01 25:00', prague, 'date-impossible'],
  ['2026-07-01 10:00', { ...prague, timeZone: undefined }, 'instant-zone-unknown'],
  ['2026-07-01 10:00', { ...prague, timeZone: 'Mars/Olympus' }, 'instant-zone-unknown'],
  ['abc', { ...prague, epoch: 'epoch-seconds' }, 'instant-invalid'],
  ['999999999999999', { ...prague, epoch: 'epoch-seconds' }, 'date-impossible'],
])('rejects the moment %j as %s', (raw, reading, issue) => {
  expect(readInstant(raw, reading)).toEqual({ ok: false, issue, raw })
})

test.each([
  ['2026-03-29 02:30', 'never'],
  ['2026-10-25 02:30', 'twice'],
  ['2026-07-01 02:30', 'once'],
])('the clocks of Prague show %s %s', (raw, occurs) => {
  expect(readZoned(raw, prague)).toMatchObject({ ok: true, value: { occurs } })
})
