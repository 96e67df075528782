import { resolve } from 'node:path'
import { eInvoicesIn } from '../../../connectors/e-invoice/e-invoice-folder.ts'
import { shownField, shownValue as canonicalText } from '../../../reports/canonical-value.ts'
import { plainDecimal } from '../../../reports/plain-decimal.ts'
import { counted } from '../../../reports/readable-number.ts'
import {
  compareCollections,
  type CollectedInvoice,
  type CollectionFinding,
} from '../../../rules/documents/compare-collections.ts'
import { contentOfEInvoice } from '../../../rules/documents/content-of-e-invoice.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { shownValue } from '../shown-value.ts'
import type { Surroundings } from '../surroundings.ts'
import { textTable } from '../text-table.ts'

interface Rejection {
  readonly side: 'left' | 'right'
  readonly file: string
  readonly code: string
  readonly reason: string
}

/** Compares the e-invoices of two paths and prints what differs; a file that cannot be read is told, and the rest goes on. */
export async function compareEInvoices(
  paths: readonly [string, string],
  isJson: boolean,
  { workingDirectory, signal, write }: Surroundings,
): Promise<ExitCode> {
  const rejections: Rejection[] = []
  const lefts = await collect(resolve(workingDirectory, paths[0]), 'left', rejections, signal)
  const rights = await collect(resolve(workingDirectory, paths[1]), 'right', rejections, signal)
  const compared = compareCollections(lefts, rights)
  const { findings } = compared

  write(
    isJson
      ? [...rejections.map(rejectionLine), ...findings.map(findingLine)]
          .map((line) => `${JSON.stringify(line)}\n`)
          .join('')
      : `${rejections.map(rejectionText).join('')}${findingsText(findings)}${summary(compared, rejections)}`,
  )
  return findings.length + rejections.length === 0 ? exitCodes.clean : exitCodes.findings
}

async function collect(
  path: string,
  side: 'left' | 'right',
  rejections: Rejection[],
  signal: AbortSignal,
): Promise<readonly CollectedInvoice[]> {
  const collected: CollectedInvoice[] = []

  for await (const file of eInvoicesIn(path, signal)) {
    if ('rejection' in file) {
      const { code, message } = file.rejection

      rejections.push({ side, file: file.file, code, reason: message })
      continue
    }
    const { content, unreadable } = contentOfEInvoice(file.invoice)

    for (const { field, reason } of unreadable) {
      rejections.push({
        side,
        file: file.file,
        code: reason,
        reason: `The value of ${field} is none and was left out.`,
      })
    }
    collected.push({ name: file.file, content, invoice: file.invoice })
  }
  return collected
}

function rejectionLine({ side, file, code, reason }: Rejection) {
  return { rejection: code, leftFile: side === 'left' ? file : null, rightFile: side === 'right' ? file : null, reason }
}

function findingLine(finding: CollectionFinding) {
  const { cause, rule, number, leftFile, rightFile, currency, evidence, reason } = finding
  const { field, leftValue, rightValue, difference } = shown(finding)

  return {
    cause,
    rule,
    number,
    leftFile,
    rightFile,
    field,
    leftValue,
    rightValue,
    difference,
    currency,
    evidence,
    reason,
  }
}

/** Amounts as plain decimals. */
function shown({ field, leftValue, rightValue, differenceMinor, scale }: CollectionFinding) {
  const text = scale === null ? null : String(scale)
  const value = (raw: string | null) => (field === null ? raw : canonicalText(field, raw, text))

  return {
    field: field === null ? null : shownField(field, text),
    leftValue: value(leftValue),
    rightValue: value(rightValue),
    difference: differenceMinor === null || scale === null ? null : plainDecimal(differenceMinor, scale),
  }
}

function findingsText(findings: readonly CollectionFinding[]): string {
  if (findings.length === 0) return ''
  const rows = findings.map((finding) => {
    const { cause, rule, number, leftFile, rightFile, currency } = finding
    const { field, leftValue, rightValue, difference } = shown(finding)
    const money = difference === null ? null : `${difference} ${currency ?? ''}`

    return [cause, rule, number, leftFile, rightFile, field, leftValue, rightValue, money].map((cell) =>
      cell === null ? '' : shownValue(cell),
    )
  })
  const headings = ['cause', 'rule', 'number', 'left', 'right', 'field', 'left value', 'right value', 'difference']
  const reasons = new Map(findings.map(({ cause, reason }) => [`${cause}: ${reason}`, true]))

  return `${textTable(headings, rows)}\n${[...reasons.keys()].map((line) => `${line}\n`).join('')}\n`
}

function rejectionText({ side, file, code, reason }: Rejection): string {
  return `${code}  ${side} ${shownValue(file)}: ${reason}\n`
}

function summary(
  { pairCount, findings }: ReturnType<typeof compareCollections>,
  rejections: readonly Rejection[],
): string {
  const unread = rejections.length === 0 ? '' : `, ${counted(rejections.length, 'rejection')}`

  return `${counted(pairCount, 'pair')}, ${counted(findings.length, 'finding')}${unread}\n`
}
