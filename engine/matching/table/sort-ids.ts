/** Texts in UTF-8: that of row r from `offsets[r]` to `offsets[r + 1]`. */
interface Utf8Texts {
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
}

/** Below this many rows comparing takes less time than distributing. */
const DISTRIBUTE_MIN = 32

/**
 * Sorts the rows in `order` from `from` to `to` by their texts, in the order of UTF-16 code units as JavaScript compares
 * strings; equal texts stay as they are. Distributes by one byte after the other, the most significant first.
 */
export function sortIds(texts: Utf8Texts, order: Int32Array, from: number, to: number): void {
  const { bytes, offsets } = texts
  const spare = new Int32Array(to - from)
  const ranks = new Uint16Array(to - from)
  const places = new Int32Array(RANKS + 1)
  const waiting = [from, to, 0]

  while (waiting.length > 0) {
    const depth = waiting.pop() as number
    const end = waiting.pop() as number
    const start = waiting.pop() as number

    if (end - start < DISTRIBUTE_MIN) {
      insertionSort(texts, order, start, end, depth)
      continue
    }
    places.fill(0)
    for (let place = start; place < end; place += 1) {
      const row = order[place] as number
      const at = (offsets[row] as number) + depth
      const rank = at < (offsets[row + 1] as number) ? rankOf(bytes[at] as number) : 0

      ranks[place - start] = rank
      places[rank + 1] = (places[rank + 1] as number) + 1
    }
    for (let rank = 1, first = start; rank <= RANKS; rank += 1) {
      const count = places[rank] as number

      places[rank - 1] = first
      if (count > 1 && rank > 1) waiting.push(first, first + count, depth + 1)
      first += count
    }
    spare.set(order.subarray(start, end))
    for (let place = 0; place < end - start; place += 1) {
      const rank = ranks[place] as number

      order[places[rank] as number] = spare[place] as number
      places[rank] = (places[rank] as number) + 1
    }
  }
}

/** 0 is the end of the text; then the bytes. */
const RANKS = 257

/** UTF-8 sorts as UTF-16 does, but that characters beyond U+FFFF come before U+E000 to U+FFFF there. */
function rankOf(byte: number): number {
  return byte === 0xee || byte === 0xef ? byte + 0x11 : byte + 1
}

function insertionSort(texts: Utf8Texts, order: Int32Array, from: number, to: number, depth: number): void {
  for (let place = from + 1; place < to; place += 1) {
    const row = order[place] as number
    let hole = place

    while (hole > from && isBefore(texts, row, order[hole - 1] as number, depth)) {
      order[hole] = order[hole - 1] as number
      hole -= 1
    }
    order[hole] = row
  }
}

function isBefore({ bytes, offsets }: Utf8Texts, left: number, right: number, depth: number): boolean {
  const leftEnd = offsets[left + 1] as number
  const rightEnd = offsets[right + 1] as number
  let leftAt = (offsets[left] as number) + depth
  let rightAt = (offsets[right] as number) + depth

  for (; leftAt < leftEnd && rightAt < rightEnd; leftAt += 1, rightAt += 1) {
    const difference = rankOf(bytes[leftAt] as number) - rankOf(bytes[rightAt] as number)

    if (difference !== 0) return difference < 0
  }

  return leftAt === leftEnd && rightAt < rightEnd
}

/** Whether two rows have the same text. */
export function haveSameText({ bytes, offsets }: Utf8Texts, left: number, right: number): boolean {
  const leftAt = offsets[left] as number
  const rightAt = offsets[right] as number
  const length = (offsets[left + 1] as number) - leftAt

  if ((offsets[right + 1] as number) - rightAt !== length) return false
  for (let at = 0; at < length; at += 1) if (bytes[leftAt + at] !== bytes[rightAt + at]) return false

  return true
}
