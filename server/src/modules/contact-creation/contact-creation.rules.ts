import type { CreationPreview, CreationRule, CreationStep, CreationVerdict, Named } from '@portico/contracts/contact-creation/shapes.ts';

export interface KnownAccount {
  readonly id: number;
  readonly kind: 'contact' | 'tech';
  readonly name: string;
  readonly company: Named | null;
  readonly open: boolean;
}
export interface Candidate extends Named {
  /** People of this company may use the client portal. */
  readonly open: boolean;
}
/** All that the decision rests on; loaded in `contact-creation.reads.ts`. */
export interface CreationFacts {
  readonly rule: CreationRule;
  readonly catchAll: Candidate | null;
  /** Everybody with this address, be they shut. */
  readonly known: readonly KnownAccount[];
  readonly hasTag: boolean;
  readonly sid: string | null;
  readonly bySid: readonly Candidate[];
  readonly byDomain: readonly Candidate[];
  /** The domain belongs to a public mail provider and was confirmed for no company. */
  readonly isPublic: boolean;
}
export interface Decision extends Omit<CreationPreview, 'people'> {
  readonly preferredAccountId: number | null;
}

const NO_CREATION = '-no-creation';
const namesOf = (companies: readonly Candidate[]): Named[] => companies.map(({ id, name }) => ({ id, name }));

/** Collects what each step found. */
function steps() {
  const list: CreationStep[] = [];
  const note =
    (result: CreationStep['result']) =>
    (verdict: CreationVerdict, companies: readonly Candidate[] = []) => {
      list.push({ verdict, result, companies: namesOf(companies) });
    };
  return { list, passes: note('passes'), stops: note('stops'), notes: note('notes') };
}

/**
 * Who a proven address becomes at its first sign-in, and why. Pure: the sign-in and the dry run call it with the same facts.
 *
 * An address somebody here has, be it disabled, never makes another contact: who was shut out must not come back by another door.
 */
export function decide(facts: CreationFacts): Decision {
  const log = steps();
  const nobody = (): Decision => ({ outcome: 'nobody', company: null, viaCatchAll: false, preferredAccountId: null, steps: log.list });
  if (facts.known.length > 0) {
    log.stops(facts.known.some(({ open }) => open) ? 'known.some' : 'known.shut');
    return { ...nobody(), outcome: 'existing', preferredAccountId: preferred(facts) };
  }
  log.passes('known.none');
  if (facts.rule === 'off') log.stops('rule.off');
  else if (facts.rule.endsWith(NO_CREATION)) log.stops('rule.no-creation');
  else log.passes('rule.creates');
  if (facts.rule === 'off' || facts.rule.endsWith(NO_CREATION)) return nobody();
  // One mailbox could make any number of contacts.
  if (facts.hasTag) {
    log.stops('tag.plus');
    return nobody();
  }
  log.passes('tag.plain');
  const chosen = choose(facts, log);
  if (chosen === 'nobody') return nobody();
  const company = chosen === 'unknown' ? facts.catchAll : chosen;
  if (chosen === 'unknown') {
    if (company) log.passes('catch-all.company', [company]);
    else log.stops('catch-all.none');
  }
  if (!company) return nobody();
  if (!company.open) {
    log.stops('company.shut', [company]);
    return nobody();
  }
  log.passes('company.open', [company]);
  const { id, name } = company;
  return { outcome: 'create', company: { id, name }, viaCatchAll: chosen === 'unknown', preferredAccountId: null, steps: log.list };
}

type Log = ReturnType<typeof steps>;

/** The company the identifiers mean; `unknown` when nobody here has any of them, `nobody` when they do not decide. */
function choose(facts: CreationFacts, log: Log): Candidate | 'unknown' | 'nobody' {
  const usesSid = facts.rule.startsWith('sid');
  if (usesSid) noteSid(facts, log);
  noteDomain(facts, log);
  const { bySid, byDomain } = facts;
  const inBoth = bySid.filter(({ id }) => byDomain.some((one) => one.id === id));
  const nothing = bySid.length === 0 && byDomain.length === 0;
  if (facts.rule === 'domain') return oneOf(byDomain, byDomain.length === 0, log);
  if (facts.rule === 'sid-and-domain') {
    if (inBoth.length === 0 && !nothing) return stop(log, 'choice.partial');
    return oneOf(inBoth, nothing, log);
  }
  // The SID decides; where several companies share it, the domain does.
  if (bySid.length > 1) return oneOf(inBoth.length > 0 ? inBoth : bySid, false, log);
  // Somebody whose domain a company has is no stranger, but without the SID it is not decided.
  if (bySid.length === 0 && !nothing) return stop(log, 'choice.partial');
  return oneOf(bySid, nothing, log);
}

function oneOf(found: readonly Candidate[], isUnknown: boolean, log: Log): Candidate | 'unknown' | 'nobody' {
  const [only, ...others] = found;
  if (isUnknown) {
    log.notes('choice.none');
    return 'unknown';
  }
  if (!only || others.length > 0) return stop(log, 'choice.several', found);
  log.passes('choice.one', [only]);
  return only;
}

function stop(log: Log, verdict: CreationVerdict, companies: readonly Candidate[] = []): 'nobody' {
  log.stops(verdict, companies);
  return 'nobody';
}

function noteSid({ sid, bySid }: CreationFacts, log: Log): void {
  if (sid === null) log.notes('sid.missing');
  else if (bySid.length === 0) log.notes('sid.unknown');
  else log.notes(bySid.length === 1 ? 'sid.one' : 'sid.several', bySid);
}

function noteDomain({ byDomain, isPublic }: CreationFacts, log: Log): void {
  if (byDomain.length > 0) log.notes(byDomain.length === 1 ? 'domain.one' : 'domain.several', byDomain);
  else log.notes(isPublic ? 'domain.public' : 'domain.unknown');
}

/** Of several contacts with one address, the one whose company the identifiers name; null when they do not decide. */
function preferred(facts: CreationFacts): number | null {
  const contacts = facts.known.filter(({ kind, open }) => kind === 'contact' && open);
  if (contacts.length === 1) return contacts[0]?.id ?? null;
  if (facts.rule === 'off') return null;
  const has = (list: readonly Candidate[], account: KnownAccount) => list.some(({ id }) => id === account.company?.id);
  const weight = (account: KnownAccount): number => {
    const [sid, domain] = [has(facts.bySid, account), has(facts.byDomain, account)];
    return facts.rule.startsWith('domain') ? Number(domain) : Number(sid) * 2 + Number(domain);
  };
  const best = Math.max(0, ...contacts.map(weight));
  const leading = contacts.filter((account) => best > 0 && weight(account) === best);
  return leading.length === 1 ? (leading[0]?.id ?? null) : null;
}
