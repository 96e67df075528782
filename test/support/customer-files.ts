import { fieldsOf } from '../../rules/entity/entity.ts'
import { customerList } from '../engine/matching/customer-list.ts'
import { flow, nightPlan } from './night-plan.ts'

const systems = ['crm', 'shop', 'erp']
const fields = ['givenName', 'familyName', 'email', 'phone', 'street', 'city', 'postalCode', 'country', 'birthDate']

/** A plan of three systems with customers in all the columns that the generated list fills. */
export function customerPlan(rest = ''): string {
  return nightPlan(
    systems.map((system) =>
      flow(
        `${system}.customer`,
        `select: { file: ${system}.csv, key: id }`,
        `fields: { ${fields.map((field) => `${field}: ${field}`).join(', ')} }`,
      ),
    ),
    { rest },
  )
}

/** So many persons from a seed, once in each system, the second and the third time with a fault or two. */
export function customerFiles(personCount: number, copies = 3, seed = 7): Readonly<Record<string, string>> {
  const rows = customerList(personCount, copies, seed)
  const positions = fields.map((field) => fieldsOf('customer').indexOf(field))
  const line = (cells: readonly (string | number | null | undefined)[]) =>
    `${cells.map((cell) => cell ?? '').join(',')}\n`

  return Object.fromEntries(
    systems.map((system) => [
      `${system}.csv`,
      [
        line(['id', ...fields]),
        ...rows
          .filter((row) => row.system === system)
          .map(({ recordId, values }) => line([recordId, ...positions.map((position) => values[position])])),
      ].join(''),
    ]),
  )
}
