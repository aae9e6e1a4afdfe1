import type { previewContactCreation as contract } from '@portico/contracts/contact-creation/routes.ts';
import type { CreationPreview } from '@portico/contracts/contact-creation/shapes.ts';
import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { expectUnrestricted } from '../../portal-access/index.ts';
import { decideAddress } from '../decide-address.ts';

/** The decision of a first sign-in, without the sign-in. */
export async function previewContactCreation(ctx: Ctx, { query }: InputOf<typeof contract>): Promise<CreationPreview> {
  expectUnrestricted(ctx.actor);
  const { facts, preferredAccountId, ...decision } = await decideAddress(ctx.tx, query.email, query.sid ?? null);
  return { ...decision, people: facts.known.map((one) => ({ ...one, isPreferred: one.id === preferredAccountId })) };
}
