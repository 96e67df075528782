/**
 * A document number without what people and spreadsheets change about it: case, separators, and zeros in front of a number.
 * "2024/0017" and "2024-0017", "INV-0017" and "inv17", "003411" and "3411" are one each. Letters stay: "A3411" is another number.
 */
export function documentNumberKey(number: string): string {
  const compact = number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  const unpadded = compact.replace(/(?<=^|\p{L})0+(?=\d)/gu, '')

  return unpadded === '' ? number : unpadded
}
