import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import type { IMPORT_ENCODINGS, SEPARATORS } from '@portico/contracts/contact-imports/shapes.ts';
import { type CsvError, parse } from 'csv-parse';
import { Refusal } from '../../kernel/errors.ts';
import { textEncoding } from '../../kernel/files/text.ts';

type Encoding = (typeof IMPORT_ENCODINGS)[number];
type Separator = (typeof SEPARATORS)[number];
export interface CsvShape {
  readonly encoding: Encoding;
  readonly separator: Separator;
}
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** The row itself cannot be read. */
  readonly broken: boolean;
}

const HEAD = 64 * 1024;
/** No honest row is that long; without a limit one open quotation mark would read the whole file into memory. */
const LONGEST_ROW = 200_000;
const COLUMNS = 200;
const SIGNS: Readonly<Record<Separator, string>> = { ',': ',', ';': ';', tab: '\t', '|': '|' };

/** Encoding by content of the whole file, separator and columns by its first lines. */
export async function readShape(path: string): Promise<CsvShape & { columns: string[]; sample: string[][] }> {
  const encoding = await encodingOf(path);
  let best: { separator: Separator; rows: string[][] } | null = null;
  for (const separator of Object.keys(SIGNS) as Separator[]) {
    const rows: string[][] = [];
    for await (const record of records(path, { encoding, separator })) {
      if (!record.broken) rows.push([...record.cells]);
      if (rows.length === 6) break;
    }
    const width = rows[0]?.length ?? 0;
    if (width > (best?.rows[0]?.length ?? 0)) best = { separator, rows };
  }
  const [columns = [], ...sample] = best?.rows ?? [];
  if (columns.every((name) => name.trim() === ''))
    throw new Refusal(422, 'import.empty', 'This file has no line with names of columns. Nothing was kept.');
  if (columns.length > COLUMNS)
    throw new Refusal(422, 'import.tooManyColumns', `This file has more than ${COLUMNS} columns. Nothing was kept.`);
  const short = (text: string): string => text.trim().slice(0, 200);
  return { encoding, separator: best?.separator ?? ',', columns: columns.map(short), sample: sample.map((row) => row.map(short)) };
}

async function encodingOf(path: string): Promise<Encoding> {
  const file = await open(path);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0).finally(() => file.close());
  const head = textEncoding(buffer.subarray(0, bytesRead), bytesRead < HEAD);
  if (bytesRead === 0) throw new Refusal(422, 'import.empty', 'This file is empty. Nothing was kept.');
  if (!head) throw new Refusal(422, 'import.notText', 'This is no text file. Save the list as CSV and upload that. Nothing was kept.');
  // Plain letters to begin with say nothing yet: an umlaut in the last line decides too.
  return head === 'utf-8' && !(await isUtf8(path)) ? 'windows-1252' : head;
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function decoding(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    readableObjectMode: false,
    transform: (chunk: Buffer, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
}

/** Every record of the file with the line it begins on, as a stream: memory stays the same however long the file is. */
export async function* records(path: string, shape: CsvShape): AsyncGenerator<CsvRecord> {
  const broken: CsvRecord[] = [];
  let reached = 0;
  const parser = parse({
    bom: true,
    delimiter: SIGNS[shape.separator],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
    on_skip: (error) => {
      reached = Math.max(reached + 1, (error as CsvError & { lines?: number })?.lines ?? 0);
      broken.push({ line: reached, cells: [], broken: true });
    },
    on_record: (cells: string[], { lines }) => {
      const line = Math.max(reached + 1, lines - cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0));
      reached = lines;
      return { line, cells, broken: false } satisfies CsvRecord as unknown as string[];
    },
  });
  const input = createReadStream(path);
  const decoder = decoding(shape.encoding);
  input.on('error', (error) => parser.destroy(error));
  decoder.on('error', (error) => parser.destroy(error));
  input.pipe(decoder).pipe(parser);
  try {
    for await (const record of parser as AsyncIterable<CsvRecord>) {
      yield* broken.splice(0);
      yield record;
    }
    yield* broken.splice(0);
  } finally {
    input.destroy();
    decoder.destroy();
    parser.destroy();
  }
}
