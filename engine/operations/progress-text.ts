/** "12,000 of 60,000 (20 %)", "12,000", or nothing at all before the first record. */
export function countText(count: number, total: number | undefined): string {
  if (total !== undefined && total > 0) {
    return `${grouped(count)} of ${grouped(total)} (${Math.min(100, Math.floor((100 * count) / total))} %)`
  }
  return count === 0 ? '' : grouped(count)
}

/** "about 40 s left" from the pace so far; nothing while two seconds or a hundredth of the work do not yet say. */
export function estimateText(count: number, total: number | undefined, elapsedMs: number): string {
  if (total === undefined || count >= total || elapsedMs < 2000 || count < total / 100) return ''

  const secondsLeft = Math.ceil((elapsedMs / 1000) * ((total - count) / count))
  return secondsLeft < 90 ? `about ${secondsLeft} s left` : `about ${Math.round(secondsLeft / 60)} min left`
}

/** Written out by hand: the machine's locale must not change what is printed. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
