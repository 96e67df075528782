/** Codes of UNTDID 1001 that EN 16931 counts as credit notes (code list of BT-3 for UBL CreditNote, artefacts 1.3.16). */
const creditNoteCodes = new Set([
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '502',
  '503',
  '532',
])

export const isCreditNoteCode = (typeCode: string | null): boolean => typeCode !== null && creditNoteCodes.has(typeCode)
