import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { counts } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { countFacets } from '../counts.reads.ts';

export const countTickets = (ctx: Ctx, input: Pick<InputOf<typeof counts>, 'query'>): Promise<ReplyOf<typeof counts>> =>
  countFacets(ctx, input.query);
