import type { Actor } from '@portico/contracts/access/actor.ts';
import type { diagnoseSignIn as contract, Diagnosis, Finding } from '@portico/contracts/diagnosis/routes.ts';
import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { addressKeyOf, findMethods, type Methods } from '../../access/index.ts';
import { decideAddress } from '../../contact-creation/index.ts';
import { findLastLimit, findLastSignInMail, type Known, type LastMail, listKnown } from '../diagnosis.reads.ts';

const HOUR_MS = 3_600_000;

/** Walks through everything that can keep an address out, in the order in which it would be mended. */
export async function diagnoseSignIn(ctx: Ctx, { query }: InputOf<typeof contract>): Promise<Diagnosis> {
  const emailKey = await addressKeyOf(ctx.tx, query.email);
  const known = await listKnown(ctx.tx, ctx.actor, emailKey);
  // Whoever sees some companies only must not tell an unknown address from one that somebody else's people have.
  if (known.length === 0 && isRestricted(ctx.actor)) return { findings: [finding('address.unknown', 'problem')], creationVerdict: null };
  const methods = await findMethods(ctx.tx, emailKey);
  const limited = await findLastLimit(ctx.tx, emailKey, new Date(Date.parse(ctx.now) - HOUR_MS).toISOString());
  const mail = await findLastSignInMail(ctx.tx, ctx.actor, emailKey);
  const creation = isRestricted(ctx.actor) ? null : await decideAddress(ctx.tx, emailKey);
  const decided = creation && known.length === 0 ? creation : null;
  return {
    findings: [
      ...addressFindings(known),
      ...known.flatMap((person) => personFindings(person, methods)),
      ...(decided
        ? [
            finding(`creation.${decided.outcome}`, decided.outcome === 'create' ? 'ok' : 'note', {
              detail: decided.company?.name ?? null,
              link: '/contact-creation',
            }),
          ]
        : []),
      finding(methods.offered.includes('email') ? 'method.emailOn' : 'method.emailOff', methods.offered.includes('email') ? 'ok' : 'note'),
      limited === null ? finding('limit.free', 'ok') : finding('limit.reached', 'problem', { at: limited }),
      mailFinding(mail),
      finding('portal.address', 'note', { detail: ctx.services.config.publicUrl, link: '/health' }),
    ],
    creationVerdict: decided?.steps.findLast((step) => step.result === 'stops')?.verdict ?? null,
  };
}

const isRestricted = (actor: Actor): boolean => actor.kind === 'tech' && actor.companyIds !== null;

function finding(key: Finding['key'], state: Finding['state'], more: Partial<Finding> = {}): Finding {
  return { key, state, person: null, at: null, detail: null, link: null, ...more };
}

function addressFindings(known: readonly Known[]): Finding[] {
  if (known.length === 0) return [finding('address.unknown', 'problem', { link: '/contacts/new' })];
  return [finding(known.length === 1 ? 'address.known' : 'address.several', known.length === 1 ? 'ok' : 'note')];
}

const MENDED_AT: Readonly<Record<Known['standing'], (person: Known) => string>> = {
  open: ownPage,
  disabled: ownPage,
  'no-email': ownPage,
  'company-disabled': ({ company }) => `/companies/${company?.id}`,
  'company-type': () => '/portal-access',
  'company-status': () => '/portal-access',
};
function ownPage({ kind, id }: Known): string {
  return kind === 'tech' ? `/techs/${id}` : `/contacts/${id}`;
}

function personFindings(known: Known, methods: Methods): Finding[] {
  const { standing, passkeys, ...person } = known;
  const isOpen = standing === 'open';
  const own = [finding(`person.${standing}`, isOpen ? 'ok' : 'problem', { person, link: MENDED_AT[standing](known) })];
  const ways = methods.byAccount.get(known.id) ?? [];
  if (!isOpen) return own;
  if (ways.length > 0) return [...own, ...passkeyFindings(person, passkeys, ways)];
  const link = known.company ? `/companies/${known.company.id}` : null;
  return [...own, finding('person.noMethod', 'problem', { person, link })];
}

/** A passkey that is not let in, and the lack of one where nothing else is. */
function passkeyFindings(person: Finding['person'], count: number, ways: readonly string[]): Finding[] {
  const more = { person, detail: String(count) };
  if (count > 0) return [ways.includes('passkey') ? finding('passkey.works', 'ok', more) : finding('passkey.off', 'note', more)];
  return ways.every((way) => way === 'passkey') ? [finding('passkey.missing', 'problem', { person })] : [];
}

function mailFinding(mail: LastMail | null): Finding {
  if (!mail) return finding('mail.none', 'note');
  const { at, error: detail, state } = mail;
  const more = { at, detail, link: `/mail/${mail.id}` };
  if (state === 'sent') return finding('mail.sent', 'ok', more);
  return state === 'failed' ? finding('mail.failed', 'problem', more) : finding('mail.waiting', 'note', more);
}
