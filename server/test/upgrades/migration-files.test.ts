import { describe, expect, it } from 'vitest';
import { loadMigrations, parseMigration } from '../../src/kernel/db/migrate-files.ts';
import { lintMigration } from './lint-migration.ts';
import { milestones, releasedVersion } from './milestones.ts';

describe('the files in server/migrations', () => {
  const present = new Map(loadMigrations().map((migration) => [migration.name, migration.checksum]));

  it.each(
    milestones.flatMap(({ version, migrations }) => migrations.map(({ name, checksum }) => ({ milestone: version, name, checksum }))),
  )('$name is as milestone $milestone published it', ({ name, checksum }) => {
    const sentence = `${name}.sql is published: databases out there were built by it and refuse another. Put the file back (git checkout server/migrations/${name}.sql) and write a new migration.`;
    expect(present.get(name), sentence).toBe(checksum);
  });

  it('add first and take away a release later', () => {
    const later = loadMigrations().filter(({ version }) => version > (milestones[0]?.version ?? 0));
    expect(later.flatMap((migration) => lintMigration(migration, releasedVersion(migration.version)))).toEqual([]);
  });
});

describe('the check of migrations', () => {
  const judge = (sql: string) => lintMigration(parseMigration('0100_x', sql), 9).join('\n');

  it.each([
    ['ALTER TABLE tickets DROP COLUMN seq;', 'takes away'],
    ['DROP TABLE drafts;', 'takes away'],
    ['ALTER TABLE tickets RENAME COLUMN seq TO last_seq;', 'renames'],
    ['ALTER TABLE tickets RENAME TO cases;', 'renames'],
    ['ALTER TABLE tickets ALTER COLUMN seq TYPE bigint;', 'changes a type'],
    ['ALTER TABLE tickets ALTER seq SET DATA TYPE bigint;', 'changes a type'],
    ['ALTER TABLE tickets ALTER COLUMN due_at SET NOT NULL;', 'refuses rows'],
    ['ALTER TABLE tickets ADD COLUMN color text NOT NULL;', 'must be given'],
    ['ALTER TABLE tickets ADD COLUMN a text, ADD COLUMN b int NOT NULL;', 'must be given'],
    ['ALTER TABLE tickets ADD CONSTRAINT c CHECK (seq > 0);', 'may refuse rows'],
    ['CREATE UNIQUE INDEX u ON tickets (title);', 'may refuse rows'],
    ['DELETE FROM drafts;', 'deletes rows'],
    ['CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON tickets (title);', 'begin the file with'],
    ['-- no-transaction\nCREATE INDEX CONCURRENTLY i ON tickets (title);', 'must be repeatable'],
    ['-- contract: needs 0050\nDROP TABLE drafts;', 'no published version knows yet'],
  ])('refuses %s', (sql, words) => expect(judge(sql)).toContain(words));

  it.each([
    'ALTER TABLE tickets ADD COLUMN color text;',
    "ALTER TABLE tickets ADD COLUMN color text NOT NULL DEFAULT '';",
    "ALTER TABLE tickets ADD COLUMN color text DEFAULT '' NOT NULL, ADD COLUMN b int;",
    'CREATE TABLE fresh (id int NOT NULL);\nALTER TABLE fresh ADD CONSTRAINT c CHECK (id > 0);\nCREATE UNIQUE INDEX u ON fresh (id);',
    'CREATE INDEX i ON tickets (title);\n-- it does not DROP TABLE anything;',
    '-- no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON tickets (title);',
    '-- Unused since 0005.\n-- contract: needs 0005\nALTER TABLE tickets DROP COLUMN seq;',
    'ALTER TABLE tickets ALTER COLUMN due_at DROP NOT NULL;',
  ])('lets through %s', (sql) => expect(judge(sql)).toBe(''));
});
