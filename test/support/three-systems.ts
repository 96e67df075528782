import { csv } from './page.ts'

/** Files of three systems, each with the records it says it has: `{ 7: 'Jana Nováková  jana@example.cz  601234567  -  Brno' }`. */
export function threeSystems(records: Readonly<Record<'crm' | 'erp' | 'shop', Readonly<Record<number, string>>>>) {
  return Object.fromEntries(
    Object.entries(records).map(([system, held]) => [
      `${system}.csv`,
      csv(
        [
          'id  name  email  phone  vat  city  changed',
          ...Object.entries(held).map(([id, person]) => `${id}  ${person}  2026-01-05T08:00:00Z`),
        ].join('\n'),
      ),
    ]),
  )
}
