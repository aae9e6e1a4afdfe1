import pino, { type Logger } from 'pino';
import { errorWithoutValues } from './error-without-values.ts';

/** Fields that must never reach a log line, wherever they hang in the logged object. */
const SECRET_FIELDS = ['password', 'secret', 'token', 'code', 'authorization', 'cookie', 'apiKey', 'databaseUrl', 'smtpUrl', 'redisUrl'];
const PATHS = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * JSON lines on standard output.
 *
 * @example const log = createLog({ level: 'info' }); log.info({ ticketId: 12 }, 'ticket created');
 */
export function createLog(options: { readonly level: string; readonly write?: (line: string) => void }): Logger {
  const destination = options.write ? { write: options.write } : pino.destination({ fd: 1, sync: false });
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [...PATHS, 'req.headers.authorization', 'req.headers.cookie', 'err.parameters', 'err.params'],
        censor: '(redacted)',
      },
      serializers: { err: (error: unknown) => (error instanceof Error ? pino.stdSerializers.err(errorWithoutValues(error)) : error) },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}
