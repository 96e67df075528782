/** Colours for a terminal; without one, the text itself. */
export interface Paint {
  strong(text: string): string
  dim(text: string): string
  good(text: string): string
  fair(text: string): string
  poor(text: string): string
}

export function paint(isColoured: boolean): Paint {
  const style = (code: number) => (text: string) => (isColoured ? `\u001B[${code}m${text}\u001B[0m` : text)

  return { strong: style(1), dim: style(2), good: style(32), fair: style(33), poor: style(31) }
}
