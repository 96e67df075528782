import type { MatchModelSource } from './match-model.ts'

type Relation = NonNullable<MatchModelSource['relations']>[number]

/**
 * Two members of one household share the family name, the address, often the telephone, but neither given name nor birth
 * date. Junior and senior have one name, twins one date. What tells the two apart is declared, the rest is learnt.
 */
const household: Relation = {
  name: 'two members of one household',
  matesPerRecord: 0.17,
  comparisons: [
    {
      name: 'person name',
      levels: {
        'the same': 0.01,
        'the same words': 0.0005,
        'given name alike': 0.02,
        'family name alike': 0.002,
        initial: 0.01,
        'family name only': 0.02,
        'both alike': 0.005,
        'exchanged and alike': 0.0002,
        'given name only': 0.005,
        'another contact of companies': 0.02,
        'other given name': 0.86,
        'a shared word': 0.005,
        'one name alike': 0.01,
        otherwise: 0.045,
      },
    },
    {
      name: 'birth date',
      levels: {
        'the same, of companies': 0.01,
        'the same': 0.02,
        'day and month swapped': 0.0005,
        'one digit': 0.004,
        'two of its parts': 0.004,
        'two digits': 0.03,
        'the same year': 0.03,
        otherwise: 0.9,
      },
    },
    {
      name: 'company name',
      levels: { 'the same': 0.05, alike: 0.01, contained: 0.01, 'roughly alike': 0.01, otherwise: 0.92 },
    },
    {
      name: 'e-mail',
      isTrained: true,
      levels: { 'the same': 0.1, 'a typing error': 0.007, 'the same domain': 0.15, otherwise: 0.743 },
    },
    { name: 'telephone', isTrained: true, levels: { 'the same': 0.49, 'a typing error': 0.002, otherwise: 0.508 } },
    {
      name: 'VAT id',
      levels: { 'the same': 0.005, 'another country': 0.01, 'a typing error': 0.005, otherwise: 0.98 },
    },
    {
      name: 'company id',
      levels: { 'the same': 0.005, 'another country': 0.01, 'a typing error': 0.005, otherwise: 0.98 },
    },
    {
      name: 'address',
      isTrained: true,
      levels: {
        'the same': 0.73,
        'the same, by town': 0.066,
        'street alike': 0.003,
        'another house of the street': 0.004,
        'street without number': 0.09,
        'street and number': 0.001,
        'postal code': 0.08,
        town: 0.017,
        moved: 0.008,
        otherwise: 0.001,
      },
    },
  ],
}

/** Two branches of one company share the name, the domain and perhaps the VAT id, but not the address. */
const branch: Relation = {
  name: 'two branches of one company',
  matesPerRecord: 0.05,
  comparisons: [
    {
      name: 'address',
      levels: {
        'the same': 0.02,
        'the same, by town': 0.005,
        'street alike': 0.001,
        'another house of the street': 0.005,
        'street without number': 0.005,
        'street and number': 0.002,
        'postal code': 0.02,
        town: 0.05,
        moved: 0.79,
        otherwise: 0.1,
      },
    },
    {
      name: 'person name',
      isTrained: true,
      levels: {
        'the same': 0.14,
        'given name alike': 0.013,
        'given name only': 0.037,
        'another contact of companies': 0.8,
      },
    },
    { name: 'company name', isTrained: true, levels: { 'the same': 0.986, alike: 0.01, 'roughly alike': 0.002 } },
    {
      name: 'e-mail',
      isTrained: true,
      levels: { 'the same': 0.23, 'alike, as the names are': 0.03, 'a typing error': 0.008, 'the same domain': 0.73 },
    },
    { name: 'telephone', isTrained: true, levels: { 'the same': 0.012, otherwise: 0.988 } },
    {
      name: 'birth date',
      isTrained: true,
      levels: { 'the same, of companies': 0.42, 'one digit': 0.012, otherwise: 0.56 },
    },
    { name: 'VAT id', isTrained: true, levels: { 'the same': 0.285, 'another country': 0.003, otherwise: 0.71 } },
    { name: 'company id', isTrained: true, levels: { 'the same': 0.285, 'another country': 0.003, otherwise: 0.71 } },
  ],
}

/** What else than being one customer explains that two records agree. */
export const customerRelations: readonly Relation[] = [household, branch]
