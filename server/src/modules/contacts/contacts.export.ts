import { list } from '@portico/contracts/contacts/routes.ts';
import type { QueryOf } from '@portico/contracts/kernel/route.ts';
import type { FastifyInstance } from 'fastify';
import { csvRoute } from '../../kernel/http/csv-answer.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { peopleSeen, withoutHidden } from '../accounts/index.ts';
import { contactMatches, contactVisibleTo } from './contacts.policy.ts';
import { listContactExport } from './contacts.reads.ts';

/** English, as the import reads them back. */
const HEAD = [
  'Id',
  'Full name',
  'Given name',
  'Surname',
  'Greeting',
  'E-mail',
  'Job title',
  'Department',
  'Phone',
  'Mobile',
  'Office',
  'Company',
  'Company id',
  'Manager',
  'VIP',
  'Approver',
  'Tags',
  'Active',
  'Can sign in',
  'Last seen',
  'Created',
];
const PAGE = 500;

/** `GET /exports/contacts.csv` with the filters of contacts.list: the whole list, for administrators. */
export function contactExport(fastify: FastifyInstance, kernel: RawKernel): void {
  csvRoute(fastify, kernel, {
    path: '/exports/contacts.csv',
    contract: { ...list, permission: 'admin' },
    head: HEAD,
    page: async (ctx, query, cursor) => {
      const { q: _q, sort, companyId, active, canSignIn, ...more } = query as QueryOf<typeof list>;
      const filter = {
        ...more,
        sort: sort ?? 'name',
        limit: PAGE,
        cursor,
        companyId,
        active,
        canSignIn,
        match: contactMatches(ctx.actor, query as QueryOf<typeof list>),
      };
      const { items, next } = await listContactExport(ctx.tx, contactVisibleTo(ctx.actor), filter);
      const people = await peopleSeen(
        ctx,
        items.map((one) => one.id),
      );
      const seen = items.map((one) => withoutHidden(one, people.get(one.id)?.sees));
      const rows = seen.map((one) => [
        one.id,
        one.name,
        one.givenName,
        one.surname,
        one.mailNickname,
        one.email,
        one.title,
        one.department,
        one.phone,
        one.mobile,
        one.office,
        one.companyName,
        one.companyId,
        one.isManager,
        one.isVip,
        one.isApprover,
        one.tags.join('; '),
        one.active,
        one.canSignIn,
        one.lastSeenAt,
        one.createdAt,
      ]);
      return { rows, next };
    },
  });
}
