import { expect, test } from 'vitest'
import { matchRecords } from '../../../engine/matching/match-records.ts'
import type { MatchRow } from '../../../engine/matching/match-outcome.ts'
import { fieldsOf } from '../../../rules/entity/entity.ts'
import { customerModel } from '../../../rules/matching/customer-model.ts'
import { adjustMatchModel } from '../../../rules/matching/match-model.ts'
import { customerList } from './customer-list.ts'

const fields = fieldsOf('customer')
const jan = {
  givenName: 'Jan',
  familyName: 'Novák',
  street: 'Dlouhá 12',
  city: 'Brno',
  postalCode: '60200',
  phone: '+420777123456',
  email: 'jan.novak7@mail.example',
}
const withoutPhone = { ...jan, phone: undefined }

/** Matches the records, named as in "crm:1", among strangers; answers the clusters of those named and why links do not hold. */
async function match(
  named: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>,
  { acrossSystemsOnly = false, duplicateFree = [] as string[] },
) {
  const names = Object.keys(named).toSorted()
  const rows: MatchRow[] = names.map((label, recordId) => ({
    recordId,
    label,
    system: label.split(':')[0] as string,
    values: fields.map((field) => named[label]?.[field] ?? null),
  }))
  const strangers = customerList(400, 1).map((row) => ({
    ...row,
    recordId: row.recordId + 1000,
    label: `zzz:${row.label}`,
  }))
  const { recordIds, clusterOf, links, separationReasons } = await matchRecords(
    {
      fields,
      batches: (async function* () {
        yield [...rows, ...strangers]
      })(),
      assertions: [],
      acrossSystemsOnly,
    },
    adjustMatchModel(customerModel, { duplicateFree }),
    { workerCount: 1, pairsInlineMax: Infinity },
  )
  const members = names.map((_, record) =>
    names.filter((__, other) => clusterOf[other] === clusterOf[record]).join(' '),
  )

  expect([...recordIds.subarray(0, names.length)]).toEqual([...names.keys()])

  return {
    clusters: [...new Set(members)].filter((cluster) => cluster.includes(' ')),
    reasons: [...links.separatedBy]
      .map((reason, link) => [links.left[link] as number, links.right[link] as number, reason] as const)
      .filter(([left, , reason]) => left < names.length && reason !== -1)
      .map(([left, right, reason]) => `${names[left]} ${names[right]} ${separationReasons[reason]}`),
  }
}

test('across systems, a record is linked with the nearest of another system alone', async () => {
  expect(await match({ 'crm:1': jan, 'shop:1': jan, 'shop:2': withoutPhone }, { acrossSystemsOnly: true })).toEqual({
    clusters: ['crm:1 shop:1'],
    reasons: ['crm:1 shop:2 two-records-of-a-duplicate-free-system'],
  })
  expect(
    (await match({ 'shop:1': jan, 'crm:1': jan, 'crm:2': withoutPhone }, { acrossSystemsOnly: true })).clusters,
  ).toEqual(['crm:1 shop:1'])
})

test('across systems, of two that are equally near neither is linked', async () => {
  expect(await match({ 'crm:1': jan, 'shop:1': jan, 'shop:2': jan }, { acrossSystemsOnly: true })).toEqual({
    clusters: [],
    reasons: ['crm:1 shop:1 tie', 'crm:1 shop:2 tie'],
  })
})

test('a cluster takes one record of a system free of duplicates, and as many as there are of another', async () => {
  const named = { 'crm:1': jan, 'erp:1': jan, 'erp:2': withoutPhone, 'shop:1': jan, 'shop:2': jan }

  expect((await match(named, {})).clusters).toEqual(['crm:1 erp:1 erp:2 shop:1 shop:2'])
  expect(await match(named, { duplicateFree: ['erp'] })).toEqual({
    clusters: ['crm:1 erp:1 shop:1 shop:2'],
    reasons: [
      'crm:1 erp:2 two-records-of-a-duplicate-free-system',
      'erp:1 erp:2 two-records-of-a-duplicate-free-system',
      'erp:2 shop:1 two-records-of-a-duplicate-free-system',
      'erp:2 shop:2 two-records-of-a-duplicate-free-system',
    ],
  })
})
