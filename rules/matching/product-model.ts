import {
  all,
  any,
  different,
  exact,
  jaroWinkler,
  levenshtein,
  missing,
  not,
  numberWithin,
  otherwise,
  tokenOverlap,
  wordReplaced,
} from './condition.ts'
import { matchModelSchema, type MatchModel } from './match-model.ts'

const samePackage = not(different('nameNumbers'))
const sameWords = any(exact('nameWords'), all(jaroWinkler('name', 0.92), not(wordReplaced('nameWords'))))

/** Articles. A GTIN names one article everywhere; an article number does so only within one company, and names with other figures or another word (sizes, colours) are other articles. */
export const productModel: MatchModel = matchModelSchema.parse({
  kind: 'product',
  columns: [
    { name: 'gtin', from: ['gtin'] },
    { name: 'sku', from: ['sku'], steps: ['documentNumber'] },
    { name: 'name', from: ['name'], steps: ['fold', 'foldUmlauts'] },
    { name: 'nameWords', from: ['name'], steps: ['sortTokens'] },
    { name: 'nameNumbers', from: ['nameWords'], steps: ['numberTokens'] },
    { name: 'nameStart', from: ['nameWords'], steps: [{ first: 8 }] },
    { name: 'nameLead', from: ['name'], steps: [{ first: 10 }] },
    { name: 'nameSound', from: ['name'], steps: ['soundKey'] },
    { name: 'brand', from: ['brand'], steps: ['fold', 'foldUmlauts'] },
    { name: 'price', from: ['priceMinor'] },
    { name: 'currency', from: ['currency'] },
  ],
  blockingRules: [
    { name: 'GTIN', keys: ['gtin'] },
    { name: 'article number', keys: ['sku'] },
    { name: 'the words of the name', keys: ['nameWords'] },
    { name: 'start of the name and brand', keys: ['nameLead', 'brand'] },
    { name: 'start of the sorted words', keys: ['nameStart'] },
    { name: 'sound of the name and price', keys: ['nameSound', 'price'] },
  ],
  blockSizeMax: 200,
  matesPerRecord: 1,
  linkAbove: 0.95,
  reviewAbove: 0.5,
  exclusive: [{ column: 'gtin' }],
  comparisons: [
    {
      name: 'GTIN',
      levels: [
        { name: 'missing', when: missing('gtin'), m: 1, u: 1 },
        { name: 'the same', when: exact('gtin'), m: 0.95, u: 1e-5, termFrequency: { column: 'gtin', others: 0.01 } },
        { name: 'otherwise', when: otherwise(), m: 0.01, u: 1 },
      ],
    },
    {
      name: 'article number',
      levels: [
        { name: 'missing', when: missing('sku'), m: 1, u: 1 },
        { name: 'the same', when: exact('sku'), m: 0.9, u: 1e-5, termFrequency: { column: 'sku', others: 0.01 } },
        {
          name: 'a typing error',
          when: all(levenshtein('sku', 1), samePackage, sameWords),
          m: 0.04,
          u: 1e-2,
        },
        { name: 'otherwise', when: otherwise(), m: 0.08, u: 1 },
      ],
    },
    {
      name: 'name',
      levels: [
        { name: 'missing', when: missing('name'), m: 1, u: 1 },
        { name: 'the same words', when: exact('nameWords'), m: 0.6, u: 1e-4, termFrequency: { column: 'nameWords' } },
        { name: 'other figures', when: different('nameNumbers'), m: 0.01, u: 0.5 },
        { name: 'another word', when: wordReplaced('nameWords'), m: 0.05, u: 1 },
        {
          name: 'alike',
          when: jaroWinkler('name', 0.93),
          m: 0.15,
          u: 1e-3,
          termFrequency: { column: 'nameWords', times: 8 },
        },
        {
          name: 'contained',
          when: tokenOverlap('nameWords', 1),
          m: 0.1,
          u: 2e-3,
          termFrequency: { column: 'nameWords', times: 30 },
        },
        { name: 'mostly shared words', when: tokenOverlap('nameWords', 0.66), m: 0.07, u: 1e-2 },
        { name: 'otherwise', when: otherwise(), m: 0.05, u: 1 },
      ],
    },
    {
      name: 'brand',
      levels: [
        { name: 'missing', when: missing('brand'), m: 1, u: 1 },
        { name: 'the same', when: exact('brand'), m: 0.9, u: 0.02, termFrequency: { column: 'brand', floor: 1e-2 } },
        { name: 'alike', when: jaroWinkler('brand', 0.9), m: 0.05, u: 0.01 },
        { name: 'otherwise', when: otherwise(), m: 0.05, u: 1 },
      ],
    },
    {
      name: 'price',
      levels: [
        { name: 'missing or another currency', when: any(missing('price'), different('currency')), m: 1, u: 1 },
        { name: 'the same', when: exact('price'), m: 0.5, u: 0.01, termFrequency: { column: 'price', floor: 5e-3 } },
        { name: 'within a third', when: numberWithin('price', { percent: 34 }), m: 0.45, u: 0.15 },
        { name: 'otherwise', when: otherwise(), m: 0.05, u: 0.84 },
      ],
    },
  ],
})
