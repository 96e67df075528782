import { SourceError } from '../connector.ts'
import { RefusedStatement } from '../sql-session.ts'

interface DriverError {
  readonly code?: unknown
  readonly message?: unknown
}

/** What the messages of one system name: never its password. */
export interface SystemNames {
  readonly host: string
  readonly user: string
  readonly limitMs: number
}

const LOGIN_REFUSED = new Set(['28P01', '28000', '3D000'])
const BUSY = new Set(['55P03', '40001', '40P01'])

/** Turns what the driver or the server threw into an error of ours. The original is dropped: its detail quotes values. */
export function postgresFailure(error: unknown, names: SystemNames): SourceError | RefusedStatement {
  const { code, message } = error as DriverError

  if (typeof code !== 'string' || !isSqlState(code)) return connectionFailure(code, message, names)
  if (LOGIN_REFUSED.has(code)) return new SourceError('SOURCE_LOGIN_REFUSED', { host: names.host, user: names.user })
  if (code === '57014') return new SourceError('SOURCE_TIMEOUT', { host: names.host, limitMs: names.limitMs })
  if (isConnectionState(code)) return new SourceError('SOURCE_UNREACHABLE', { host: names.host, cause: code })
  return new RefusedStatement(refusalReason(code), code)
}

/** Errors without an SQLSTATE come from the network or from the driver's own timers. */
function connectionFailure(code: unknown, message: unknown, { host, limitMs }: SystemNames): SourceError {
  if (message === 'Query read timeout') return new SourceError('SOURCE_TIMEOUT', { host, limitMs })

  const cause = typeof code === 'string' ? code : 'connection lost'
  return new SourceError('SOURCE_UNREACHABLE', { host, cause })
}

function refusalReason(code: string): RefusedStatement['reason'] {
  if (code === '42501') return 'permission-denied'
  if (BUSY.has(code)) return 'busy'
  // 22: the value does not fit its type; 23: a constraint; P0001: raised by a trigger.
  return /^(22|23|44|P0)/.test(code) ? 'value-refused' : 'statement-failed'
}

/** 08: connection exception; 57P: shut down or terminated by an administrator; 53300: too many connections. */
const isConnectionState = (code: string): boolean => /^(08|57P)/.test(code) || code === '53300'

const isSqlState = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE'
