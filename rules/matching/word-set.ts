const LETTERS = 26
const FIRST = 0x61

/** Whether the units from one place to another are one of some words of the letters a to z; no string is made of them. */
export function wordSet(words: Iterable<string>): (units: Uint16Array, from: number, to: number) => boolean {
  // A tree of letters: the child of a node by letter, 0 where there is none.
  const children: number[] = new Array<number>(LETTERS).fill(0)
  const isWord = [false]

  for (const word of words) {
    let node = 0

    for (const letter of word) {
      const place = node * LETTERS + letter.charCodeAt(0) - FIRST

      if (children[place] === 0) {
        children[place] = isWord.length
        isWord.push(false)
        children.push(...new Array<number>(LETTERS).fill(0))
      }
      node = children[place] as number
    }
    isWord[node] = true
  }
  const next = Int32Array.from(children)

  return (units, from, to) => {
    let node = 0

    for (let at = from; at < to; at += 1) {
      const letter = (units[at] as number) - FIRST

      if (letter < 0 || letter >= LETTERS) return false
      node = next[node * LETTERS + letter] as number
      if (node === 0) return false
    }

    return isWord[node] as boolean
  }
}
