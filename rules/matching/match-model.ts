import { z } from 'zod'
import { columnsMeasured, columnsOfCondition, conditionSchema } from './condition.ts'
import { columnStepSchema } from './column-step.ts'

const name = z.string().min(1)
const probability = z.number().gt(0).max(1)

const column = z.strictObject({
  name,
  from: z
    .array(name)
    .min(1)
    .meta({ description: 'fields of the record, or columns declared before; joined by a space' }),
  needs: z
    .enum(['all', 'any'])
    .default('all')
    .meta({ description: 'any: a missing part is left out; all: it makes the column missing' }),
  steps: z.array(columnStepSchema).default([]),
  rarest: z.int().min(1).optional().meta({
    description: 'keeps so many of its words, those that fewest of the column’s values have; for blocking long texts',
  }),
})

const level = z.strictObject({
  name,
  when: conditionSchema,
  m: probability.meta({ description: 'how often records of one entity are at this level' }),
  u: probability.meta({ description: 'how often records of different entities are' }),
  termFrequency: z
    .strictObject({
      column: name.meta({ description: 'u becomes the share of the more frequent of the two values of this column' }),
      others: z.number().positive().default(1).meta({
        description:
          'records of other entities expected to share a value nobody else was seen with (relatives, flatmates), at most the share u; a value seen with 1 / others records more than an entity has is nobody’s own',
      }),
      times: z
        .number()
        .positive()
        .default(1)
        .meta({ description: '... times this: how many neighbours a value has at this level' }),
      unseen: probability.optional().meta({
        description:
          'u of a value that nobody else was seen with, before `times`: how often strangers share such a value after all. Training learns it; without it `others` says',
      }),
      floor: z.number().positive().default(1e-9).meta({ description: 'u never goes below' }),
    })
    .optional(),
})

const comparison = z.strictObject({
  name,
  isTrained: z.boolean().default(true).meta({
    description:
      'false: m and u are kept as written, for what training cannot see, such as how often two members of a household are one person',
  }),
  levels: z.array(level).min(1),
})

const blockingRule = z.strictObject({
  name,
  keys: z.array(name).default([]),
  eachOf: name.optional().meta({
    description: 'a column that lists words: the record is in a block for each of them, together with the keys',
  }),
})

const relation = z.strictObject({
  name,
  matesPerRecord: z.number().positive().meta({ description: 'how many records of related entities a record has' }),
  comparisons: z
    .array(
      z.strictObject({
        name,
        isTrained: z.boolean().default(false),
        levels: z
          .record(name, probability)
          .meta({ description: 'how often related records are at each level, by its name' }),
      }),
    )
    .default([])
    .meta({ description: 'what is known of related records; of other comparisons training learns it' }),
})

/** The version of this format; a model written by another is refused, not read as if it were ours. */
export const MODEL_FORMAT = 1

/**
 * All the engine knows about when two records of a kind are the same, as data: columns derived from the fields, blocking
 * rules, comparisons with ordered levels (the first that holds counts), m- and u-probabilities and thresholds.
 */
export const matchModelSchema = z
  .strictObject({
    format: z.literal(MODEL_FORMAT).default(MODEL_FORMAT),
    kind: name,
    columns: z.array(column).min(1),
    blockingRules: z.array(blockingRule).min(1),
    blockSizeMax: z
      .int()
      .min(2)
      .meta({ description: 'a value shared by more records is reported, not compared pair by pair' }),
    comparisons: z.array(comparison).min(1),
    relations: z.array(relation).default([]).meta({
      description:
        'why records of two entities share what is rare: one household, branches of one company. A link must be likelier than these, too',
    }),
    matesPerRecord: z
      .number()
      .positive()
      .meta({ description: 'how many other records of its entity a record has on average: the prior' }),
    linkAbove: probability,
    reviewAbove: probability,
    clusterAbove: probability.default(0.03).meta({
      description:
        'a link joins two clusters where the pairs between them, by their average weight, are at least so probable',
    }),
    exclusive: z
      .array(z.strictObject({ column: name, within: name.optional() }))
      .default([])
      .meta({
        description:
          'identifiers of which an entity has one (within a scope, such as the country): two values hold clusters apart',
      }),
    duplicateFree: z
      .array(name)
      .default([])
      .meta({ description: 'systems that hold no entity twice: two records of one are never in one cluster' }),
  })
  .superRefine((model, context) => {
    const known = new Set(model.columns.map((column) => column.name))
    const check = (column: string, path: (string | number)[]) => {
      if (!known.has(column)) context.addIssue({ code: 'custom', path, message: `column "${column}" is not declared` })
    }

    model.blockingRules.forEach((rule, index) => {
      blockColumns(rule).forEach((key) => check(key, ['blockingRules', index]))
      if (blockColumns(rule).length === 0) {
        context.addIssue({ code: 'custom', path: ['blockingRules', index], message: 'a rule needs a key' })
      }
    })
    model.exclusive.forEach(({ column, within }, index) => {
      check(column, ['exclusive', index])
      if (within !== undefined) check(within, ['exclusive', index])
    })
    model.comparisons.forEach((comparison, index) => {
      const path = ['comparisons', index]

      comparison.levels.forEach((level) => {
        columnsOfCondition(level.when).forEach((column) => check(column, path))
        if (level.termFrequency) check(level.termFrequency.column, path)
      })
      if (comparison.levels.at(-1)?.when.is !== 'otherwise') {
        context.addIssue({ code: 'custom', path, message: 'the last level of a comparison must be "otherwise"' })
      }
    })
    model.relations.forEach((relation, index) =>
      checkRelation(relation, model.comparisons, ['relations', index], context),
    )
    if (model.reviewAbove > model.linkAbove) {
      context.addIssue({ code: 'custom', path: ['reviewAbove'], message: 'reviewAbove must not exceed linkAbove' })
    }
  })

