import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { company } from '../../../examples/company/company.ts'
import { changeFileSystems } from '../../../examples/company/night-two.ts'
import { writeFileSystems } from '../../../examples/company/night-one.ts'
import { nightTwoKinds } from '../../../examples/company/score.ts'
import { erpRows } from '../../../examples/company/systems/erp.ts'
import { faultKinds } from '../../../examples/company/truth.ts'

const folders: string[] = []
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'company-'))

  folders.push(path)
  return path
}

afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })))

/** Every file with the hash of its bytes. The ERP’s database keeps times of its own and is compared by its rows. */
function fingerprints(path: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(path, name)).isFile())
      .toSorted()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(path, name)))
          .digest('hex'),
      ]),
  )
}

describe('the example company', () => {
  test('has the sizes the demo promises at scale 1', { timeout: 120_000 }, () => {
    const { records, clusters, orders, invoices, catalogue, sizes } = company(3, 1)
    const crm = records.filter(({ system }) => system === 'crm')
    const crmCustomers = new Set(crm.map(({ customer }) => customer.id))

    expect(records.length).toBe(60_000 + sizes.planted.duplicatesAcrossCustomers * 2 + sizes.planted.sentTwice / 2)
    expect(crm.length - crmCustomers.size).toBe(18_000)
    expect([orders.length, catalogue.length]).toEqual([60_000, 5_000])
    expect(Math.abs(invoices.length - 50_000)).toBeLessThan(1_500)
    expect(clusters.flat().length).toBe(new Set(clusters.flat()).size)
  })

  test('is the same for the same seed, byte by byte, on both nights', async () => {
    const [first, second] = [folder(), folder()]

    for (const path of [first, second]) await writeFileSystems(path, company(5, 0.01))
    const nightOne = fingerprints(first)

    expect(Object.keys(nightOne).length).toBe(22)
    expect(nightOne).toEqual(fingerprints(second))
    for (const path of [first, second]) await changeFileSystems(path, company(5, 0.01))
    expect(fingerprints(first)).toEqual(fingerprints(second))
    for (const file of ['shop.sqlite', 'crm/kontakty.csv', 'gateway/payments.jsonl']) {
      expect(fingerprints(first)[file]).not.toBe(nightOne[file])
    }
    expect(erpRows(company(5, 0.01))).toEqual(erpRows(company(5, 0.01)))
  })

  test('is another one for another seed', () => {
    expect(company(5, 0.01).records[0]).not.toEqual(company(6, 0.01).records[0])
  })

  test('plants as many faults as it says', () => {
    const { planted, sizes, records } = company(4, 0.2)

    expect(planted['missing-fields']?.length).toBe(sizes.planted.gaps)
    const notOfNightOne: readonly string[] = ['duplicates', 'unplanted', ...nightTwoKinds]
    const ofNightOne = faultKinds.filter((kind) => !notOfNightOne.includes(kind))

    expect(ofNightOne.filter((kind) => (planted[kind]?.length ?? 0) <= 7)).toEqual([])
    for (const unit of planted['missing-fields'] ?? []) {
      const [system, key, field] = unit.split(':')
      const record = records.find((candidate) => candidate.system === system && candidate.key === key)

      expect({ unit, value: record?.[field as 'email'] }).toEqual({ unit, value: null })
    }
  })

  test('never uses one mailbox for two unrelated customers', () => {
    const owners = new Map<string, number>()

    for (const { customer } of company(4, 0.2).records) {
      if (customer.sharesContact) continue
      expect(owners.get(customer.email) ?? customer.id).toBe(customer.id)
      owners.set(customer.email, customer.id)
    }
  })

  test('books and invoices an order exactly once, unless something was planted', () => {
    const { invoices, booked, planted } = company(4, 0.1)
    // What is wrong with a payment is not wrong with its invoice.
    const { unpaid: _unpaid, ...ofInvoices } = planted
    const spoilt = new Set(Object.values(ofInvoices).flatMap((units) => units.flatMap((unit) => unit.split(' '))))

    for (const { key, invoice, ...entry } of booked) {
      if (spoilt.has(`accounting:${key}`)) continue
      const difference = Math.abs(entry.grossMinor - invoice.grossMinor)

      expect(difference).toBeLessThanOrEqual(2)
      expect([entry.netMinor + entry.vatMinor, entry.netMinor]).toEqual([entry.grossMinor, invoice.netMinor])
    }
    const charged = new Map<number, number>()

    for (const { id, order, isCancelled, type, grossMinor } of invoices) {
      if (isCancelled || type === 'credit-note' || spoilt.has(`erp:${id}`)) continue
      charged.set(order.id, (charged.get(order.id) ?? 0) + grossMinor)
    }
    const wrong = invoices.filter(({ order }) => charged.get(order.id) !== order.grossMinor)

    // A delivery in parts whose rest is not invoiced yet would ask for less; nothing asks for more.
    expect(wrong.map(({ number }) => number)).toEqual([])
  })
})
