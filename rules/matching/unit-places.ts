/** By UTF-16 unit, where it stands in the text at hand: a bit per position. All zero between two measures. */
export const placesOf = new Int32Array(0x10000)

/** Notes the places of a text of at most 32 units. */
export function notePlaces(units: Uint16Array, from: number, length: number): void {
  for (let place = 0; place < length; place += 1) {
    const unit = units[from + place] as number

    placesOf[unit] = (placesOf[unit] as number) | (1 << place)
  }
}

export function forgetPlaces(units: Uint16Array, from: number, length: number): void {
  for (let place = 0; place < length; place += 1) placesOf[units[from + place] as number] = 0
}
