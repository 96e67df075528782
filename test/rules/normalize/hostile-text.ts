import fc from 'fast-check'

/** What people and programs write into the fields of a customer, article or payment, right and wrong. */
export const specimens = [
  ...[
    'Novák, Jan',
    'NOVÁK Jan',
    'Ing. Jan Novák, Ph.D.',
    'Prof. Dr. med. Hans Müller',
    'Ludwig van der Berg',
    'Nagy János',
  ],
  ...[
    'Acme, spol. s r.o.',
    '"Acme" GmbH & Co. KG',
    'UAB Acme AB',
    'Acme s.r.o. v likvidaci',
    'ЕООД "Ваня"',
    'Α.Ε. Δέλτα Ο.Ε.',
  ],
  ...['777 123 456', '+49 (0)30 123456', '00420777123456', '777123456/602123456', '+420 777 123 456 kl. 12'],
  ...[
    'jan@example.cz',
    'Jan <jan@example.cz>',
    'a@b.cz; c@d.cz',
    'noreply@acme.cz',
    'jan@xn--luouk-uva4it5a4g.cz',
    'xn--@xn--.xn--',
  ],
  ...[
    '110 00',
    'CZ-11000',
    'EC1A 1BB',
    'LT 01103',
    'Hlavní č. p. 12 / 34',
    'Flat 3, 12 High St',
    'P. O. Box 7',
    'Lhota č. ev. 5',
  ],
  ...[
    'CZ02339234',
    'NL805557532B01',
    'EL94259216',
    'CHE-116.281.710 MWST',
    'NO923609016MVA',
    'BE403019261',
    'GBGD001',
    '02339234',
  ],
  ...['IČO: 2339234', 'SIRET 73282932000074', 'FN 56247 t', '1234567', 'CHE116281710HR'],
  ...['CZ65 0800 0000 1920 0014 5399', '19-2000145399/0800', 'IBAN DE89370400440532013000', '**** 1234'],
  ...['4006381333931', '96385074', '0000000000000', ' ab-001 2', 'Česko', 'D', 'U.S.A.', '$', 'kr', 'Kč', 'CZK'],
]

const loneSurrogates = fc.constantFrom('\ud800', '\udfff', 'a\ud83d', '\ude00b', '\udc00\ud800')
const strange = fc.constantFrom(
  '😀',
  '👩‍👩‍👧‍👦',
  '\u202eabc\u202c',
  'שלום',
  'مرحبا',
  'ß',
  'İ',
  'ŉ',
  'ﬃ',
  '１２３',
  '٣',
  '\u0000',
  '\u00a0',
  '\ufeff',
  'ſ',
)
const huge = fc
  .tuple(
    fc.constantFrom('a', '1', ' ', '.', ',', '@', '-', 'a ', '1/', 's.r.o. ', 'Ing. ', 'é', '😀', '\ud800'),
    fc.constantFrom(...specimens),
  )
  .map(([piece, specimen]) => specimen + piece.repeat(100_000 / piece.length))

/** Any text: specimens, specimens glued to noise and to each other, halves of characters, right-to-left, emoji. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...specimens) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...specimens), loneSurrogates, strange, fc.string({ maxLength: 4 })), {
        maxLength: 4,
      })
      .map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 2, arbitrary: fc.stringMatching(/^[A-Z]{2}[A-Z\d .-]{6,24}$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^[-+ ().,/\d]{0,24}$/) },
)

/** Some 100 KB of one thing. */
export const hugeText: fc.Arbitrary<string> = huge
