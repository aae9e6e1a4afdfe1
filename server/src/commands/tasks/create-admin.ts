import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import type { Task } from '../../kernel/socket/protocol.ts';
import { makeSignInLink } from '../../modules/access/index.ts';
import { loadServiceDesk } from '../../modules/service-desk/index.ts';
import { createDefaultDesk } from '../../modules/setup/index.ts';
import { createTech, findTech, updateTech } from '../../modules/techs/index.ts';
import { findTechIdByEmail } from './people.reads.ts';

export interface AdminInput {
  readonly email: string;
  readonly name: string | null;
}
export interface AdminResult {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** False: the account was there and was put in order. */
  readonly created: boolean;
  /** Signs in once, without mail. */
  readonly link: string;
  readonly expiresAt: string;
}

/** Gives a workspace an administrator who can get in, whatever state it is in: new, locked out, or without a working mail server. */
export const createAdminTask: Task<AdminInput, AdminResult> = {
  name: 'admin.create',
  run: (kernel, { email, name }) => {
    if (!/^[^\s@]+@[^\s@]+\.?[^\s@]*$/.test(email) || email.length > 254) {
      throw new Refusal(422, 'input.invalid', `"${email}" is no e-mail address. Nothing was created.`);
    }
    return kernel.operations.write({ actor: systemActor('admin create', 'command'), origin: 'command' }, async (ctx) => {
      const before = await findTechIdByEmail(ctx.tx, email);
      const id = before === null ? await create(ctx, email, name) : await repair(ctx, before, name);
      const tech = await findTech(ctx.tx, id);
      if (!tech) throw new Error('The administrator was not saved.');
      return { id, name: tech.name, email: tech.email ?? email, created: before === null, ...(await makeSignInLink(ctx, email)) };
    });
  },
};

async function create(ctx: Ctx, email: string, name: string | null): Promise<number> {
  // The set-up wizard will not ask any more once somebody administers the workspace: it gets the wizard's service desk.
  if ((await loadServiceDesk(ctx.tx)).queues.length === 0) await createDefaultDesk(ctx);
  const body = { email, name: name ?? nameFrom(email), role: 'master-admin' } as const;
  return (await createTech(ctx, { body })).id;
}

async function repair(ctx: Ctx, id: number, name: string | null): Promise<number> {
  const body = {
    role: 'master-admin',
    active: true,
    queueIds: null,
    companyIds: null,
    categoryIds: null,
    ...(name === null ? {} : { name }),
  } as const;
  await updateTech(ctx, { params: { id }, body });
  return id;
}

/** `ann.lee@example.com` is Ann Lee until she says otherwise. */
const nameFrom = (email: string): string =>
  (email.split('@')[0] ?? email)
    .split(/[._-]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ') || email;
