import { add, divide, fraction, multiply, round, sum, type Fraction, type Rounding } from './fraction.ts'
import { gather } from './gather.ts'
import { exactNet, type PricedLine, type VatPart } from './vat-part.ts'

/** A documented way of computing VAT, and the VAT it gives. */
export interface VatByMethod {
  readonly method: string
  readonly vat: bigint
}

interface Method {
  readonly name: string
  /** Do the parts say what the method needs? */
  fits(parts: readonly VatPart[]): boolean
  /** VAT of the whole document. */
  vat(parts: readonly VatPart[]): bigint
}

/**
 * The methods, the most usual first. None of them is the right one: how VAT is rounded is left to national law (CJEU C-484/06,
 * C-302/07). Per category, half up: EN 16931, BR-CO-17. Per line, per unit and on the total: the calculation methods of Adobe
 * Commerce; per line and globally: those of Odoo. Of unrounded lines: the `precise` rule of GOBL. From gross with the tax or
 * the net rounded: Zuora, tax-inclusive rounding. Down: HMRC VAT Notice 700, 17.5 (total of an invoice), and the once per
 * rate and invoice of the Japanese qualified invoice.
 */
const methods: readonly Method[] = (['half up', 'half even', 'down'] as const).flatMap((rounding) => [
  stated('per category', perCategory, rounding),
  ...(rounding === 'down' ? [] : [stated('per line', perLine, rounding)]),
  stated('per document', perDocument, rounding),
  ...(rounding === 'down'
    ? []
    : [
        unrounded('per category of unrounded lines', perCategory, rounding),
        unrounded('per line of unrounded lines', perLine, rounding),
        unrounded('per document of unrounded lines', perDocument, rounding),
        perUnit(rounding),
        ...(['tax', 'net'] as const).flatMap((rounded) => [
          fromGross('per line', perLine, rounded, rounding),
          fromGross('per category', perCategory, rounded, rounding),
        ]),
      ]),
])

/** The VAT of a document under each documented method that its parts allow to be tried. The order of parts cannot matter. */
export function vatByMethod(parts: readonly VatPart[]): readonly VatByMethod[] {
  return methods.filter(({ fits }) => fits(parts)).map(({ name, vat }) => ({ method: name, vat: vat(parts) }))
}

/** VAT of a base at a rate in percent, a half rounded away from zero: what EN 16931 (BR-CO-17) computes for a category. */
export function vatOf(base: bigint, rate: string): bigint {
  return round(exactVat(fraction(base), rate), 'half up')
}

type Split = (parts: readonly VatPart[]) => readonly (readonly VatPart[])[]

function perLine(parts: readonly VatPart[]): ReturnType<Split> {
  return parts.map((part) => [part])
}

function perDocument(parts: readonly VatPart[]): ReturnType<Split> {
  return [parts]
}

function perCategory(parts: readonly VatPart[]): ReturnType<Split> {
  return [...gather(parts, ({ category, rate }) => `${category ?? ''} ${rate}`).values()]
}

/** VAT of the nets as the document states them. */
function stated(name: string, split: Split, rounding: Rounding): Method {
  return {
    name: `${name}, ${rounding}`,
    fits: (parts) => split !== perLine || parts.every(({ isLine }) => isLine),
    vat: (parts) =>
      total(split(parts), (gathered) =>
        round(sum(gathered.map(({ net, rate }) => exactVat(fraction(net), rate))), rounding),
      ),
  }
}

/** VAT of quantity times price; a discount or freight has only its stated amount. */
function unrounded(name: string, split: Split, rounding: Rounding): Method {
  const netOf = ({ net, priced }: VatPart) => (priced === null ? fraction(net) : exactNet(priced))

  return {
    name: `${name}, ${rounding}`,
    fits: (parts) => parts.some(({ priced }) => priced !== null),
    vat: (parts) =>
      total(split(parts), (gathered) => round(sum(gathered.map((part) => exactVat(netOf(part), part.rate))), rounding)),
  }
}

function perUnit(rounding: Rounding): Method {
  const count = ({ quantity }: PricedLine) => quantity.numerator / quantity.denominator

  return {
    name: `per unit, ${rounding}`,
    fits: (parts) =>
      parts.every(
        ({ priced }) =>
          priced !== null && priced.adjusted === 0n && priced.quantity.numerator % priced.quantity.denominator === 0n,
      ),
    vat: (parts) =>
      total(parts, ({ priced, rate }) =>
        priced === null ? 0n : count(priced) * round(exactVat(priced.price, rate), rounding),
      ),
  }
}

/** VAT within amounts that include it. A half falls to the VAT or to the net, depending on which of them is rounded. */
function fromGross(name: string, split: Split, rounded: 'tax' | 'net', rounding: Rounding): Method {
  return {
    name: `${name} from gross, ${rounded} rounded ${rounding}`,
    fits: (parts) => parts.every(({ gross }) => gross !== null),
    vat: (parts) =>
      total(split(parts), (gathered) => {
        const gross = gathered.reduce((all, part) => all + (part.gross ?? 0n), 0n)
        const net = netWithin(gross, gathered[0]?.rate ?? '0')

        return rounded === 'net'
          ? gross - round(net, rounding)
          : round(add(fraction(gross), multiply(net, fraction(-1n))), rounding)
      }),
  }
}

function total<Part>(parts: readonly Part[], vat: (part: Part) => bigint): bigint {
  return parts.reduce((all, part) => all + vat(part), 0n)
}

function exactVat(net: Fraction, rate: string): Fraction {
  return divide(multiply(net, fraction(rate)), fraction(100n))
}

/** The amount without VAT within one that includes it. */
function netWithin(gross: bigint, rate: string): Fraction {
  return divide(fraction(gross * 100n), add(fraction(rate), fraction(100n)))
}
