import type { QueryOf } from '@portico/contracts/kernel/route.ts';
import { FLAG_NAMES, flagIn } from '@portico/contracts/rights/flags.ts';
import { listContacts } from '@portico/contracts/rights/routes.ts';
import type { FastifyInstance } from 'fastify';
import { csvRoute } from '../../kernel/http/csv-answer.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { matchOf, personRefs } from '../accounts/index.ts';
import { contactVisibleTo } from '../contacts/index.ts';
import { listContactFlags } from './rights.reads.ts';

/** Each permission with the place it comes from beside it. */
const HEAD = ['Id', 'Full name', 'Company', 'Company id', ...FLAG_NAMES.flatMap((flag) => [flag, `${flag} from`])];
const PAGE = 500;

/** `GET /exports/contact-rights.csv` with the filters of rights.listContacts: those contacts with all their permissions. */
export function rightsExport(fastify: FastifyInstance, kernel: RawKernel): void {
  csvRoute(fastify, kernel, {
    path: '/exports/contact-rights.csv',
    contract: listContacts,
    head: HEAD,
    page: async (ctx, input, cursor) => {
      const { flag, own, on, companyId, q } = input as QueryOf<typeof listContacts>;
      const filter = { flag, own, on, companyId, limit: PAGE, cursor, match: matchOf(q) };
      const { items, next } = await listContactFlags(ctx.tx, contactVisibleTo(ctx.actor), filter);
      const people = await personRefs(
        ctx,
        items.map((row) => row.id),
      );
      const rows = items.map((row) => {
        const held = FLAG_NAMES.map((name) => flagIn({ ...row.flags, roles: row }, name));
        const values = held.flatMap(({ value, from, group }) => [value, group ? `group ${group.name}` : from]);
        return [row.id, people.get(row.id)?.name ?? '', row.companyName, row.companyId, ...values];
      });
      return { rows, next };
    },
  });
}
