import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import type { Database } from '../../src/kernel/db/database.ts';
import { loadMigrations } from '../../src/kernel/db/migrate-files.ts';
import { createAuthenticate } from '../../src/modules/access/index.ts';
import { testDatabase } from '../harness.ts';
import { testApp } from '../harness-app.ts';
import { countRows, describeSchema } from './describe-schema.ts';
import { countWaiting, reader, readThroughApi } from './fill-milestone.ts';
import { loadMilestone, openThings, upgrade } from './load-milestone.ts';
import { milestones } from './milestones.ts';

// Every schema that was published, with data of that time, is brought to the present and read through the API of the present.

const { keep, giveBack } = openThings();
afterEach(giveBack);
async function loaded(version: number): Promise<Database> {
  const database = await loadMilestone(version);
  keep(() => database.close());
  return database;
}

let fresh: readonly string[] = [];
beforeAll(async () => {
  const database = await testDatabase({ empty: true });
  await upgrade(database);
  fresh = await describeSchema(database.pool);
  await database.close();
});

describe.each(milestones)('milestone $version (Portico $portico)', ({ version, migrations, facts }) => {
  it('becomes the present schema and keeps every row', { timeout: 60_000 }, async () => {
    const database = await loaded(version);
    const before = await countRows(database.pool);
    expect(before.length).toBeGreaterThan(40);
    const ran = await upgrade(database);
    const known = new Set(migrations.map(({ name }) => name));
    expect(ran).toEqual(loadMigrations().flatMap(({ name }) => (known.has(name) ? [] : [name])));
    expect(await describeSchema(database.pool)).toEqual(fresh);
    const after = new Map(await countRows(database.pool));
    for (const [table, count] of before) expect(after.get(table), table).toBeGreaterThanOrEqual(count);
    expect(await upgrade(database)).toEqual([]);
  });

  it('says through the API what the version that wrote it said, and does what was still to be done', { timeout: 60_000 }, async () => {
    const database = await loaded(version);
    await upgrade(database);
    const t = await testApp({ modules, database, authenticate: (db) => createAuthenticate({ db }) });
    keep(() => t.close());
    const get = reader(t.app, facts.token);
    for (const reading of facts.readings) {
      expect(await readThroughApi(get, reading.as, facts.people[reading.as as keyof typeof facts.people])).toEqual(reading);
    }
    const waiting = await countWaiting(t);
    expect(waiting).toEqual(facts.waiting);
    await t.drain();
    const later = await countWaiting(t);
    expect(later.jobs).toBe(0);
    expect(later.deliveries).toBeGreaterThan(waiting.deliveries);
    expect(later.mails).toBeGreaterThan(waiting.mails);
    const made = await t.app.inject({
      method: 'POST',
      url: '/api/v1/tickets',
      headers: { authorization: `Bearer ${facts.token}`, 'act-as': facts.people.contact },
      payload: { title: 'Written after the upgrade' },
    });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json().number).toBeGreaterThan(Math.max(...facts.readings.flatMap(({ tickets }) => tickets.map(({ number }) => number))));
  });
});
