import { matchModelSchema, type MatchModel } from '../match-model.ts'

/** More digits than a sample of pairs can mean, and fewer than machines may differ in. */
const DIGITS = 6

/** The model with its learnt numbers to six significant digits, so that the same training writes the same text. */
export function roundedModel(model: MatchModel): MatchModel {
  return matchModelSchema.parse(
    JSON.parse(JSON.stringify(model), (_, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value,
    ),
  )
}
