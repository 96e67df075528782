import { isCancelled } from '../cancelled-status.ts'

/** PDNG and INFO are what CAMT calls entries that are not booked; the others are what gateways write. */
const notYet = /^(?:pdng|info$|pending|open|fail|declin|reject|error|expired|authori[sz]|requires|created|draft)/i

/** Whether money has moved, by the source's own word; a source without one books only what has. */
export function isBooked(status: string | null): boolean {
  return status === null || !(notYet.test(status.trim()) || isCancelled(status))
}
