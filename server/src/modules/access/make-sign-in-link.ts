import type { Ctx } from '../../kernel/context.ts';
import { hashToken, randomToken } from '../../kernel/crypto/crypto.ts';
import { insertChallenge } from './challenges.store.ts';
import { codeMac } from './codes.rules.ts';
import { later } from './sessions.rules.ts';

const LINK_MINUTES = 60;

/**
 * A link that signs its address in once, made for the operator's own screen: whoever may run commands on the server may let an
 * administrator in when no mail arrives. It has no code, so nothing can be guessed.
 */
export async function makeSignInLink(ctx: Ctx, email: string): Promise<{ readonly link: string; readonly expiresAt: string }> {
  const id = randomToken(16);
  const token = randomToken();
  const expiresAt = later(ctx.now, LINK_MINUTES * 60_000);
  const codeHash = codeMac(ctx.services.crypto, id, randomToken());
  await insertChallenge(ctx.tx, {
    id,
    emailKey: email.toLowerCase(),
    kind: 'operator',
    codeHash,
    linkHash: hashToken(token),
    browserHash: hashToken(randomToken()),
    createdAt: ctx.now,
    expiresAt,
  });
  return { link: `${ctx.services.config.publicUrl}/sign-in/link#${token}`, expiresAt };
}
