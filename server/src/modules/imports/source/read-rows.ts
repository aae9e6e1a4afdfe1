import { createReadStream } from 'node:fs';
import { type CsvError, parse } from 'csv-parse';
import type { FileFormat } from '../maps/import-map.types.ts';

/** One line of the table as column → cell. */
export interface SourceRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}
/** A row that cannot be read. `id` is what stands where the ticket's number belongs, as far as that can be told. */
export interface BrokenRow {
  readonly line: number;
  readonly id: string | null;
  readonly reason: string;
  /** It may have swallowed rows of other tickets (a quotation mark that is never closed). */
  readonly swallows: boolean;
}
export interface SourceFile {
  readonly columns: readonly string[];
  /** Reads on from the header; can be called once. */
  rows(): AsyncGenerator<SourceRow | BrokenRow>;
  /** For a file whose rows are not read to the end. */
  close(): void;
}

export const isBroken = (row: SourceRow | BrokenRow): row is BrokenRow => 'reason' in row;

/** No honest row is that long; without a limit one open quotation mark would read the whole file into memory. */
const LONGEST_ROW = 1_000_000;

interface Read {
  readonly fields: readonly string[];
  readonly endLine: number;
  /** Errors between the record before and this one, in their order. */
  readonly errors: readonly BrokenRow[];
}

/** Opens the file as a stream: memory stays the same however long it is. The header is the first record. */
export async function openSource(path: string, format: FileFormat, identityColumn: string): Promise<SourceFile> {
  const errors: BrokenRow[] = [];
  const take = () => errors.splice(0);
  let reached = 0;
  let counted = 0;
  const parser = parse({
    bom: true,
    delimiter: format.delimiter,
    quote: format.quote,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
    on_skip: (error) => {
      errors.push(explain(error as CsvError, reached + 1));
      reached = Math.max(reached, (error as unknown as { lines?: number }).lines ?? reached);
    },
    // Errors are reported while parsing, records are handed out later: tying them together here keeps their order.
    on_record: (record: string[], { lines }) => {
      // The parser counts a line break of two characters inside quotes as two lines.
      counted += record.reduce((total, field) => total + field.split('\r\n').length - 1, 0);
      reached = lines - counted;
      return { fields: record, endLine: reached, errors: take() } satisfies Read as unknown as string[];
    },
  });
  const input = createReadStream(path);
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<Read>;
  const first = await records.next();
  const columns: readonly string[] = first.done ? [] : first.value.fields.map((name) => name.trim());
  const identity = columns.indexOf(identityColumn);

  const close = () => {
    input.destroy();
    parser.destroy();
  };
  async function* rows(): AsyncGenerator<SourceRow | BrokenRow> {
    try {
      for (let next = await records.next(); !next.done; next = await records.next()) {
        yield* next.value.errors;
        yield toRow(next.value, columns, identity);
      }
      yield* take();
    } finally {
      close();
    }
  }
  return { columns, rows, close };
}

function toRow({ fields, endLine }: Read, columns: readonly string[], identity: number): SourceRow | BrokenRow {
  const breaks = fields.reduce((total, field) => total + field.split('\n').length - 1, 0);
  const line = endLine - breaks;
  const broken = (reason: string, id: string | null): BrokenRow => ({ line, id, reason, swallows: breaks > 0 });
  const id = fields[identity]?.trim() || null;
  if (fields.length !== columns.length) return broken(`The row has ${fields.length} fields instead of ${columns.length}.`, id);
  if (id === null) return broken('The row does not say which ticket it belongs to.', null);
  if (fields.some((field) => field.includes('\u{FFFD}')))
    return broken('The row holds bytes that are not UTF-8. Save the file as UTF-8.', id);
  if (fields.some((field) => field.includes('\0'))) return broken('The row holds a zero byte.', id);
  return { line, cells: Object.fromEntries(columns.map((name, i) => [name, (fields[i] as string).trim()])) };
}

function explain(error: CsvError, line: number): BrokenRow {
  const reasons: Partial<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened here and never closed; the rest of the file cannot be read.',
    CSV_MAX_RECORD_SIZE: 'A quotation mark is opened here and not closed for a very long time.',
    CSV_INVALID_CLOSING_QUOTE: 'After a closing quotation mark something else than a comma follows.',
    INVALID_OPENING_QUOTE: 'A quotation mark stands in the middle of a field that does not begin with one.',
  };
  return { line, id: null, reason: reasons[error.code] ?? `The row cannot be read (${error.code}).`, swallows: true };
}
