import type { Progress } from './tools.ts'
import { countText, estimateText } from './progress-text.ts'

/** Where progress is drawn. */
export interface ProgressOutput {
  write(text: string): void
  /** A terminal gets one line that is redrawn; anything else gets plain lines, few of them. */
  readonly isTerminal: boolean
  readonly columns: number
}

const REDRAW_MS = 100
const LINE_MS = 10_000

/** Progress for whoever waits: `clock` is only read to pace the lines and to estimate the rest. */
export function showProgress(output: ProgressOutput, clock: () => Date): Progress {
  const stageNow: { name: string; total: number | undefined; count: number; startMs: number } = {
    name: '',
    total: undefined,
    count: 0,
    startMs: 0,
  }
  let shownMs = 0

  const line = (nowMs: number) => {
    const counts = countText(stageNow.count, stageNow.total)
    const estimate = estimateText(stageNow.count, stageNow.total, nowMs - stageNow.startMs)

    return [stageNow.name, counts, estimate].filter((part) => part !== '').join('  ')
  }
  const show = (nowMs: number) => {
    shownMs = nowMs
    output.write(
      output.isTerminal ? `\r\u001b[2K${line(nowMs).slice(0, Math.max(output.columns - 1, 20))}` : `${line(nowMs)}\n`,
    )
  }

  return {
    stage(name, total) {
      const nowMs = clock().getTime()

      Object.assign(stageNow, { name, total, count: 0, startMs: nowMs })
      if (output.isTerminal) show(nowMs)
      else shownMs = nowMs
    },
    advance(count) {
      stageNow.count += count
      const nowMs = clock().getTime()

      if (nowMs - shownMs >= (output.isTerminal ? REDRAW_MS : LINE_MS)) show(nowMs)
    },
    done(summary) {
      const nowMs = clock().getTime()
      const seconds = `${((nowMs - stageNow.startMs) / 1000).toFixed(1)} s`
      const what = summary ?? countText(stageNow.count, undefined)
      const text = [stageNow.name, what, seconds].filter((part) => part !== '').join('  ')

      output.write(output.isTerminal ? `\r\u001b[2K${text}\n` : `${text}\n`)
    },
  }
}

/** For `--json`: programs want the result, not the way to it. */
export const silentProgress: Progress = { stage() {}, advance() {}, done() {} }
