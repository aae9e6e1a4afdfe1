import type { Actor } from '@portico/contracts/access/actor.ts';
import { ATTEMPT_METHODS, ATTEMPT_RESULTS } from '@portico/contracts/access/shapes.ts';
import type { Db } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { type AttemptQuery, listAttempts } from './attempts.reads.ts';
import { deviceOf } from './sessions.rules.ts';

const PAGE = 500;
/** A year of a large workspace; what is more belongs into a narrower period. */
export const MOST_ROWS = 200_000;

/** The list in pages by key: no statement holds the log, and no snapshot stays open while a slow line takes its time. */
export async function* exportRows(db: Db, actor: Actor, query: AttemptQuery, most = MOST_ROWS): AsyncGenerator<readonly string[]> {
  let cursor: string | undefined;
  for (let sent = 0; sent < most; ) {
    const { items, next } = await listAttempts(db, actor, { ...query, limit: PAGE, ...(cursor ? { cursor } : {}) });
    for (const row of items.slice(0, most - sent)) {
      yield [
        row.at,
        row.email,
        row.people.map((one) => one.name).join('; '),
        [...new Set(row.people.flatMap((one) => (one.company ? [one.company.name] : [])))].join('; '),
        row.method,
        row.result,
        row.reason ?? '',
        row.by?.name ?? '',
        row.note ?? '',
        row.ip ?? '',
        deviceOf(row.userAgent),
      ];
    }
    sent += items.length;
    if (next === null) return;
    cursor = next;
  }
}

const wrong = (name: string) => new Refusal(400, 'query.invalid', `"${name}" in the address is not understood.`);

/** The filters of the list as the address carries them; anything else is refused, so that no filter is passed over in silence. */
export function exportQuery(given: unknown): AttemptQuery {
  const query: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given as Record<string, unknown>)) {
    const values = Array.isArray(value) ? value : [value];
    const text = String(values[0]);
    if (name === 'q' && text.length <= 254) query.q = text;
    else if (name === 'result' && isOneOf(ATTEMPT_RESULTS, text)) query.result = text;
    else if (name === 'kind' && isOneOf(['contact', 'tech', 'unknown'], text)) query.kind = text;
    else if (name === 'method' && values.every((one) => isOneOf(ATTEMPT_METHODS, String(one)))) query.method = values;
    else if ((name === 'accountId' || name === 'companyId') && /^[1-9]\d{0,8}$/.test(text)) query[name] = Number(text);
    else if ((name === 'from' || name === 'to') && !Number.isNaN(Date.parse(text))) query[name] = new Date(text).toISOString();
    else throw wrong(name);
  }
  return query;
}

const isOneOf = (words: readonly string[], text: string): boolean => words.includes(text);
