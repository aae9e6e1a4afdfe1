import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { pictureLink, viewerOf } from '../../files/index.ts';
import { findProfile } from '../accounts.reads.ts';

/** The profile of whoever acts. */
export async function getProfile(ctx: Ctx): Promise<Profile> {
  const row = ctx.actor.accountId === null ? null : await findProfile(ctx.tx, ctx.actor.accountId);
  if (!row) throw notFound('account');
  const { pictureFileId, companyId, companyName, visibility, showPhones, showPresence, ...profile } = row;
  return {
    ...profile,
    privacy: { visibility, showPhones, showPresence },
    picture: pictureLink(pictureFileId, viewerOf(ctx.actor)),
    company: companyId !== null && companyName !== null ? { id: companyId, name: companyName } : null,
  };
}
