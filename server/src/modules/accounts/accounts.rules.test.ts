import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness.ts';
import type { Database } from '../../kernel/db/database.ts';
import { checkTimeZone, cleanName, fold, isTimeZone, wordsOf } from './accounts.rules.ts';
import { prefixQuery, searchVector } from './accounts.store.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ empty: true });
});
afterAll(() => database.close());

async function finds(text: string, typed: string): Promise<boolean | null> {
  const query = prefixQuery(typed);
  if (query === null) return null;
  const { rows } = await database.db.execute<{ found: boolean }>(sql`select ${searchVector(text)} @@ ${query} as found`);
  return rows[0]?.found ?? false;
}
const naughty = JSON.parse(readFileSync(new URL('../../../test/fixtures/blns.json', import.meta.url), 'utf8')) as string[];
/** PostgreSQL keeps neither NUL nor half characters; the HTTP kernel refuses both before anything is searched. */
const storable = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\0', '').toWellFormed());

describe('allows', () => {
  it('folds case, accents and letters people type without', () => {
    expect(['Zoë Weiß', 'ŁÓDŹ', 'Ægir', 'ﬁn', 'Ａｎｎａ'].map(fold)).toEqual(['zoe weiss', 'lodz', 'aegir', 'fin', 'anna']);
  });

  it.each([
    ['Zoë Weiß', 'weiss zo'],
    ['anna.muster@contoso.example', 'contoso'],
    ['anna.muster@contoso.example', 'anna.muster@con'],
    ["O'Brien & Söhne GmbH", "o'brien sohne"],
    ['東京タワー', '京'],
    ['Ticket #48213, C++', '48213 c++'],
    ['1e5 3.14 2026-11-22', '2026-11'],
  ])('finds %s by %s', async (text, typed) => {
    expect(await finds(text, typed)).toBe(true);
  });

  it('finds every text by any beginning of any of its words', async () => {
    const words = fc.stringMatching(/^[\p{L}\p{N}]{1,12}$/u).filter((word) => wordsOf(word).length === 1);
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), async (list, which, length) => {
        // Some signs fold into more than letters: ⑴ is "(1)", of which 1 is the word.
        const word = wordsOf(list[which % list.length] ?? '')[0] ?? '';
        const start = [...word].slice(0, 1 + (length % [...word].length)).join('');
        expect(await finds(list.join(' '), start)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('knows zones by name only', () => {
    expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true);
    expect(['+02:00', 'Mars/Olympus', '', 'Europe/', '../etc'].some(isTimeZone)).toBe(false);
    expect(() => checkTimeZone(null)).not.toThrow();
  });

  it('keeps names readable and refuses invisible ones', () => {
    expect(cleanName('  Ada\n  Lovelace ')).toBe('Ada Lovelace');
    for (const empty of ['   ', '\u200b\u200b', '\u00ad']) expect(() => cleanName(empty)).toThrow('Enter a name');
  });
});

describe('rejects', () => {
  it('nothing: no text and no query breaks the search', async () => {
    for (const text of naughty) await finds(text, text);
    await fc.assert(
      fc.asyncProperty(storable, storable, async (text, typed) => void (await finds(text, typed))),
      { numRuns: 150 },
    );
    await finds('ﷺ'.repeat(200_000), "' | !(a & b):* \\ <-> ''");
    await finds(Array.from({ length: 60_000 }, (_, index) => index.toString(36)).join(' '), 'a');
  });

  it('what holds no word is no query', () => {
    for (const typed of ['', '   ', '!!!', "''", '&|!()<->:*', '\u200b']) expect(prefixQuery(typed)).toBeNull();
  });
});
