import { Readable } from 'node:stream';
import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { stringify } from 'csv-stringify/sync';
import type { FastifyInstance } from 'fastify';
import type { Ctx } from '../context.ts';
import { admit } from './gate.ts';
import { inputReader } from './input.ts';
import type { RawKernel } from './raw-routes.ts';

type Cell = string | number | boolean | null;
export interface CsvPage {
  readonly rows: readonly (readonly Cell[])[];
  readonly next: string | null;
}
export interface CsvExport<R extends RouteContract> {
  /** `/exports/contacts.csv`. */
  readonly path: string;
  /** The list it is the whole of: its filters, and who may ask. */
  readonly contract: R;
  readonly head: readonly string[];
  readonly page: (ctx: Ctx, query: Record<string, unknown>, cursor: string | undefined) => Promise<CsvPage>;
}

/**
 * A whole list as CSV, page by page while it is sent: memory stays the same however long it is. Cells that a spreadsheet would
 * run as a formula get an apostrophe in front; UTF-8 with its mark, so that spreadsheets read umlauts.
 */
export function csvRoute<R extends RouteContract>(fastify: FastifyInstance, kernel: RawKernel, given: CsvExport<R>): void {
  const read = inputReader(given.contract);
  fastify.get(given.path, { handlerTimeout: 60 * 60_000 }, async (request, reply) => {
    const who = await kernel.authenticate(request);
    admit(given.contract, who.actor);
    const query = read({ params: {}, query: request.query, body: undefined }).query as Record<string, unknown>;
    const ctx = kernel.contextOf(request, reply, who);
    const first = await given.page(ctx, query, undefined);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${given.path.split('/').at(-1)}"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(lines(ctx, given, query, first)));
  });
}

async function* lines<R extends RouteContract>(ctx: Ctx, given: CsvExport<R>, query: Record<string, unknown>, first: CsvPage) {
  yield `\uFEFF${text([given.head])}`;
  for (let page = first; ; page = await given.page(ctx, query, page.next ?? undefined)) {
    if (page.rows.length > 0) yield text(page.rows);
    if (page.next === null) return;
  }
}

const text = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : cell))),
    { escape_formulas: true, record_delimiter: 'windows' },
  );
