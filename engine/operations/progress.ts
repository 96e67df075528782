import type { Progress } from './tools.ts'
import { countText, estimateText } from './progress-text.ts'

/** Where progress is drawn. */
export interface ProgressOutput {
  write(text: string): void
  /** A terminal gets one line that is redrawn; anything else gets plain lines, few of them. */
  readonly isTerminal: boolean
  readonly columns: number
}

/** Back to the start of the line, which is wiped. */
const ERASE = '\r\u001b[2K'
const REDRAW_MS = 100
const LINE_MS = 10_000
/** A stage that nobody summed up and that took less is not worth a line of a log. */
const WORTH_TELLING_MS = 500

/** Progress for whoever waits: `clock` is only read to pace the lines and to estimate the rest. A new stage closes the one before it. */
export function showProgress(output: ProgressOutput, clock: () => Date): Progress {
  const stage = { isOpen: false, name: '', total: undefined as number | undefined, count: 0, startMs: 0 }
  const paceMs = output.isTerminal ? REDRAW_MS : LINE_MS
  let shownMs = 0

  const show = (nowMs: number) => {
    const estimate = estimateText(stage.count, stage.total, nowMs - stage.startMs)
    const line = joined(stage.name, countText(stage.count, stage.total), estimate)

    shownMs = nowMs
    output.write(output.isTerminal ? `${ERASE}${line.slice(0, Math.max(output.columns - 1, 20))}` : `${line}\n`)
  }
  const close = (elapsedMs: number, summary: string | undefined) => {
    const isWorthTelling = summary !== undefined || stage.count > 0 || elapsedMs >= WORTH_TELLING_MS
    const what = summary ?? countText(stage.count, undefined)
    const line = joined(stage.name, what, `${(elapsedMs / 1000).toFixed(1)} s`)

    stage.isOpen = false
    if (output.isTerminal) output.write(ERASE)
    if (isWorthTelling) output.write(`${line}\n`)
  }

  return {
    stage(name, total) {
      const nowMs = clock().getTime()

      if (stage.isOpen) close(nowMs - stage.startMs, undefined)
      Object.assign(stage, { isOpen: true, name, total, count: 0, startMs: nowMs })
      shownMs = nowMs
      if (output.isTerminal) show(nowMs)
    },
    advance(count) {
      const nowMs = clock().getTime()

      stage.count += count
      if (nowMs - shownMs >= paceMs) show(nowMs)
    },
    done(summary) {
      if (stage.isOpen) close(clock().getTime() - stage.startMs, summary)
    },
  }
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('  ')
}

/** For `--json`: programs want the result, not the way to it. */
export const silentProgress: Progress = { stage() {}, advance() {}, done() {} }
