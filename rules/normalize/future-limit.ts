/** No clock of a system and no mistaken time zone reaches further ahead: 14 hours and some. */
const AHEAD_MS = 86_400_000

/** The last moment that a night of `asOf` believes to be a time of change. */
export function futureLimit(asOf: string): string {
  return new Date(Date.parse(asOf) + AHEAD_MS).toISOString()
}
