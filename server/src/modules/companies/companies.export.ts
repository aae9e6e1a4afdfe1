import { list } from '@portico/contracts/companies/routes.ts';
import type { QueryOf } from '@portico/contracts/kernel/route.ts';
import type { FastifyInstance } from 'fastify';
import { csvRoute } from '../../kernel/http/csv-answer.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { matchOf } from '../accounts/index.ts';
import { companyVisibleTo } from './companies.policy.ts';
import { listCompanyRows } from './companies.reads.ts';

const HEAD = ['Id', 'Name', 'Short name', 'Phone', 'Website', 'Country', 'Tags', 'Active', 'Active contacts', 'Open tickets', 'Created'];
const PAGE = 500;

/** `GET /exports/companies.csv` with the filters of companies.list: the whole list, for administrators. */
export function companyExport(fastify: FastifyInstance, kernel: RawKernel): void {
  csvRoute(fastify, kernel, {
    path: '/exports/companies.csv',
    contract: { ...list, permission: 'admin' },
    head: HEAD,
    page: async (ctx, query, cursor) => {
      const { q, sort, active, typeId, statusId, ...more } = query as QueryOf<typeof list>;
      const filter = { ...more, sort: sort ?? 'name', limit: PAGE, cursor, active, typeId, statusId, match: matchOf(q) };
      const { items, next } = await listCompanyRows(ctx.tx, companyVisibleTo(ctx.actor), filter);
      const rows = items.map((one) => [
        one.id,
        one.name,
        one.identifier,
        one.phone,
        one.website,
        one.country,
        one.tags.join('; '),
        one.active,
        one.contactCount,
        one.openTicketCount,
        one.createdAt,
      ]);
      return { rows, next };
    },
  });
}
