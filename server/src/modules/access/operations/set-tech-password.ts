import type { Tech } from '@portico/contracts/techs/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getTech } from '../../techs/index.ts';
import { changePassword } from '../change-password.ts';
import { checkPasswordStrength, hashPassword } from '../passwords.ts';

interface Input {
  readonly params: { readonly id: number };
  readonly body: { readonly password: string | null };
}

/** The hash, or null to remove the password. */
export async function prepareTechPassword(ctx: Ctx, input: Input): Promise<string | null> {
  const tech = await getTech(ctx, input);
  if (input.body.password === null) return null;
  checkPasswordStrength(input.body.password, [tech.name, tech.email]);
  return hashPassword(input.body.password);
}

export async function setTechPassword(ctx: Ctx, input: Input & { readonly prepared: string | null }): Promise<Tech> {
  await getTech(ctx, input);
  await changePassword(ctx, input.params.id, input.prepared);
  return getTech(ctx, input);
}
