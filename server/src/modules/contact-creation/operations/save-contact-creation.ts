import type { saveContactCreation as contract } from '@portico/contracts/contact-creation/routes.ts';
import type { ContactCreation } from '@portico/contracts/contact-creation/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { markCatchAll } from '../../companies/index.ts';
import { expectUnrestricted } from '../../portal-access/index.ts';
import { findCatchAllFacts, readContactCreation } from '../contact-creation.reads.ts';
import { lockContactCreation, replaceConfirmed, writeContactCreation } from '../contact-creation.store.ts';

export async function saveContactCreation(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<ContactCreation> {
  expectUnrestricted(ctx.actor);
  const { version } = await lockContactCreation(ctx.tx);
  expectVersion(ctx, version);
  const { rule, catchAllCompanyId, confirmedPublicDomains } = input.body;
  if (catchAllCompanyId !== null) await designate(ctx, catchAllCompanyId);
  const { publicDomains } = await readContactCreation(ctx.tx);
  const confirmed = confirmedPublicDomains.map(({ companyId, domain }) => ({ companyId, domain: domain.toLowerCase() }));
  const isKnown = (one: (typeof confirmed)[number]) =>
    publicDomains.some(({ company, domain }) => company.id === one.companyId && domain === one.domain);
  if (!confirmed.every(isKnown)) throw notPublic();
  await writeContactCreation(ctx.tx, { rule, catchAllCompanyId }, ctx.now);
  await replaceConfirmed(ctx.tx, confirmed, { accountId: ctx.actor.accountId, now: ctx.now });
  await ctx.emit({ name: 'contactCreation.changed', entity: { kind: 'contact-creation', id: 1, version: version + 1 }, payload: {} });
  return readContactCreation(ctx.tx);
}

/** People who know each other must not turn into strangers, so only an empty company becomes the catch-all one. It stays one for good. */
async function designate(ctx: Ctx, companyId: number): Promise<void> {
  const company = await findCatchAllFacts(ctx.tx, companyId);
  if (!company) throw notFound('company');
  if (company.isCatchAll) return;
  if (company.hasPeople) throw notEmpty();
  await markCatchAll(ctx.tx, companyId, ctx.now);
}

const notEmpty = (): Refusal =>
  new Refusal(
    409,
    'contactCreation.notEmpty',
    'This company has contacts. People of the catch-all company never see each other, so choose a company without contacts. Nothing was saved.',
    { fields: [{ path: 'catchAllCompanyId', code: 'notEmpty', message: 'Choose a company without contacts.' }] },
  );
const notPublic = (): Refusal =>
  new Refusal(
    409,
    'contactCreation.notPublic',
    'One of the confirmed domains is no longer a domain of its company. Reload the page; nothing was saved.',
  );
