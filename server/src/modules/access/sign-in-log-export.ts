import { pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { FastifyInstance } from 'fastify';
import { forbidden, Refusal } from '../../kernel/errors.ts';
import { noSuchAddress } from '../../kernel/http/gate.ts';
import { limit } from '../../kernel/http/limits.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { exportQuery, exportRows } from './sign-in-log-export.reads.ts';

const COLUMNS = ['time', 'email', 'people', 'companies', 'method', 'result', 'reason', 'by', 'note', 'ip', 'device'] as const;

/**
 * `GET /exports/sign-in-log.csv`: what the page of the sign-in log shows, with the same filters and the same right, row by row, so
 * that its size costs no memory. Cells that a spreadsheet would run as formulas begin with an apostrophe.
 */
export function signInLogExport(fastify: FastifyInstance, kernel: RawKernel): void {
  fastify.get('/exports/sign-in-log.csv', { handlerTimeout: 10 * 60_000 }, async (request, reply) => {
    const who = await kernel.authenticate(request);
    const { actor } = who;
    if (actor.kind === 'anonymous') throw new Refusal(401, 'session.required', 'You are not signed in, or your session has ended.');
    if (actor.kind !== 'tech') throw noSuchAddress();
    if (actor.scopes !== null) throw forbidden('key.notAllowed', 'Programs read the sign-in log at /api/v1/sign-in-attempts.');
    if (actor.role !== 'admin' && actor.role !== 'master-admin') throw forbidden('role.tooLow', 'This needs the role "admin".');
    const query = exportQuery(request.query);
    const ctx = kernel.contextOf(request, reply, who);
    await limit(ctx, 'sign-in-log.export', String(actor.accountId));
    const csv = stringify({ header: true, columns: [...COLUMNS], escape_formulas: true, bom: true });
    pipeline(exportRows(kernel.db, actor, query), csv, (error) => {
      if (error) ctx.log.info({ err: error }, 'the download of the sign-in log was cut off');
    });
    return reply
      .header('Content-Disposition', 'attachment; filename="sign-in-log.csv"')
      .header('Cache-Control', 'no-store')
      .type('text/csv; charset=utf-8')
      .send(csv);
  });
}
