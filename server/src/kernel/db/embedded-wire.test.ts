import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE } from '../../../test/harness.ts';
import { templateFile } from '../../../test/template.ts';
import { type EmbeddedServer, startEmbedded } from './embedded.ts';

describe.runIf(ENGINE === 'pglite')('the protocol of the embedded database', () => {
  let server: EmbeddedServer;
  let one: pg.Client;
  const client = async (): Promise<pg.Client> => {
    const made = new pg.Client({ host: server.socketFolder, port: server.socketPort, user: 'postgres', database: 'postgres' });
    made.on('error', () => {});
    await made.connect();
    return made;
  };
  beforeAll(async () => {
    server = await startEmbedded({ folder: null, template: templateFile() });
    one = await client();
    await one.query('CREATE TABLE notes (id int PRIMARY KEY, words text)');
  });
  afterAll(async () => {
    await one.end();
    await server.close();
  });

  it('carries values, names and large answers whole', async () => {
    const words = 'ä€😀'.repeat(400_000);
    await one.query('INSERT INTO notes VALUES ($1, $2)', [1, words]);
    const named = { name: 'by id', text: 'SELECT words FROM notes WHERE id = $1', values: [1] };
    for (let n = 0; n < 3; n++) expect((await one.query<{ words: string }>(named)).rows[0]?.words).toBe(words);
    expect((await one.query('SELECT g FROM generate_series(1, 60000) g')).rows).toHaveLength(60_000);
    expect(await one.query('SELECT 1 AS a; SELECT 2 AS b')).toMatchObject([{ rows: [{ a: 1 }] }, { rows: [{ b: 2 }] }]);
  });

  it('goes on after a refused statement, in and out of a transaction', async () => {
    for (const text of ['INSERT INTO notes VALUES ($1)', 'SELECT no_such_column FROM notes WHERE id = $1', 'SELEC $1']) {
      await expect(one.query(text, [1])).rejects.toMatchObject({ code: expect.stringMatching(/^(23505|42703|42601)$/) });
      expect((await one.query('SELECT $1::int AS n', [5])).rows).toEqual([{ n: 5 }]);
    }
    await one.query('BEGIN');
    await expect(one.query('SELECT $1::int / 0', [1])).rejects.toMatchObject({ code: '22012' });
    await expect(one.query('SELECT $1::int', [1])).rejects.toMatchObject({ code: '25P02' });
    await one.query('ROLLBACK');
    expect((await one.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('keeps a second connection out of a transaction, and undoes one whose client left', async () => {
    const two = await client();
    await one.query('BEGIN');
    await one.query('INSERT INTO notes VALUES (2)');
    let answered = false;
    const others = two.query('SELECT count(*)::int AS n FROM notes WHERE id IN (2, 3)').then(({ rows }) => {
      answered = true;
      return rows;
    });
    await one.query('INSERT INTO notes VALUES (3)');
    expect(answered).toBe(false);
    await one.query('ROLLBACK');
    expect(await others).toEqual([{ n: 0 }]);

    await two.query('BEGIN');
    await two.query('INSERT INTO notes VALUES (4)');
    // biome-ignore lint/suspicious/noExplicitAny: the line itself, as a crash would leave it
    (two as any).connection.stream.destroy();
    expect((await one.query('SELECT count(*)::int AS n FROM notes WHERE id = 4')).rows).toEqual([{ n: 0 }]);
  });

  it('takes its messages in any pieces, and refuses encryption politely', async () => {
    const socket = connect(join(server.socketFolder, `.s.PGSQL.${server.socketPort}`));
    const seen: Buffer[] = [];
    socket.on('data', (data: Buffer) => void seen.push(data));
    const until = async (text: string): Promise<void> => {
      for (let waited = 0; !Buffer.concat(seen).includes(text); waited += 5) {
        if (waited > 5_000) throw new Error(`${text} never came`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const letters = (text: string): Buffer => Buffer.from(text, 'latin1');
    socket.write(letters('\0\0\0\x08\x04\xd2\x16\x2f'));
    await until('N');
    const startup = letters('\0\0\0\x29\0\x03\0\0user\0postgres\0database\0postgres\0\0');
    startup.writeInt32BE(startup.length, 0);
    const query = letters("Q\0\0\0\0SELECT 'in pieces'\0");
    query.writeInt32BE(query.length - 1, 1);
    for (const byte of startup) socket.write(Buffer.from([byte]));
    await until('server_version');
    for (let at = 0; at < query.length; at += 3) {
      socket.write(query.subarray(at, at + 3));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await until('in pieces');
    socket.destroy();
  });
});
