import type { EntityKind } from '../../rules/entity/entity.ts'

/** Words of a line of text: one field a line keeps the tables readable. */
const words = (text: string): readonly string[] => text.split(' ')

/**
 * Words that exports use for entities and fields, in English, Czech and German, folded as `foldHeader` folds: lower case,
 * no diacritics, letters and digits only. The first field whose list holds a header gets it; earlier fields outrank later ones.
 */
export const entityWords: Readonly<Record<EntityKind, readonly string[]>> = {
  orderLine: words(
    'orderlines orderitems orderdetails salesorderitems polozkyobjednavek objednavkypolozky bestellpositionen auftragspositionen',
  ),
  invoiceLine: words('invoicelines invoiceitems polozkyfaktur fakturypolozky rechnungspositionen'),
  customer: words(
    'customers customer clients contacts accounts users subscribers businesspartners partners zakaznici klienti kontakty odberatele kunden kontakte debitoren adressen',
  ),
  order: words('orders order salesorders purchases objednavky zakazky bestellungen auftraege auftrage'),
  invoice: words('invoices invoice bills faktury fakturyvydane rechnungen'),
  product: words('products product items articles stock produkty zbozi artikly sklad artikel produkte waren lager'),
  payment: words('payments payment transactions charges platby transakce zahlungen'),
  message: words('messages mailings sends campaigns emaillog rozesilky zpravy nachrichten versand'),
}

/** Words for lists of parties that look like customers in every column and are none. */
export const otherPartyWords: readonly string[] = words(
  'employees staff suppliers vendors admins zamestnanci dodavatele mitarbeiter lieferanten kreditoren',
)

const address = {
  street: words(
    'street streetaddress address address1 addressline1 street1 ulice uliceacp adresa strasse anschrift adresse',
  ),
  city: words('city town mesto obec ort stadt'),
  postalCode: words('postalcode postcode zip zipcode psc plz postleitzahl'),
  country: words('country countrycode zeme stat land laendercode'),
}

const customerKey = words(
  'customerid customerno customernumber customerkey customer clientid userid accountid partnerid zakaznik idzakaznika cislozakaznika odberatel kunde kundennummer kundennr kundenid',
)

const money = {
  net: words(
    'net netamount totalnet subtotal amountnet zaklad zakladdane bezdph celkembezdph castkabezdph netto nettobetrag',
  ),
  vat: words('vat vatamount tax taxamount totaltax dph castkadph dan mwst ust steuerbetrag'),
  gross: words(
    'gross grossamount total totalprice amount grandtotal totalgross celkem sdph celkemsdph castka castkasdph cenacelkem brutto bruttobetrag gesamt gesamtbetrag betrag summe',
  ),
}

const line = {
  lineNumber: words('lineno linenumber line position itemno salesorderitem radek poradi pos positionsnummer'),
  sku: words('sku productid productno itemid articleno kod kodzbozi artikelnummer artikelnr'),
  description: words('description text productname popis nazev beschreibung bezeichnung'),
  quantity: words('quantity qty pieces mnozstvi pocet kusu menge anzahl'),
  vatRate: words('vatrate taxrate sazbadph mwstsatz steuersatz'),
  ...money,
}

