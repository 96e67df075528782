const classes: Readonly<Record<string, string>> = {
  b: '1', p: '1', f: '1', v: '1', w: '1',
  c: '2', g: '2', j: '2', k: '2', q: '2', s: '2', x: '2', z: '2',
  d: '3', t: '3',
  l: '4',
  m: '5', n: '5',
  r: '6',
} // prettier-ignore

/** A coarse key of how a folded word sounds: first letter, then classes of consonants, at most four signs. Blocks words that differ by a typing error in a vowel or a doubled letter. */
export function soundKey(text: string): string {
  const word = text.split(' ', 1)[0] ?? ''
  let key = word.slice(0, 1)
  let previous = classes[key]

  for (let index = 1; index < word.length && key.length < 4; index += 1) {
    const sound = classes[word[index] as string]

    if (sound !== undefined && sound !== previous) key += sound
    if (sound !== undefined || !'hw'.includes(word[index] as string)) previous = sound
  }

  return key
}