function checkRelation(
  { comparisons }: z.infer<typeof relation>,
  compared: readonly z.infer<typeof comparison>[],
  path: (string | number)[],
  context: z.RefinementCtx,
): void {
  for (const { name, levels } of comparisons) {
    const known = compared.find((comparison) => comparison.name === name)

    if (known === undefined) context.addIssue({ code: 'custom', path, message: `comparison "${name}" is not declared` })
    for (const level of Object.keys(levels))
      if (known?.levels.every((declared) => declared.name !== level) ?? false)
        context.addIssue({ code: 'custom', path, message: `comparison "${name}" has no level "${level}"` })
  }
}

export type MatchModel = z.infer<typeof matchModelSchema>
export type MatchModelSource = z.input<typeof matchModelSchema>
export type MatchComparison = MatchModel['comparisons'][number]
export type ComparisonLevel = MatchComparison['levels'][number]
export type MatchRelation = MatchModel['relations'][number]
export type MatchColumnSource = MatchModel['columns'][number]

/** Columns a blocking rule takes its keys from. */
export function blockColumns({ keys, eachOf }: MatchModel['blockingRules'][number]): readonly string[] {
  return eachOf === undefined ? keys : [...keys, eachOf]
}

/** Columns a model compares, counts, blocks by or holds apart: those that must be kept once all are derived. */
export function columnsInUse(model: MatchModel): readonly string[] {
  const compared = model.comparisons.flatMap(({ levels }) =>
    levels.flatMap((level) => [
      ...columnsOfCondition(level.when),
      ...(level.termFrequency ? [level.termFrequency.column] : []),
    ]),
  )
  const exclusive = model.exclusive.flatMap(({ column, within }) =>
    within === undefined ? [column] : [column, within],
  )

  return [...new Set([...compared, ...model.blockingRules.flatMap(blockColumns), ...exclusive])]
}

/** Columns of which the texts are needed: measured, or named in the report of hot values. */
export function columnsWithTexts(model: MatchModel): ReadonlySet<string> {
  const measured = model.comparisons.flatMap(({ levels }) => levels.flatMap(({ when }) => columnsMeasured(when)))

  return new Set([...measured, ...model.blockingRules.flatMap(blockColumns)])
}

/** Fields of the record a model reads, in the order it first names them. */
export function fieldsOfModel(model: MatchModel): readonly string[] {
  const declared = new Set<string>()
  const fields = new Set<string>()

  for (const column of model.columns) {
    for (const source of column.from) if (!declared.has(source)) fields.add(source)
    declared.add(column.name)
  }

  return [...fields]
}

/** What a plan may say about a kind without writing a model of its own. */
export interface MatchModelAdjustment {
  readonly linkAbove?: number | undefined
  readonly reviewAbove?: number | undefined
  /** Fields of the record of which an entity has one; they replace the model's own list. */
  readonly exclusive?: readonly string[] | undefined
  /** Systems that hold no entity twice; they replace the model's own list. */
  readonly duplicateFree?: readonly string[] | undefined
}

/** The model with the plan's thresholds and exclusive fields. A field without a column of its own gets one. */
export function adjustMatchModel(model: MatchModel, adjustment: MatchModelAdjustment): MatchModel {
  const linkAbove = adjustment.linkAbove ?? model.linkAbove
  const reviewAbove = Math.min(adjustment.reviewAbove ?? model.reviewAbove, linkAbove)
  const known = new Set(model.columns.map((column) => column.name))
  const missing = (adjustment.exclusive ?? []).filter((field) => !known.has(field))

  return {
    ...model,
    linkAbove,
    reviewAbove,
    columns: [
      ...model.columns,
      ...missing.map((field) => ({ name: field, from: [field], needs: 'all' as const, steps: [] })),
    ],
    exclusive: adjustment.exclusive?.map((column) => ownScope(model, column)) ?? model.exclusive,
    duplicateFree: [...(adjustment.duplicateFree ?? model.duplicateFree)],
  }
}

function ownScope(model: MatchModel, column: string): MatchModel['exclusive'][number] {
  return model.exclusive.find((exclusive) => exclusive.column === column) ?? { column }
}
