import fc from 'fast-check'
import { expect, test } from 'vitest'
import { XmlFault } from '../../connectors/xml-fault.ts'
import { xmlTree, type XmlElement } from '../../connectors/xml-tree.ts'

const scrap = fc.constantFrom(
  '<',
  '>',
  '/',
  '</a>',
  '<a>',
  '<a/>',
  '<?',
  '?>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&',
  '&amp;',
  '&#',
  ';',
  '"',
  "'",
  '=',
  ' b="1"',
  'xmlns:x="u"',
  'x:',
  '\n',
  'text',
  '\ud800',
  '<!',
  ':',
)
const soup = fc.array(scrap, { maxLength: 30 }).map((parts) => parts.join(''))

test('whatever the text, it is a tree or a fault', () => {
  const isTreeOrFault = (text: string) => {
    try {
      return typeof xmlTree(text).name === 'string'
    } catch (fault) {
      return fault instanceof XmlFault
    }
  }
  fc.assert(
    fc.property(
      fc.oneof(
        soup,
        fc.string({ unit: 'binary' }),
        soup.map((text) => `<a>${text}</a>`),
      ),
      isTreeOrFault,
    ),
    {
      numRuns: 2_000,
    },
  )
})

interface Plain {
  readonly name: string
  readonly text: string
  readonly children: readonly Plain[]
}

const text = fc.string({ unit: fc.constantFrom('a', 'ü', '&', '<', '>', '"', ' ', '0', '1', '.', '😀') })
const name = fc.constantFrom('a', 'b', 'Amount', 'ID')
const { element } = fc.letrec<{ element: Plain }>((tie) => ({
  element: fc.record({
    name,
    text,
    children: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('element'), { maxLength: 3 })),
  }),
}))

const escaped = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const written = ({ name, text, children }: Plain): string =>
  `<${name}>${escaped(text)}${children.map(written).join('')}</${name}>`
const plain = ({ name, text, children }: XmlElement): Plain => ({ name, text, children: children.map(plain) })

test('a tree is read as it was written', () => {
  fc.assert(
    fc.property(element, (tree) => {
      expect(plain(xmlTree(written(tree)))).toEqual(tree)
    }),
  )
})

test('a document that is cut anywhere before its end is refused', () => {
  fc.assert(
    fc.property(element, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (tree, part) => {
      const whole = written(tree)
      expect(() => xmlTree(whole.slice(0, Math.floor(whole.length * part)))).toThrow(XmlFault)
    }),
  )
})
