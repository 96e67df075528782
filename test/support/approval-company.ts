import { engineNight } from '../../engine/cli/engine-night.ts'
import type { MatchDecided } from '../../engine/documents/decide-match.ts'
import type { WaitingMatch } from '../../engine/store/documents/payment-proposals.ts'
import { flow, nightPlan } from './night-plan.ts'
import type { NightFolder } from './night-folder.ts'

const bank = flow(
  'bank.payment',
  'select: { file: bank.csv, key: id }',
  'fields: { reference: vs, customerKey: { from: customer, inSystem: erp }, paidOn: on, status: status,',
  '  gross: { from: amount, currencyFrom: currency, decimalMark: "." } }',
  'guard: { overlapPercentMin: 0, dropPercentMax: 100 }',
)
const invoices = flow(
  'erp.invoice',
  'select: { file: invoices.csv, key: id }',
  'fields: { number: number, customerKey: { from: customer, inSystem: erp }, issuedOn: issued, dueOn: due, status: status,',
  '  gross: { from: gross, currency: CZK, decimalMark: "." } }',
  'guard: { overlapPercentMin: 0, dropPercentMax: 100 }',
)
const customers = flow(
  'erp.customer',
  'select: { file: customers.csv, key: id }',
  'fields: { name: name, email: email }',
)
/** Payments of a bank and invoices of an ERP, where every payment but one needs a person. */
export const approvalPlan = (writeOff = '{ automaticUpTo: 0.5 }') =>
  nightPlan([customers, invoices, bank], {
    rest: [
      'documents:',
      '  payment:',
      '    settles: [{ payments: bank, documents: invoice, of: erp }]',
      '    tolerance: { below: 5, above: 5 }',
      `    writeOff: ${writeOff}`,
    ].join('\n'),
  })
export const approvalFiles = {
  'customers.csv': [
    'id,name,email',
    'K1,Adéla Nováková,adela@example.cz',
    'K2,Bohumil Svoboda,bohumil@example.cz',
    'K3,Ctirad Dvořák,ctirad@example.cz',
  ].join('\n'),
  'invoices.csv': [
    'id,number,customer,issued,due,gross,status',
    '1,F2026001,K1,2026-02-03,2026-02-17,300.00,issued',
    '2,F2026002,K1,2026-02-04,2026-02-18,200.00,issued',
    '3,F2026003,K2,2026-02-05,2026-02-19,700.00,issued',
    '4,F2026004,K2,2026-02-05,2026-02-19,700.00,issued',
    '5,F2026005,K3,2026-02-06,2026-02-20,100.00,issued',
  ].join('\n'),
  'bank.csv': [
    'id,vs,customer,on,amount,currency,status',
    'p0,,,2026-02-01,1.00,CZK,',
    'p1,,K1,2026-02-12,500.00,CZK,',
    'p2,,K2,2026-02-13,700.00,CZK,',
    'p3,,K3,2026-02-14,97.00,CZK,',
  ].join('\n'),
}
export const approvalNights = ['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10'].map(
  (day) => `${day}T22:00:00.000Z`,
)
/** The matches of payments that wait, most money first. */
export async function waitingMatches(folder: NightFolder): Promise<readonly WaitingMatch[]> {
  return (await engineNight.payments.waiting(await folder.plan(), { limit: 100 }, folder.tools)).matches
}

/** The match that waits for a payment of the bank; empty when none does. */
export const matchOf = async (folder: NightFolder, payment: string) =>
  (await waitingMatches(folder)).find((match) => match.payment === `bank:${payment}`)?.id ?? ''

/** Says a word on a match, as jana unless another name is given. */
export async function decideMatch(
  folder: NightFolder,
  verdict: 'approve' | 'refuse' | 'undo',
  id: string,
  { by = 'jana', alternative = 0 }: { readonly by?: string; readonly alternative?: number } = {},
): Promise<MatchDecided> {
  const said = { id, by, reason: 'knows them' }

  return verdict === 'approve'
    ? engineNight.payments.approve(await folder.plan(), { ...said, alternative }, folder.tools)
    : engineNight.payments[verdict](said, folder.tools)
}
