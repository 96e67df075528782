import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { population } from '../../examples/company/population/population.ts'
import type { RealCustomer } from '../../examples/company/population/real-customer.ts'
import { randomStream, type RandomStream } from '../../examples/company/random-stream.ts'

const header = 'id,first,last,company,email,phone,street,city,zip,country,vat,changed\n'
const changed = '2026-01-05T10:00:00Z'

/** Writes `rows` customer rows and as many invoice rows of one company in CSV, with a plan: two systems each, one customer in eight doubled in the CRM. */
export async function writeBigCompany(folder: string, rows: number, seed: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const real = population(seed, Math.floor(rows * 0.5))
  const random = randomStream(seed, 'bench')

  await writeLines(join(folder, 'erp.csv'), header, erpLines(real, Math.floor(rows * 0.44)))
  await writeLines(join(folder, 'crm.csv'), header, crmLines(real, rows - Math.floor(rows * 0.44), random))
  await writeLines(
    join(folder, 'erp-invoices.csv'),
    'id,number,customer,issued,net,vat,gross\n',
    invoiceLines(rows / 2, real, 'erp', seed),
  )
  await writeLines(
    join(folder, 'accounting-invoices.csv'),
    'id,number,customer,issued,net,vat,gross\n',
    invoiceLines(rows / 2, real, 'accounting', seed),
  )
  await writeFile(join(folder, 'touchstone.yaml'), plan)
}

function* erpLines(real: readonly RealCustomer[], count: number): Generator<string> {
  for (let index = 0; index < count; index += 1)
    yield customerLine(`E${index}`, real[index] as RealCustomer, (text) => text)
}

function* crmLines(real: readonly RealCustomer[], count: number, random: RandomStream): Generator<string> {
  for (let index = 0; index < count; index += 1) {
    const person = real[index % real.length] as RealCustomer

    yield customerLine(`C${index}`, person, index < real.length ? (text) => text : (text) => slip(text, random))
  }
}

function customerLine(id: string, person: RealCustomer, write: (text: string) => string): string {
  const { givenName, familyName, companyName, legalForm, email, phone, address, country, vatId } = person
  const company = companyName === null ? '' : `${companyName} ${legalForm ?? ''}`.trim()
  const cells = [
    id,
    givenName,
    write(familyName ?? ''),
    write(company),
    email,
    phone,
    write(address.street),
    address.city,
    address.postalCode,
    country,
    vatId,
    changed,
  ]

  return `${cells.map((cell) => quoted(cell ?? '')).join(',')}\n`
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** One letter left out, in one text of five. */
function slip(text: string, random: RandomStream): string {
  if (text.length < 4 || !random.chance(0.2)) return text
  const place = random.between(1, text.length - 2)

  return text.slice(0, place) + text.slice(place + 1)
}

function* invoiceLines(
  count: number,
  real: readonly RealCustomer[],
  system: 'erp' | 'accounting',
  seed: number,
): Generator<string> {
  const random = randomStream(seed, 'bench.invoices')
  const faults = randomStream(seed, `bench.${system}`)

  for (let index = 0; index < count; index += 1) {
    const net = random.between(1_000, 5_000_000)
    const vat = Math.round(net * 0.21)
    const day = new Date(Date.UTC(2025, 0, 1) + random.between(0, 330) * 86_400_000).toISOString().slice(0, 10)
    const customer = `E${random.between(0, Math.floor(real.length * 0.88) - 1)}`
    const gross = system === 'accounting' && faults.chance(0.002) ? net : net + vat

    if (system === 'accounting' && faults.chance(0.001)) continue
    yield `${system[0]}${index},2025${String(index).padStart(7, '0')},${customer},${day},${decimal(net)},${decimal(gross - net)},${decimal(gross)}\n`
  }
}

function decimal(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
}

async function writeLines(path: string, head: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(path)
  let pending = head

  for (const line of lines) {
    pending += line
    if (pending.length < 1_000_000) continue
    if (!stream.write(pending)) await once(stream, 'drain')
    pending = ''
  }
  stream.end(pending)
  await once(stream, 'finish')
}

const flow = (system: string, entity: string, file: string, fields: string) => `
  - system: ${system}
    entity: ${entity}
    owner: bench
    freshness: { warnAfter: 26h, failAfter: 50h }
    runbook: README.md
    select: { file: ${file}, key: id }
    fields: ${fields}`

const customerFields =
  '{ givenName: first, familyName: last, companyName: company, email: email, phone: phone, street: street, city: city, postalCode: zip, country: country, vatId: vat, changedAt: changed }'
const invoiceFields = (customer: string) =>
  `{ number: number, customer: ${customer}, issuedOn: { from: issued, format: yyyy-MM-dd }, net: net, vat: vat, gross: gross }`

const plan = `company: { name: Bench, country: CZ, timeZone: Europe/Prague, currency: CZK }
owners:
  bench: { business: business@example.com, technical: technical@example.com }
systems:
  erp: { connector: csv, decimalMark: "." }
  crm: { connector: csv }
  accounting: { connector: csv, decimalMark: "." }
flows:${flow('erp', 'customer', 'erp.csv', customerFields)}${flow('crm', 'customer', 'crm.csv', customerFields)}${flow('erp', 'invoice', 'erp-invoices.csv', invoiceFields('customer'))}${flow('accounting', 'invoice', 'accounting-invoices.csv', invoiceFields('{ from: customer, inSystem: erp }'))}
documents:
  invoice: { between: [erp, accounting] }
`
