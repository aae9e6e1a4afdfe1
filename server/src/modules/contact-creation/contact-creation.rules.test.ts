import { CREATION_RULES } from '@portico/contracts/contact-creation/shapes.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicDomain, readAddress } from './addresses.rules.ts';
import { type Candidate, type CreationFacts, decide, type KnownAccount } from './contact-creation.rules.ts';

const company = (id: number, open = true): Candidate => ({ id, name: `Company ${id}`, open });
const facts = (more: Partial<CreationFacts>): CreationFacts => ({
  rule: 'domain',
  catchAll: null,
  known: [],
  hasTag: false,
  sid: null,
  bySid: [],
  byDomain: [],
  isPublic: false,
  ...more,
});
const known = (id: number, companyId: number, open = true): KnownAccount => ({
  id,
  kind: 'contact',
  name: 'A',
  company: company(companyId),
  open,
});
const result = (more: Partial<CreationFacts>) => {
  const { outcome, company: where, viaCatchAll, steps } = decide(facts(more));
  return [outcome, where?.id ?? null, viaCatchAll, steps.at(-1)?.verdict];
};

describe('allows', () => {
  const [one, two, lobby] = [company(1), company(2), company(9)];
  it.each<[string, Partial<CreationFacts>, unknown[]]>([
    ['the company of the domain', { byDomain: [one] }, ['create', 1, false, 'company.open']],
    ['the catch-all company for an unknown domain', { catchAll: lobby }, ['create', 9, true, 'company.open']],
    ['the catch-all company for a public domain', { catchAll: lobby, isPublic: true }, ['create', 9, true, 'company.open']],
    [
      'the company of the SID, whatever the domain',
      { rule: 'sid', sid: 'S-1', bySid: [one], byDomain: [two] },
      ['create', 1, false, 'company.open'],
    ],
    [
      'of several with the SID the one with the domain',
      { rule: 'sid', sid: 'S-1', bySid: [one, two], byDomain: [two] },
      ['create', 2, false, 'company.open'],
    ],
    [
      'the company of both',
      { rule: 'sid-and-domain', sid: 'S-1', bySid: [one, two], byDomain: [two] },
      ['create', 2, false, 'company.open'],
    ],
    ['the catch-all company where neither is known', { rule: 'sid-and-domain', catchAll: lobby }, ['create', 9, true, 'company.open']],
  ])('%s', (_name, given, expected) => expect(result(given)).toEqual(expected));

  it('chooses, of several contacts of the address, the one whose company the identifiers name', () => {
    const two = [known(11, 1), known(12, 2)];
    const chosen = (more: Partial<CreationFacts>) => decide(facts({ known: two, ...more })).preferredAccountId;
    expect(chosen({ byDomain: [company(2)] })).toBe(12);
    expect(chosen({ rule: 'domain-no-creation', byDomain: [company(1)] })).toBe(11);
    expect(chosen({ rule: 'sid-no-creation', bySid: [company(1)], byDomain: [company(2)] })).toBe(11);
    expect(chosen({ rule: 'off', byDomain: [company(2)] })).toBeNull();
    expect(chosen({ byDomain: [company(1), company(2)] })).toBeNull();
    expect(decide(facts({ rule: 'off', known: [known(11, 1), known(12, 2, false)] })).preferredAccountId).toBe(11);
  });
});

