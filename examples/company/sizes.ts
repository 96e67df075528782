/** How much of everything the company has, and how many faults are planted in it. */
export interface Sizes {
  readonly realCustomers: number
  readonly shopCustomers: number
  readonly crmCustomers: number
  readonly crmDuplicates: number
  readonly mailingCustomers: number
  readonly accountingCustomers: number
  readonly warehouseCustomers: number
  readonly products: number
  readonly warehouseProducts: number
  readonly orders: number
  readonly invoices: number
  readonly payments: number
  readonly invoicesWithLines: number
  readonly planted: PlantedCounts
}

export interface PlantedCounts {
  readonly moved: number
  readonly renamed: number
  readonly formerContact: number
  readonly gaps: number
  readonly callCentre: number
  readonly placeholders: number
  readonly wrongStock: number
  readonly netGross: number
  readonly dayMonthSwap: number
  readonly lostOrders: number
  readonly duplicateInvoices: number
  readonly currency: number
  readonly vatRate: number
  readonly amount: number
  readonly vatRounding: number
  readonly sign: number
  readonly freight: number
  readonly discount: number
  readonly partial: number
  readonly quantity: number
  readonly price: number
  readonly customer: number
  readonly status: number
  readonly duplicatesAcrossCustomers: number
  readonly dateShift: number
  readonly notInvoiced: number
  readonly invoicedTwice: number
  readonly cancelled: number
  readonly paidCancelled: number
  readonly sentTwice: number
  readonly unpaid: number
  readonly paidInPart: number
  readonly overpaid: number
  readonly paidTwice: number
  readonly feeWithheld: number
  readonly strangersPayments: number
  readonly sumsWithoutNumber: number
}

/** At scale 1: 60,000 customer records of 12,000 customers, 60,000 orders, 50,000 invoices, 5,000 products. */
export function sizesAt(scale: number): Sizes {
  const scaled = (count: number) => Math.max(4, Math.round(count * scale))

  return {
    realCustomers: scaled(12_000),
    shopCustomers: scaled(9_000),
    crmCustomers: scaled(10_000),
    crmDuplicates: scaled(18_000),
    mailingCustomers: scaled(7_000),
    accountingCustomers: scaled(5_000),
    warehouseCustomers: scaled(2_000),
    products: scaled(5_000),
    warehouseProducts: scaled(4_000),
    orders: scaled(60_000),
    invoices: scaled(50_000),
    payments: scaled(15_000),
    invoicesWithLines: scaled(4_000),
    planted: {
      moved: scaled(300),
      renamed: scaled(200),
      formerContact: scaled(80),
      gaps: scaled(900),
      callCentre: scaled(150),
      placeholders: scaled(120),
      wrongStock: scaled(120),
      netGross: scaled(150),
      dayMonthSwap: scaled(150),
      lostOrders: scaled(120),
      duplicateInvoices: scaled(150),
      currency: scaled(60),
      vatRate: scaled(60),
      amount: scaled(80),
      vatRounding: scaled(60),
      sign: scaled(60),
      freight: scaled(80),
      discount: scaled(80),
      partial: scaled(60),
      quantity: scaled(60),
      price: scaled(60),
      customer: scaled(80),
      status: scaled(60),
      duplicatesAcrossCustomers: scaled(60),
      dateShift: scaled(80),
      notInvoiced: scaled(80),
      invoicedTwice: scaled(80),
      cancelled: scaled(300),
      paidCancelled: scaled(60),
      sentTwice: scaled(120),
      unpaid: scaled(80),
      paidInPart: scaled(60),
      overpaid: scaled(80),
      paidTwice: scaled(40),
      feeWithheld: scaled(60),
      strangersPayments: scaled(60),
      sumsWithoutNumber: scaled(60),
    },
  }
}
