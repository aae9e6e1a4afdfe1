import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { groupRows } from './group-rows.ts';
import { openSource } from './read-rows.ts';

const home = mkdtempSync(join(tmpdir(), 'portico-rows-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const format = { encoding: 'utf-8', delimiter: ',', quote: '"', unknown: '?', rowOrder: 'file' } as const;

/** `I1: 2,3` = rows of lines 2 and 3; `I1: 2 !3` = also a problem in line 3. */
async function read(text: string | Buffer): Promise<string[]> {
  const path = join(home, 'file.csv');
  writeFileSync(path, text);
  const source = await openSource(path, format, 'number');
  const groups: string[] = [];
  for await (const group of groupRows(source.rows(), 'number')) {
    const problems = group.problems.map((problem) => ` !${problem.line}`).join('');
    groups.push(`${group.id}: ${group.rows.map((row) => row.line).join()}${problems}`);
  }
  return groups;
}

describe('reads', () => {
  test('byte order mark, CRLF, empty lines and line breaks inside quotes', async () => {
    expect(await read('\uFEFFnumber,a\r\nI1,x\r\nI1,"y\r\n""z"""\r\n\r\nI2,q\r\n')).toEqual(['I1: 2,3', 'I2: 6']);
  });
  test('an empty file and one with a header alone', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('number,a\n')).toEqual([]);
  });
});

describe('rejects', () => {
  test('the whole ticket whose row has too few or too many fields, and no other', async () => {
    expect(await read('number,a\nI1,x\nI1\nI2,y\nI2,x,x\nI3,z\n')).toEqual(['I1: 2 !3', 'I2: 4 !5', 'I3: 6']);
    expect(await read('number,a\nI1\nI1,x\nI2,y\n')).toEqual(['I1: 3 !2', 'I2: 4']);
    expect(await read('number,a\nI1,x\nI2\nI3,z\n')).toEqual(['I1: 2', 'I2:  !3', 'I3: 4']);
  });
  test('both neighbours of a row that does not say whose it is, or whose number is cut off', async () => {
    expect(await read('number,a\nI1,x\n,y\nI2,z\nI3,z\n')).toEqual(['I1: 2 !3', 'I2: 4 !3', 'I3: 5']);
    expect(await read('number,a\nINC0000045,x\nINC00000')).toEqual(['INC0000045: 2 !3']);
  });
  test('what an open quotation mark may have swallowed, naming the line where it was opened', async () => {
    expect(await read('number,a\nI1,x\nI1,"oops\nI2,y\nI2,z\n')).toEqual(['I1: 2 !3']);
    expect(await read('number,a\nI1,x\nI1,a"b\nI2,y\nI3,y\n')).toEqual(['I1: 2 !3', 'I2: 4 !3', 'I3: 5']);
  });
  test('bytes that are not UTF-8, and zero bytes', async () => {
    expect(await read(Buffer.from('number,a\nI1,M\xFCller\nI2,a\0b\nI3,ok\n', 'latin1'))).toEqual(['I1:  !2', 'I2:  !3', 'I3: 4']);
  });
});
