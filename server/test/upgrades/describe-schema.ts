import type pg from 'pg';

type Asking = Pick<pg.Pool, 'query'>;

/** Tables, columns, constraints, indexes, functions and types of a database as lines to be compared; column order does not matter. */
export async function describeSchema(pool: Asking, schemas: readonly string[] = ['public', 'pgboss']): Promise<readonly string[]> {
  const lines = async (text: string): Promise<string[]> =>
    (await pool.query<{ line: string }>(text, [schemas])).rows.map((row) => row.line);
  return [
    ...(await lines(
      `SELECT format('column %s.%s.%s %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
         CASE WHEN a.attnotnull THEN ' not null' ELSE '' END, a.attidentity::text || a.attgenerated::text, ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')) AS line
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE n.nspname = ANY ($1::text[]) AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1`,
    )),
    ...(await lines(
      `SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid)) AS line
       FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
       -- From 18 on NOT NULL is a constraint too; the columns say it already.
       WHERE n.nspname = ANY ($1::text[]) AND contype <> 'n' ORDER BY 1`,
    )),
    ...(await lines(`SELECT indexdef AS line FROM pg_indexes WHERE schemaname = ANY ($1::text[]) ORDER BY 1`)),
    ...(await lines(
      `SELECT format('function %s %s', p.oid::regprocedure, md5(p.prosrc)) AS line FROM pg_proc p WHERE p.pronamespace::regnamespace::text = ANY ($1::text[]) ORDER BY 1`,
    )),
    ...(await lines(
      `SELECT format('table %s %s', c.oid::regclass, c.relpersistence) AS line FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text = ANY ($1::text[]) ORDER BY 1`,
    )),
  ];
}

/** One line per table: how many rows, and a sum over all their values. */
export async function describeRows(pool: Asking, schema = 'public'): Promise<readonly string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = $1 ORDER BY 1",
    [schema],
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ n: string; sum: string | null }>(
      `SELECT count(*)::text AS n, md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM ${name} t`,
    );
    lines.push(`${name}: ${rows[0]?.n} ${rows[0]?.sum ?? ''}`);
  }
  return lines;
}

/** How many rows each table of ours has. */
export async function countRows(pool: Asking): Promise<readonly (readonly [string, number])[]> {
  return (await describeRows(pool)).map((line) => {
    const [table = '', count] = line.split(' ');
    return [table, Number(count)] as const;
  });
}
