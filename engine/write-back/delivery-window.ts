const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Whether a moment lies in a window such as "22:00-05:00" of a time zone; the end does not belong to it, and one that begins and ends alike is the whole day. */
export function isWithinWindow(window: string, timeZone: string, at: Date): boolean {
  const [start = 0, end = 0] = window.split('-').map(minutesOf)
  const local = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const now = minutesOf(local.format(at))

  if (start === end) return true
  return start < end ? start <= now && now < end : now >= start || now < end
}
