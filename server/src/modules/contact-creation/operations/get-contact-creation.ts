import type { ContactCreation } from '@portico/contracts/contact-creation/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { expectUnrestricted } from '../../portal-access/index.ts';
import { readContactCreation } from '../contact-creation.reads.ts';

export async function getContactCreation(ctx: Ctx): Promise<ContactCreation> {
  expectUnrestricted(ctx.actor);
  return readContactCreation(ctx.tx);
}
