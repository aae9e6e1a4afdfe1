import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { customType } from 'drizzle-orm/pg-core';

/**
 * PostgreSQL's `2026-11-21 08:51:00.5+00` as `2026-11-21T08:51:00.500Z`. Sessions run in UTC, so another offset means a
 * connection that was not opened by kernel/db.
 */
export function instantFromSql(text: string): string {
  if (!text.endsWith('+00')) {
    if (text.endsWith('Z')) return text;
    throw new Error(`An instant came back as "${text}": the database session is not in UTC.`);
  }
  const [seconds, fraction = ''] = text.slice(0, -3).replace(' ', 'T').split('.') as [string, string?];
  return `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

/** An instant: `timestamptz(3)` in SQL, `2026-11-21T08:51:00.000Z` in TypeScript. @example createdAt: instant('created_at').notNull() */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  fromDriver: instantFromSql,
});

/** A calendar day without zone: `date` in SQL, `2026-11-21` in TypeScript; never converted. */
export const day = customType<{ data: string; driverData: string }>({ dataType: () => 'date' });

/** A full-text search vector; written by SQL expressions only. */
export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });

/** An instant as ISO text made by PostgreSQL, for replies that the database builds as JSON. */
export const isoText = (column: AnyPgColumn | SQL): SQL<string> =>
  sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
