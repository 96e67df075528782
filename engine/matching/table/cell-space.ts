/** UTF-8 of the spaces of three bytes that `String.prototype.trim` removes. */
const WIDE_SPACES: ReadonlySet<number> = new Set(
  Array.from(
    '\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
    (space) => Buffer.from(space).readUIntBE(0, 3),
  ),
)

/** Where the cell begins without its leading spaces, for the same spaces as `String.prototype.trim`. */
export function trimmedStart(bytes: Uint8Array, start: number, end: number): number {
  let at = start

  while (at < end) {
    const first = bytes[at] as number

    if (first > 32 && first < 0xc2) break
    const length = spaceLength(bytes, at)

    if (length === 0) break
    at += length
  }

  return at
}

/** Where the cell ends without its trailing spaces. */
export function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end

  while (at > start) {
    const last = bytes[at - 1] as number

    if (last > 32 && last < 0x80) break
    let from = at - 1

    while (from > start && ((bytes[from] as number) & 0xc0) === 0x80) from -= 1
    if (spaceLength(bytes, from) !== at - from) break
    at = from
  }

  return at
}

/** How many bytes the space at this place has; 0 when none is there. */
function spaceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number

  if (first <= 32) return first === 32 || (first >= 9 && first <= 13) ? 1 : 0
  if (first === 0xc2) return bytes[at + 1] === 0xa0 ? 2 : 0
  if (first < 0xe1 || first > 0xef) return 0

  return WIDE_SPACES.has((first << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)) ? 3 : 0
}
