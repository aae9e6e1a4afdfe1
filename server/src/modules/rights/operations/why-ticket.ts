import type { Actor } from '@portico/contracts/access/actor.ts';
import type { InputOf } from '@portico/contracts/kernel/route.ts';
import { flagIn } from '@portico/contracts/rights/flags.ts';
import type { whyTicket as contract } from '@portico/contracts/rights/routes.ts';
import type { WhyTicket } from '@portico/contracts/rights/shapes.ts';
import { TICKET_ACTIONS } from '@portico/contracts/rights/verdicts.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { judgeAccount, type Standing } from '../../access/index.ts';
import { personRefs } from '../../accounts/index.ts';
import { findCompany } from '../../companies/index.ts';
import { canReadContact, findContact } from '../../contacts/index.ts';
import { findTech } from '../../techs/index.ts';
import { explainTicket } from '../../tickets/index.ts';
import { findContactFacts } from '../rights.reads.ts';
import { viewAt } from '../rights.rules.ts';
import { type Origins, settingOf } from '../why.rules.ts';

/** Each rule's verdict comes from the policy itself; here it only learns where it was decided. */
export async function whyTicket(ctx: Ctx, { query }: InputOf<typeof contract>): Promise<WhyTicket> {
  const { person, origins } = await personOf(ctx, query.accountId);
  const { standing, actor } = await judgeAccount(ctx.tx, query.accountId);
  const explained = await explainTicket(ctx, query.number, actor ?? NOBODY);
  if (!explained) throw notFound('ticket');
  const entry = standing.map((one) => ({ ...one, setting: entrySetting(one, origins) }));
  return {
    person,
    ticket: explained.ticket,
    actions: TICKET_ACTIONS.map((action) => {
      // Who cannot get in is judged no further: there is no actor to ask the rules of.
      const rules = actor === null ? [] : explained.verdicts[action];
      const verdicts = [
        ...entry,
        ...rules.map(({ any, ...one }) => ({
          ...one,
          setting: settingOf(one.rule, origins),
          ...(any ? { any: any.map((part) => ({ rule: part.rule, holds: part.holds, setting: settingOf(part.rule, origins) })) } : {}),
        })),
      ];
      return { action, allowed: actor !== null && verdicts.every((one) => one.holds), verdicts };
    }),
  };
}

const NOBODY: Actor = { kind: 'anonymous', audience: 'anyone', accountId: null, via: null, scopes: null, sessionId: null };

const entrySetting = (one: Standing, origins: Origins): string =>
  one.rule === 'entry.company' && origins.kind === 'contact'
    ? `/companies/${origins.companyId}`
    : `/${origins.kind === 'contact' ? 'contacts' : 'techs'}/${origins.id}`;

async function personOf(ctx: Ctx, id: number): Promise<{ readonly person: WhyTicket['person']; readonly origins: Origins }> {
  const ref = (await personRefs(ctx, [id])).get(id);
  const contact = await findContact(ctx.tx, id);
  if (contact) {
    const facts = await findContactFacts(ctx.tx, id);
    const company = await findCompany(ctx.tx, contact.companyId);
    if (!ref || !facts || !company || !canReadContact(ctx.actor, contact)) throw notFound('account');
    const cascade = { ...facts.flags, roles: facts };
    const origins: Origins = {
      kind: 'contact',
      id,
      companyId: company.id,
      allTickets: flagIn(facts.flags, 'allTickets'),
      approver: flagIn(cascade, 'approver'),
      queues: viewAt('contact', cascade, facts.queues).queues,
    };
    return { person: { ...ref, company: { id: company.id, name: company.name }, role: null }, origins };
  }
  const tech = await findTech(ctx.tx, id);
  if (!ref || !tech) throw notFound('account');
  const { own } = tech;
  const origins: Origins = {
    kind: 'tech',
    id,
    queues: own.queueIds !== null,
    companies: own.companyIds !== null,
    categories: own.categoryIds !== null,
  };
  return { person: { ...ref, company: null, role: tech.role }, origins };
}
