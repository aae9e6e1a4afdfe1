import { Refusal } from '../errors.ts';

const busy = () =>
  new Refusal(503, 'database.busy', 'Too much is happening at once. Nothing was saved; try again in a moment.', { retryAfter: 1 });
const away = () =>
  new Refusal(503, 'database.unavailable', 'The database cannot be reached. Nothing was saved; try again in a moment.', { retryAfter: 5 });
const unknown = () =>
  new Refusal(
    503,
    'database.outcomeUnknown',
    'The connection to the database broke while this was being saved. Look whether it is there before you try again.',
    { retryAfter: 5 },
  );
const full = () =>
  new Refusal(
    507,
    'database.full',
    'The disk of the database is full. Nothing was saved; what is there can still be read. Tell your administrator, and try again later.',
    { retryAfter: 60 },
  );
const unstorable = () => new Refusal(422, 'input.invalid', 'A value is outside what can be stored. Nothing was saved.');

/**
 * Failures of the database that are nobody's programming error. Constraint violations are not here: the store that owns the
 * table maps the constraint's name to a sentence of its own, and one it forgot is a 500 that we want to see.
 */
const bySqlState: Readonly<Record<string, () => Refusal>> = {
  '40001': busy,
  '40P01': busy,
  '53100': full,
  '53300': busy,
  '55P03': busy,
  '57014': busy,
  '57P01': away,
  '57P02': away,
  '57P03': away,
  '08000': away,
  '08003': away,
  '08006': away,
  '08007': unknown,
  ECONNREFUSED: away,
  ENOTFOUND: away,
  EAI_AGAIN: away,
  ECONNRESET: away,
  EPIPE: away,
  ETIMEDOUT: away,
  EHOSTUNREACH: away,
  '22003': unstorable,
  '22008': unstorable,
  '22021': unstorable,
  '22P05': unstorable,
};

const brokenWhileConnecting = /^(Connection terminated|Client has encountered a connection error)/;

export function refusalOfDatabase(error: unknown): Refusal | null {
  // Drizzle wraps what the driver threw.
  for (let current = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth++) {
    const code = (current as { code?: unknown }).code;
    if (typeof code === 'string' && Object.hasOwn(bySqlState, code)) return bySqlState[code]?.() ?? null;
    // The driver's own words, without a code: the server went away while a connection was being made.
    if (brokenWhileConnecting.test(current.message)) return away();
  }
  return null;
}
