const base = 36
const [digitMin, digitMax, skew, damping, biasStart, codeStart] = [1, 26, 38, 700, 72, 128]
const labelMax = 63
/** The whole of Unicode past every place of a label. */
const deltaMax = 0x110000 * (labelMax + 1)

/** A domain with its `xn--` labels as people write them (RFC 3492, RFC 5891); a label that is none stays as it is. */
export function unicodeDomain(domain: string): string {
  if (!domain.includes('xn--')) return domain

  return domain
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.')
}

/** The decoding procedure of RFC 3492, section 6.2; undefined for what no encoder writes. */
function decodeLabel(encoded: string): string | undefined {
  if (encoded.length > labelMax || !/^[a-z\d-]+$/.test(encoded)) return undefined
  const delimiter = encoded.lastIndexOf('-')
  const points = Array.from(encoded.slice(0, Math.max(0, delimiter)), (letter) => letter.charCodeAt(0))
  let [code, index, bias, at] = [codeStart, 0, biasStart, delimiter + 1]

  while (at < encoded.length) {
    const { delta, next } = readDelta(encoded, at, bias)
    // No character is so far away, and the bias of an endless number is never found.
    if (delta > deltaMax) return undefined
    const count = points.length + 1
    at = next
    bias = adapted(delta, count, index === 0)
    index += delta
    code += Math.floor(index / count)
    index %= count
    if (!isCharacter(code)) return undefined
    points.splice(index++, 0, code)
  }
  return readsBack(String.fromCodePoint(...points), encoded)
}

function isCharacter(code: number): boolean {
  return code <= 0x10ffff && (code < 0xd800 || code >= 0xe000)
}

/** One number of variable length; a missing digit makes it endless, which no character is. */
function readDelta(encoded: string, start: number, bias: number): { delta: number; next: number } {
  let [delta, weight, at] = [0, 1, start]

  for (let step = base; ; step += base) {
    const digit = digitOf(encoded.charCodeAt(at++))
    if (digit === undefined) return { delta: Number.POSITIVE_INFINITY, next: at }
    const threshold = Math.min(digitMax, Math.max(digitMin, step - bias))
    delta += digit * weight
    if (digit < threshold) return { delta, next: at }
    weight *= base - threshold
  }
}

/** Only letters, digits and marks that the platform's own encoder turns back into the same label. */
function readsBack(label: string, encoded: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}-]+$/u.test(label) || !URL.canParse(`http://${label}.example`)) return undefined

  return new URL(`http://${label}.example`).hostname === `xn--${encoded}.example` ? label : undefined
}

function digitOf(unit: number): number | undefined {
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61

  return unit >= 0x30 && unit <= 0x39 ? unit - 0x30 + 26 : undefined
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? damping : 2))
  let steps = 0

  for (rest += Math.floor(rest / count); rest > ((base - digitMin) * digitMax) / 2; steps += base)
    rest = Math.floor(rest / (base - digitMin))
  return steps + Math.floor((base * rest) / (rest + skew))
}
