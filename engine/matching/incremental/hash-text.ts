/** Two 32-bit lanes of a hash in progress. */
interface Lanes {
  one: number
  other: number
}

/** A 53-bit hash of a text's code units, the same on every machine; after cyrb53 (bryc, public domain). */
export function hashText(text: string): number {
  const lanes = { one: 0xdeadbeef, other: 0x41c6ce57 }

  for (let index = 0; index < text.length; index += 1) stir(lanes, text.charCodeAt(index))

  return finish(lanes)
}

/** The hash of a list of hashes; order counts. */
export function hashAll(seed: number, hashes: readonly number[]): number {
  const lanes = { one: 0xdeadbeef ^ seed, other: 0x41c6ce57 ^ seed }

  for (const hash of hashes) {
    stir(lanes, hash >>> 0)
    stir(lanes, Math.floor(hash / 2 ** 32))
  }

  return finish(lanes)
}

function stir(lanes: Lanes, value: number): void {
  lanes.one = Math.imul(lanes.one ^ value, 0x9e3779b1)
  lanes.other = Math.imul(lanes.other ^ value, 0x5f356495)
}

function finish({ one, other }: Lanes): number {
  const low = mixed(one, 0x85ebca77) ^ mixed(other, 0xc2b2ae3d)
  const high = mixed(other, 0x85ebca77) ^ mixed(one, 0xc2b2ae3d)

  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}

function mixed(lane: number, factor: number): number {
  const folded = Math.imul(lane ^ (lane >>> 16), factor)

  return folded ^ (folded >>> 13)
}
