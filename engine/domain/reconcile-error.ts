import { errorCatalogue, type ErrorCode } from './error-catalogue.ts'

type ParameterNames<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never

/** The parameters the message of a code needs, and no other. */
export type ErrorParameters<Code extends ErrorCode> = {
  readonly [Name in ParameterNames<(typeof errorCatalogue)[Code]>]: string | number
}

/** An operator's mistake or a failing surrounding: coded, with a next step. Bad data are rows with a reason instead; bugs are asserts. */
export class ReconcileError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'ReconcileError'
  readonly code: Code
  readonly parameters: Readonly<Record<string, string | number>>

  constructor(code: Code, parameters: ErrorParameters<Code>, options?: ErrorOptions) {
    const known = parameters as Readonly<Record<string, string | number>>

    super(
      errorCatalogue[code].replace(/\{(\w+)\}/g, (_, name: string) => String(known[name] ?? '?')),
      options,
    )
    this.code = code
    this.parameters = known
  }
}