describe('refuses', () => {
  const [one, two, lobby] = [company(1), company(2), company(9)];
  it.each<[string, Partial<CreationFacts>, unknown[]]>([
    ['everything while it is off', { rule: 'off', byDomain: [one], catchAll: lobby }, ['nobody', null, false, 'rule.off']],
    [
      'rules without creation',
      { rule: 'domain-no-creation', byDomain: [one], catchAll: lobby },
      ['nobody', null, false, 'rule.no-creation'],
    ],
    [
      'a domain that several companies share, also the catch-all company',
      { byDomain: [one, two], catchAll: lobby },
      ['nobody', null, false, 'choice.several'],
    ],
    [
      'a SID that several share while the domain does not decide',
      { rule: 'sid', bySid: [one, two], catchAll: lobby },
      ['nobody', null, false, 'choice.several'],
    ],
    ['half a match', { rule: 'sid-and-domain', bySid: [one], byDomain: [two], catchAll: lobby }, ['nobody', null, false, 'choice.partial']],
    [
      'a known domain without the SID that decides: no stranger either',
      { rule: 'sid', byDomain: [one], catchAll: lobby },
      ['nobody', null, false, 'choice.partial'],
    ],
    [
      'a company that is shut, also the catch-all company',
      { byDomain: [company(1, false)], catchAll: lobby },
      ['nobody', null, false, 'company.shut'],
    ],
    ['a catch-all company that is shut', { catchAll: company(9, false) }, ['nobody', null, false, 'company.shut']],
    ['an unknown domain without catch-all company', {}, ['nobody', null, false, 'catch-all.none']],
    ['addresses with a tag', { byDomain: [one], hasTag: true }, ['nobody', null, false, 'tag.plus']],
    ['an address somebody has', { byDomain: [one], known: [known(1, 2)] }, ['existing', null, false, 'known.some']],
    [
      'an address of a disabled contact, at any door',
      { byDomain: [one], catchAll: lobby, known: [known(1, 2, false)] },
      ['existing', null, false, 'known.shut'],
    ],
  ])('%s', (_name, given, expected) => expect(result(given)).toEqual(expected));

  it('to make anybody where an address is known, a rule makes nobody, or no open company is meant', () => {
    const companies = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 4 }), open: fc.boolean() }), {
      selector: ({ id }) => id,
      maxLength: 3,
    });
    const list = companies.map((rows) => rows.map(({ id, open }) => company(id, open)));
    const any = fc.record({
      rule: fc.constantFrom(...CREATION_RULES),
      catchAll: fc.option(fc.boolean().map((open) => company(9, open))),
      known: fc.array(
        fc.boolean().map((open) => known(7, 1, open)),
        { maxLength: 1 },
      ),
      hasTag: fc.boolean(),
      sid: fc.constant('S-1'),
      bySid: list,
      byDomain: list,
      isPublic: fc.boolean(),
    });
    fc.assert(
      fc.property(any, (given) => {
        const { outcome, company: where, viaCatchAll, steps } = decide(given);
        expect(steps.filter((step) => step.result === 'stops')).toHaveLength(outcome === 'create' ? 0 : 1);
        if (outcome !== 'create') {
          expect(where).toBeNull();
          return;
        }
        expect(given.known).toHaveLength(0);
        expect(given.hasTag || given.rule === 'off' || given.rule.endsWith('-no-creation')).toBe(false);
        const meant = viaCatchAll ? [given.catchAll] : [...given.bySid, ...given.byDomain];
        expect(meant.some((one) => one?.id === where?.id && one?.open)).toBe(true);
        if (viaCatchAll && given.rule === 'domain') expect(given.byDomain).toHaveLength(0);
        if (!viaCatchAll && given.rule === 'sid-and-domain')
          expect(given.bySid.some(({ id }) => id === where?.id) && given.byDomain.some(({ id }) => id === where?.id)).toBe(true);
      }),
    );
  });
});

describe('addresses', () => {
  it('are the same in upper case and in both spellings of an international domain', () => {
    expect(readAddress(' Zoe@MÜLLER.example ')).toEqual(readAddress('zoe@müller.example'));
    const { spellings, domains } = readAddress('zoe@xn--mller-kva.example');
    expect(domains.toSorted()).toEqual(['müller.example', 'xn--mller-kva.example']);
    expect(spellings.toSorted()).toEqual(['zoe@müller.example', 'zoe@xn--mller-kva.example']);
  });
  it('belong to their whole domain only, and know their tag', () => {
    expect(readAddress('a@mail.contoso.com').domains).toEqual(['mail.contoso.com']);
    expect(readAddress('"a@contoso.com"@evil.example').domains).toEqual(['evil.example']);
    expect(readAddress('anna+news@contoso.com').hasTag).toBe(true);
    expect(readAddress('anna@contoso.com').hasTag).toBe(false);
    expect(readAddress('nonsense').domains).toEqual([]);
  });
  it('of public mail providers are known as such', () => {
    for (const domain of ['gmail.com', 'HOTMAIL.com', 'gmx.de', 't-online.de']) expect(isPublicDomain(domain)).toBe(true);
    for (const domain of ['contoso.com', 'mail.gmail.com.evil.example', '']) expect(isPublicDomain(domain)).toBe(false);
  });
});