export const fieldWords: Readonly<Record<EntityKind, Readonly<Record<string, readonly string[]>>>> = {
  customer: {
    givenName: words('givenname firstname forename namefirst jmeno krestnijmeno vorname'),
    familyName: words('familyname lastname surname namelast prijmeni nachname familienname'),
    companyName: words(
      'company companyname organisation organization firma nazevfirmy obchodnijmeno spolecnost firmenname unternehmen',
    ),
    name: words(
      'name fullname contactname customername displayname nazev jmenoaprijmeni jmenoprijmeni zakaznik kundenname',
    ),
    legalForm: words('legalform pravniforma rechtsform'),
    email: words('email emailaddress mail eposta emailovaadresa emailadresse'),
    phone: words('phone phonenumber telephone tel mobile mobil telefon telefonnummer telefonnicislo'),
    ...address,
    vatId: words('vatid vatnumber vatno vat taxid dic ustid ustidnr uid'),
    companyId: words('companyid registrationnumber regno ico ic handelsregisternummer hrb'),
    birthDate: words('birthdate dateofbirth dob birthday datumnarozeni narozeni geburtsdatum'),
  },
  product: {
    sku: words(
      'sku variantsku productcode articlenumber itemno itemnumber code productid kod kodzbozi cislozbozi artikelnummer artikelnr artnr',
    ),
    gtin: words('gtin ean ean13 upc barcode variantbarcode carovykod strichcode'),
    name: words('name productname title description nazev nazevzbozi popis bezeichnung artikelname produktname'),
    brand: words('brand vendor manufacturer maker znacka vyrobce marke hersteller'),
    price: words('price unitprice variantprice salesprice cena cenakus prodejnicena preis einzelpreis vkpreis'),
    vatRate: words('vatrate taxrate sazbadph mwstsatz steuersatz'),
    stock: words(
      'stock quantity qty instock onhand unitsinstock variantinventoryquantity sklad skladem mnozstvi stav bestand menge lagerbestand',
    ),
    status: words('status state stav zustand'),
  },
  order: {
    number: words(
      'number orderno ordernumber orderid salesorderid cislo cisloobjednavky objednavka bestellnummer auftragsnummer auftragsnr',
    ),
    customer: customerKey,
    orderedOn: words(
      'orderdate date orderedon createdat created placedat datum datumobjednavky bestelldatum auftragsdatum',
    ),
    status: words('status state stav'),
    ...money,
  },
  invoice: {
    number: words(
      'number invoiceno invoicenumber invno invoiceid cislo cislofaktury faktura vs variabilnisymbol rechnungsnummer rechnungsnr belegnummer',
    ),
    orderNumber: words('orderno ordernumber orderid objednavka cisloobjednavky bestellnummer auftragsnummer'),
    customer: customerKey,
    issuedOn: words(
      'issuedate issuedon invoicedate invdate date vystaveno datumvystaveni datum rechnungsdatum ausgestelltam',
    ),
    taxPointOn: words('taxpoint taxpointdate duzp datumplneni datumzdanitelnehoplneni leistungsdatum lieferdatum'),
    dueOn: words('duedate dueon due splatnost datumsplatnosti faelligkeit faelligam falligkeit'),
    vatRate: words('vatrate taxrate sazbadph mwstsatz steuersatz'),
    status: words('status state stav'),
    ...money,
  },
  payment: {
    reference: words(
      'reference invoiceno invoicenumber invoice orderno orderid orderreference vs variabilnisymbol faktura verwendungszweck rechnungsnummer zahlungsreferenz',
    ),
    customer: customerKey,
    paidOn: words('paidon paymentdate date bookedon datum datumplatby zaplaceno buchungsdatum zahlungsdatum'),
    paidAt: words('paidat createdat created timestamp'),
    gross: words('amount total gross castka betrag summe'),
    fee: words('fee fees poplatek gebuehr gebuhr'),
    status: words('status state stav'),
  },
  message: {
    campaign: words('campaign campaignid campaignname template kampan sablona kampagne vorlage'),
    customerKey,
    recipient: words('recipient to emailto prijemce komu empfaenger'),
    sentAt: words('sentat sent senton senddate odeslano odeslanodne gesendetam versendetam'),
    status: words('status stav zustand'),
  },
  orderLine: {
    documentKey: words(
      'orderid orderno ordernumber salesorderid objednavka cisloobjednavky bestellnummer auftragsnummer',
    ),
    ...line,
  },
  invoiceLine: {
    documentKey: words('invoiceid invoiceno invoicenumber faktura cislofaktury rechnungsnummer rechnungsnr'),
    ...line,
  },
}

/** Columns that hold the record's own key, best first; `{entity}id` and the like are tried before them. */
export const keyWords: readonly string[] = words('id uuid guid key code kod cislo number nr handle sku')

export const changedAtWords: readonly string[] = words(
  'updatedat changedat modifiedat lastmodified updated modified lastchange upraveno zmeneno datumzmeny geaendertam aenderungsdatum',
)

export const currencyWords: readonly string[] = words('currency currencycode ccy mena kodmeny waehrung wahrung')

/** A header as the lists above spell it: "Číslo faktury" and "cislo_faktury" are both "cislofaktury". */
export function foldHeader(header: string): string {
  return header
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
