/**
 * Every cause a finding about documents, payments and flows can have. The list is closed: reports, README and tests name exactly
 * these. For two copies of one document the causes are tried in this order, and the first that the evidence proves is given.
 */
export const mismatchCauses = {
  missing: {
    meaning: 'A system that must hold the document does not, and the time it may take has passed.',
    whatToDo: 'Send the document to the system again, or cancel it where it exists.',
  },
  late: {
    meaning: 'A system that must hold the document does not have it yet; it is overdue, but not given up.',
    whatToDo: 'Wait for the next night; look at the transfer if many documents of this flow are late.',
  },
  duplicate: {
    meaning: 'One system holds the same document twice or more.',
    whatToDo: 'Cancel the copy that was entered later; check that it was not paid or shipped twice.',
  },
  contradiction: {
    meaning: 'The document contradicts itself: its totals do not follow from its lines, or it refers to itself.',
    whatToDo: 'Have the issuer send a corrected document; the rule in the evidence says what does not hold.',
  },
  currency: {
    meaning: 'The systems name different currencies; their amounts are not compared.',
    whatToDo: 'Correct the currency in the system that read it wrongly.',
  },
  sign: {
    meaning: 'The amounts are equal but for their sign: a credit note entered as an invoice, or the other way round.',
    whatToDo: 'Correct the kind of document in the system that turned it round.',
  },
  'rate-date': {
    meaning: 'The amounts were converted with the rate of another day, or another rate than the document states.',
    whatToDo: 'Convert again with the rate the document states, or that of its tax point.',
  },
  'net-gross': {
    meaning: 'One system holds the amount without VAT where the other holds the amount with VAT.',
    whatToDo: 'Correct the field mapping of the flow if all its documents are affected, otherwise the document.',
  },
  'vat-category': {
    meaning: 'The systems agree on the amount without VAT, but one treats it as exempt, reverse charge or zero-rated.',
    whatToDo: 'Decide the VAT treatment by the place of supply and the customer’s VAT id; keep the proof.',
  },
  'vat-rate': {
    meaning: 'The systems apply different VAT rates.',
    whatToDo: 'Check the rate of the goods at the tax point.',
  },
  'vat-rounding': {
    meaning:
      'The VAT differs by what another documented way of rounding gives: per line, per category, or on the total.',
    whatToDo: 'Nothing, if both ways are agreed; otherwise choose one method in both systems.',
  },
  freight: {
    meaning: 'One copy charges transport or handling that the other does not.',
    whatToDo: 'Decide who pays the transport, and correct the other copy.',
  },
  discount: {
    meaning: 'One copy grants a discount that the other does not.',
    whatToDo: 'Check what was agreed with the customer, and correct the other copy.',
  },
  partial: {
    meaning: 'One copy holds only some of the lines of the other.',
    whatToDo: 'Check whether the rest is still to be delivered or invoiced.',
  },
  quantity: {
    meaning: 'The copies hold different quantities of the same article at the same price.',
    whatToDo: 'Compare with what was delivered.',
  },
  price: {
    meaning: 'The copies hold different prices of the same article.',
    whatToDo: 'Compare with the price agreed.',
  },
  prepaid: {
    meaning:
      'The systems agree on the total, but not on what is left to pay: only one counts an advance payment or rounds the amount.',
    whatToDo: 'Compare with the payments received on account, and correct the other copy.',
  },
  'day-month-swap': {
    meaning: 'The dates are the same but for day and month in the other order.',
    whatToDo: 'Set the date format of the flow in the plan, and correct the documents already read with the wrong one.',
  },
  'date-shift': {
    meaning: 'The dates are one day apart because one system took the day of the moment in another time zone.',
    whatToDo: 'Set the time zone of the system in the plan, or have it keep the business date.',
  },
  date: {
    meaning:
      'The systems date the document differently, and neither the time zone nor the order of day and month is why.',
    whatToDo: 'Decide which day counts.',
  },
  customer: {
    meaning: 'The systems assign the document to different customers.',
    whatToDo: 'Merge the customers if they are one, otherwise correct the assignment.',
  },
  seller: {
    meaning: 'The copies name different sellers.',
    whatToDo: 'Check which company issued the document.',
  },
  status: {
    meaning: 'The document is cancelled in one system and in force in the other.',
    whatToDo: 'Cancel it everywhere or nowhere.',
  },
  unpaid: {
    meaning: 'The document is overdue and no payment was found for it, or not enough.',
    whatToDo: 'Remind the customer, or find the payment among those without a document.',
  },
  'unmatched-payment': {
    meaning: 'Money came or went that no document explains.',
    whatToDo: 'Ask the payer what it is for, or decide one of the proposed matches.',
  },
  overpaid: {
    meaning: 'More was paid than the document asks for.',
    whatToDo: 'Return the rest or keep it as a credit.',
  },
  'approval-lapsed': {
    meaning:
      'A person approved a match of this payment, and the payment or the document has changed: it no longer holds.',
    whatToDo: 'Look at it with `touchstone payments show`, approve what is proposed now, or undo the approval.',
  },
  'paid-cancelled': {
    meaning: 'The document was paid although it is cancelled.',
    whatToDo: 'Return the money, or put the document in force again.',
  },
  'not-invoiced': {
    meaning: 'The goods left and no invoice followed in the time it may take.',
    whatToDo: 'Issue the invoice.',
  },
  'invoiced-twice': {
    meaning: 'One order is invoiced for more than was ordered.',
    whatToDo: 'Issue a credit note for the invoice that was one too many.',
  },
  sequence: {
    meaning: 'A step of the flow is dated before the one it must follow.',
    whatToDo: 'Check both dates; if they are right, find out who may leave out the step, and on whose word.',
  },
  'sent-twice': {
    meaning: 'One customer got the same mailing more than once.',
    whatToDo: 'Merge the customer’s addresses in the mailing tool.',
  },
  stock: {
    meaning: 'The systems hold different stock of one article.',
    whatToDo: 'Count the article, or take the system that counts.',
  },
  unexplained: {
    meaning: 'The copies differ, and no other cause in this list reproduces the difference.',
    whatToDo: 'Look at the documents side by side; the reason says what was tried.',
  },
  undecided: {
    meaning: 'Something does not fit, but the data do not say what.',
    whatToDo: 'Look at the documents side by side; the reason says what is not known.',
  },
} as const

export type MismatchCause = keyof typeof mismatchCauses

/** The causes in the order in which they are tried, and in which findings of one document are listed. */
export const causeOrder = Object.keys(mismatchCauses) as readonly MismatchCause[]

/** Those that matching payments tells. */
export const paymentCauses = [
  'unpaid',
  'unmatched-payment',
  'overpaid',
  'approval-lapsed',
] as const satisfies readonly MismatchCause[]

/** Those about the way of a document through the company, between it and the documents before and after it. */
const sequenceCauses = ['not-invoiced', 'invoiced-twice', 'paid-cancelled', 'sequence'] as const

/** Those that checking the flow tells. */
export const flowCauses = [...sequenceCauses, 'sent-twice', 'stock'] as const satisfies readonly MismatchCause[]

/** Those whose other side is mostly a document of another kind. */
export const causesBetweenKinds: ReadonlySet<string> = new Set([...paymentCauses, ...sequenceCauses])
