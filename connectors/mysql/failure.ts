import { SourceError } from '../connector.ts'
import { RefusedStatement } from '../sql-session.ts'

/** What the messages of one system name: never its password. */
export interface SystemNames {
  readonly host: string
  readonly user: string
  readonly limitMs: number
}

const LOGIN_REFUSED = new Set([1044, 1045, 1049, 1698]) // database denied, password, database unknown, plug-in
const TIMEOUT = new Set([1969, 3024]) // MariaDB, MySQL
const CONNECTION_LOST = new Set([1053, 1077, 1079, 1040, 1203, 1927, 4031]) // shut-down, too many connections, killed, idle too long
const BUSY = new Set([1205, 1213]) // waited too long for a lock, deadlock
const PERMISSION_DENIED = new Set([1142, 1143, 1227, 1290, 1370])
/** Too long, out of range, wrong value, null, duplicate, foreign key, check, trigger's SIGNAL. */
const VALUE_REFUSED = new Set([
  1048, 1062, 1264, 1265, 1292, 1364, 1366, 1367, 1406, 1411, 1416, 1441, 1451, 1452, 1525, 1644, 3140, 3819, 4025,
  4074, 4078,
])

/** Turns what the driver or the server threw into an error of ours. The original is dropped: its message quotes values. */
export function mysqlFailure(error: unknown, { host, user, limitMs }: SystemNames): SourceError | RefusedStatement {
  const { errno, code, sqlState } = error as { errno?: unknown; code?: unknown; sqlState?: unknown }

  if (code === 'PROTOCOL_SEQUENCE_TIMEOUT') return new SourceError('SOURCE_TIMEOUT', { host, limitMs })
  if (typeof errno !== 'number' || sqlState === undefined || CONNECTION_LOST.has(errno))
    return new SourceError('SOURCE_UNREACHABLE', { host, cause: typeof code === 'string' ? code : 'connection lost' })
  if (LOGIN_REFUSED.has(errno)) return new SourceError('SOURCE_LOGIN_REFUSED', { host, user })
  if (TIMEOUT.has(errno)) return new SourceError('SOURCE_TIMEOUT', { host, limitMs })
  return new RefusedStatement(refusalReason(errno), String(errno))
}

function refusalReason(errno: number): RefusedStatement['reason'] {
  if (PERMISSION_DENIED.has(errno)) return 'permission-denied'
  if (BUSY.has(errno)) return 'busy'
  return VALUE_REFUSED.has(errno) ? 'value-refused' : 'statement-failed'
}
