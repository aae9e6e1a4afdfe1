import { type Migration, statementsOf } from '../../src/kernel/db/migrate-files.ts';

/** What the server of the release before could not live with, or what everybody would have to wait for. */
const CONTRACTING: readonly (readonly [RegExp, string])[] = [
  [/\bdrop\s+(table|column|view|type|schema|function|sequence)\b/i, 'takes away what the release before may still use'],
  [/\brename\b/i, 'renames what the release before knows under the old name; add the new one beside it'],
  [/\balter\s+(column\s+)?\w+\s+(set\s+data\s+)?type\b/i, 'changes a type under the release before; add a column beside it'],
  [/\bset\s+not\s+null\b/i, 'refuses rows that the release before writes without it'],
  [
    /\badd\s+(column\s+)?(if\s+not\s+exists\s+)?\w+\s+(?!constraint)[^,;]*\bnot\s+null\b(?![^,;]*\b(default|generated)\b)(?<!\bdefault\b[^,;]*)/i,
    'adds a column that must be given, which the release before does not give: give it a default',
  ],
  [/\badd\s+constraint\s+\w+\s+(check|unique|foreign|primary|exclude)\b/i, 'may refuse rows that the release before writes'],
  [/\bcreate\s+unique\s+index\b/i, 'may refuse rows that the release before writes'],
  [/\btruncate\b|\bdelete\s+from\b/i, 'deletes rows'],
];

/** Tables the file itself makes may be shaped freely: nobody uses them yet. */
const madeHere = (sql: string): ReadonlySet<string> =>
  new Set(
    [...sql.matchAll(/\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(\w+)/gi)].map((match) => (match[1] ?? '').toLowerCase()),
  );

/** `tables` in "alter table tickets …", "create unique index x on tickets …". */
const tableOf = (statement: string): string | null =>
  (
    /^(?:alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?|create\s+unique\s+index\s+.*?\bon\s+|delete\s+from\s+|truncate\s+(?:table\s+)?)(\w+)/is.exec(
      statement,
    )?.[1] ?? null
  )?.toLowerCase() ?? null;

/**
 * What is wrong with a migration, one sentence each. `released`: the last migration that a published version had; a contract may rest only on
 * what the release before already knows.
 */
export function lintMigration(migration: Migration, released: number): readonly string[] {
  const { name, sql, version, needs, inTransaction } = migration;
  const problems: string[] = [];
  const statements = statementsOf(sql.replace(/--.*$/gm, ''));
  const isContract = needs > 0;
  const own = madeHere(sql);
  if (isContract && (needs >= version || needs > released)) {
    problems.push(`${name} needs ${needs}, which no published version knows yet (the last is ${released}): contract one release later.`);
  }
  if (!isContract) {
    for (const statement of statements) {
      const table = tableOf(statement);
      if (table !== null && own.has(table)) continue;
      for (const [pattern, why] of CONTRACTING) {
        if (pattern.test(statement)) problems.push(`${name}: "${statement.replace(/\s+/g, ' ').slice(0, 70)}" ${why}.`);
      }
    }
  }
  for (const statement of statements) {
    const concurrent = /\bconcurrently\b/i.test(statement);
    if (concurrent && inTransaction)
      problems.push(`${name}: CONCURRENTLY cannot run in a transaction; begin the file with "-- no-transaction".`);
    if (!inTransaction && !/\bif\s+(not\s+)?exists\b/i.test(statement))
      problems.push(
        `${name}: "${statement.slice(0, 60)}" must be repeatable (IF NOT EXISTS, IF EXISTS), because nothing undoes it after a failure.`,
      );
  }
  if (!inTransaction && /\$\w*\$/.test(sql))
    problems.push(`${name}: a file without a transaction is cut at semicolons and may hold no function body.`);
  return problems;
}
