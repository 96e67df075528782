/** Everything two systems may disagree on about one document. The list is closed: reports, README and tests name exactly these. */
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
  currency: {
    meaning: 'The systems name different currencies; their amounts are not compared.',
    whatToDo: 'Correct the currency in the system that read it wrongly.',
  },
  'net-gross': {
    meaning: 'One system holds the amount without VAT where the other holds the amount with VAT.',
    whatToDo: 'Correct the field mapping of the flow if all its documents are affected, otherwise the document.',
  },
  vat: {
    meaning: 'The systems agree on the amount before VAT or on the total, but not on the VAT.',
    whatToDo: 'Check the rate at the tax point, and whether reverse charge or an exemption applies.',
  },
  amount: {
    meaning: 'The totals differ by more than the agreed tolerance, and VAT does not explain it.',
    whatToDo: 'Compare the lines: a discount, shipping, a changed or a partial order.',
  },
  'day-month-swap': {
    meaning: 'The dates are the same but for day and month in the other order.',
    whatToDo: 'Set the date format of the flow in the plan, and correct the documents already read with the wrong one.',
  },
  date: {
    meaning: 'The systems date the document differently.',
    whatToDo: 'Decide which day counts; if the days are adjacent, check the time zone of the system.',
  },
  customer: {
    meaning: 'The systems assign the document to different customers.',
    whatToDo: 'Merge the customers if they are one, otherwise correct the assignment.',
  },
  undecided: {
    meaning: 'Something does not fit, but the data do not say what.',
    whatToDo: 'Look at the documents side by side; the reason says what is not known.',
  },
} as const

export type MismatchCause = keyof typeof mismatchCauses

/** The causes in the order in which findings of one document are listed. */
export const causeOrder = Object.keys(mismatchCauses) as readonly MismatchCause[]
