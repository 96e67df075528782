import { describe, expect, test } from 'vitest'
import { xmlTree, type XmlElement } from '../../connectors/xml-tree.ts'
import { XmlFault } from '../../connectors/xml-fault.ts'
import { attributeAt, elementsAt, textAt } from '../../connectors/xml-path.ts'

const faultOf = (text: string): string => {
  try {
    xmlTree(text)
    return 'read'
  } catch (fault) {
    expect(fault).toBeInstanceOf(XmlFault)
    return (fault as XmlFault).message
  }
}

describe('an XML text as a tree', () => {
  test('names are resolved by their namespaces, whatever the prefixes', () => {
    const plain = xmlTree('<a xmlns="urn:a"><b xmlns="urn:b">1</b></a>')
    const prefixed = xmlTree('<x:a xmlns:x="urn:a" xmlns:y="urn:b"><y:b>1</y:b></x:a>')

    expect(prefixed).toEqual(plain)
    expect(plain.children[0]).toMatchObject({ name: 'b', namespace: 'urn:b', text: '1' })
  })

  test('texts stay texts', () => {
    const root = xmlTree('<a n="0012"><b>10.10</b><b> 007 </b><c/><d>1<!-- x -->2<![CDATA[&amp;]]></d></a>')

    expect(attributeAt(root, '', 'n')).toBeNull()
    expect(root.attributes.get('n')).toBe('0012')
    expect(elementsAt(root, 'b').map(({ text }) => text)).toEqual(['10.10', ' 007 '])
    expect([textAt(root, 'b'), textAt(root, 'c'), textAt(root, 'd'), textAt(root, 'e')]).toEqual([
      '10.10',
      null,
      '12&amp;',
      null,
    ])
  })

  test('characters written as references are read, and decoded once', () => {
    const root = xmlTree('<a b="&quot;&#65;">M&#252;ller &#xe4; &amp;lt; &#128512;</a>')
    expect([root.text, root.attributes.get('b')]).toEqual(['Müller ä &lt; 😀', '"A'])
  })

  test('an element knows its line, also below an attachment and after Windows line ends', () => {
    const root = xmlTree(`<a>\r\n<file>${'QUJD\n'.repeat(20_000)}</file>\r\n<b/></a>`)
    expect(root.children.map(({ name, line, text }: XmlElement) => [name, line, text.trim()])).toEqual([
      ['file', 2, ''],
      ['b', 20_003, ''],
    ])
  })

  test('an attachment in a CDATA section is left out', () => {
    expect(xmlTree(`<a><![CDATA[${'A'.repeat(70_000)}]]></a>`).text).toBe('')
  })

  test.each([
    ['', 'nothing but white space at line 1, column 1'],
    ['invoice', 'a character outside of elements, or an "&" that begins no entity at line 1, column 1'],
    ['<a>\n <b>\n  <c>1', 'an end before all elements are closed at line 3, column 7'],
    ['<a><b/></a', 'a tag that is cut off, misspelt or closes another element than is open at line 1, column 11'],
    ['<a>\n<b></a></b>', 'a tag that is cut off, misspelt or closes another element than is open at line 2, column 4'],
    ['<a>\n<b c=1/></a>', 'an attribute that is cut off, repeated or not in quotes at line 2, column 4'],
    ['<a></a><b></b>', 'text or elements after the end of the document at line 1, column 10'],
    ['<a/><b/>', 'more than one root element at line 1, column 9'],
    ['<a>&nbsp;</a>', 'an entity that XML does not know at line 1, column 1'],
    ['<a>&#1;</a>', 'an entity that XML does not know at line 1, column 1'],
    ['<a>\u0000</a>', 'a character that XML forbids at line 1, column 4'],
    ['<p:a/>', 'a prefix without a namespace at line 1, column 1'],
    ['<__proto__/>', 'something that is not XML at line 1, column 1'],
    ['<a>\n<!x></a>', 'a declaration at line 2, column 1'],
  ])('refuses %j and says where', (text, message) => {
    expect(faultOf(text)).toBe(message)
  })

  test('entities are never expanded: a document type is refused before anything is read', () => {
    const levels = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')
    expect(faultOf(`<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY l0 "lol">${levels}]><a>&l9;</a>`)).toBe(
      'a DOCTYPE at line 2, column 1',
    )
    expect(faultOf('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')).toBe('a DOCTYPE at line 1, column 1')
    expect(faultOf('<!-- <!DOCTYPE x> --><a><![CDATA[<!DOCTYPE x>]]></a>')).toBe('read')
  })

  test('depth, number of elements and length of a tag are bounded', () => {
    expect(faultOf(`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`)).toBe('elements more than 100 deep at line 1, column 1')
    expect(faultOf('<a>'.repeat(2_100_000))).toBe('more than 1000000 elements at line 1, column 6000001')
    expect(faultOf(`<a>${'\n'.repeat(2_000_001)}</a>`)).toBe('a text of more than 2000000 lines')
    const spaces = Array.from({ length: 101 }, (_, at) => ` xmlns:n${at}="urn:${at}"`).join('')
    expect(faultOf(`<a${spaces}/>`)).toBe('more than 100 namespaces at line 1, column 1')
    expect(faultOf(`<a b="${'x'.repeat(100_000)}"/>`)).toBe('a tag of more than 65536 characters at line 1, column 1')
  })
})
