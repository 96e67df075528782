/** What an element holds; null writes no element. */
export type Text = string | null

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** An element, or nothing where it has no content. */
export function tag(name: string, content: Text, attributes: Readonly<Record<string, Text>> = {}): string {
  if (content === null || content === '') return ''
  const given = Object.entries(attributes).map(([key, value]) => (value === null ? '' : ` ${key}="${escaped(value)}"`))
  return `<${name}${given.join('')}>${content}</${name}>\n`
}

/** An element with a text. */
export const leaf = (name: string, text: Text, attributes: Readonly<Record<string, Text>> = {}) =>
  tag(name, text === null ? null : escaped(text), attributes)
