import type { Store } from '../../engine/store/store.ts'
import { nightFolder, type NightFolder } from './night-folder.ts'
import { customersOf, flow, nightPlan } from './night-plan.ts'
import { csv } from './page.ts'
import { storeDump } from './store-dump.ts'

const [one, two, three] = ['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'] as const

/** A CRM and an ERP that know a person, a shop she ordered in and a mailing that writes to her. */
const plan = nightPlan(
  [
    customersOf('crm', 'direction: both', 'writeBack: { fields: [city, phone] }'),
    customersOf('erp'),
    flow(
      'shop.order',
      'select: { file: orders.csv, key: id }',
      'fields: { number: number, customer: { from: customer, inSystem: crm }, gross: { from: gross, decimalMark: ".", vat: inclusive }, orderedOn: day }',
    ),
    flow(
      'mailing.message',
      'select: { file: mails.csv, key: id }',
      'fields: { campaign: campaign, recipient: recipient, sentAt: sent, status: status }',
    ),
  ],
  {
    rest: 'truth: { customer: { city: [{ mostTrusted: [erp] }, mostRecent], phone: [{ mostTrusted: [erp] }, mostRecent] } }\nmatching: { customer: { autoLinkAbove: 0.9, reviewAbove: 0.3 } }\ndocuments: { flow: { message: {} } }\n',
  },
)
export const header = 'id  name  email  phone  vat  city  changed'
export const petr = '2  Petr Svoboda  petr@example.cz  602345678  -  Praha  2026-01-05T08:00:00Z'
const jana = (id: string, city: string, phone: string, surname = 'Nezapomenutelná') =>
  `${id}  Jana ${surname}  jana.tajna@seznamka.cz  ${phone}  -  ${city}  2026-01-05T08:00:00Z`
const files = {
  'crm.csv': csv([header, jana('1042', 'Skrytov', '601234567'), petr].join('\n')),
  'erp.csv': csv(
    [
      header,
      jana('77', 'Tajnov', '607654321'),
      petr,
      '9  Jana Nezapomenutelna  jana.jina@jinde.cz  -  -  Brno  2026-01-05T08:00:00Z',
    ].join('\n'),
  ),
  'orders.csv': csv('id  number  customer  gross  day\n5  O2026005  1042  120.00  2026-02-01'),
  'mails.csv': csv(`
    id  campaign  recipient  sent  status
    m1  spring  jana.tajna@seznamka.cz  2026-02-01T08:00:00Z  sent
    m2  spring  jana.tajna@seznamka.cz  2026-02-02T08:00:00Z  sent
    m3  spring  petr@example.cz  2026-02-02T08:00:00Z  sent
  `),
}
/** What the person said, and what was made of it. */
export const personal = [
  'Nezapomenutelná',
  'jana.tajna',
  'seznamka',
  'Skrytov',
  'Tajnov',
  'Utajen',
  '601234567',
  '607654321',
  'crm:1042',
  'erp:77',
]

/** Three nights with a change, a correction that was delivered, a conflict and a decision. */
export async function threeNights(store?: Store): Promise<NightFolder> {
  const folder = await nightFolder(plan, files, store)

  await folder.night(one)
  await folder.write({
    'crm.csv': csv([header, jana('1042', 'Utajená', '601234567', 'Nezapomenutelná-Nová'), petr].join('\n')),
  })
  await folder.night(two)
  const [proposal] = await folder.proposals()

  if (proposal !== undefined) await folder.decide(proposal.id, 'different')
  await folder.deliver()
  await folder.night(three)
  return folder
}

export const toolsOf = ({ store }: NightFolder) => ({ store, clock: () => new Date('2026-03-03T12:00:00.000Z') })
export const request = { name: 'crm:1042', by: 'ombudsman', reason: 'request of 1 March', isDryRun: false }

/** What of the person is still in the store, table by table; bytea columns show as hex. */
export async function remains(store: Store): Promise<readonly string[]> {
  const dump = await storeDump(store)
  const hex = (text: string) => Buffer.from(text).toString('hex')

  return Object.entries(dump).flatMap(([table, lines]) =>
    personal
      .filter((value) =>
        lines.some((line) => line.includes(JSON.stringify(value).slice(1, -1)) || line.includes(hex(value))),
      )
      .map((value) => `${table}: ${value}`),
  )
}
