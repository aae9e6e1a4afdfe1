import { TECH_ROLES, type TechActor } from '@portico/contracts/access/actor.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inPlaceOf, parseActAs } from './act-as.rules.ts';
import { digitsOf } from './codes.rules.ts';
import { destinationsOf, type OpenAccount } from './destinations.rules.ts';
import { mayHearOf, missingProofs, type Proof } from './proofs.rules.ts';
import { deviceOf, endOf, limitFor } from './sessions.rules.ts';

const AT = '2026-11-22T00:00:00.000Z';
const proof = (issuer: string, method: Proof['method'], subject: string): Proof => ({ issuer, method, subject, at: AT });
const NOW = { enteredAt: null, now: AT };
const account = (id: number, more: Partial<OpenAccount> = {}): OpenAccount => ({
  id,
  kind: 'contact',
  name: `Person ${id}`,
  emailKey: 'a@b.test',
  company: `Company ${id}`,
  role: null,
  enteredAt: null,
  providers: [],
  hasTotp: false,
  hasPasskey: false,
  rules: null,
  companyRules: null,
  ...more,
});

describe('proofs', () => {
  it.each([
    ['a code for its own address', [proof('email', 'email-code', 'a@b.test')], true],
    ['a link for its own address', [proof('email', 'email-link', 'a@b.test')], true],
    ['a code for another address', [proof('email', 'email-code', 'x@b.test')], false],
    ['its own password', [proof('account:1', 'password', 'a@b.test')], true],
    ['the password of another account of the same address', [proof('account:2', 'password', 'a@b.test')], false],
    ['nothing', [], false],
  ])('%s', (_, proofs, enough) => {
    expect(missingProofs(account(1), proofs, null).length === 0).toBe(enough);
  });

  it('an account without an address is opened by no mail', () => {
    expect(missingProofs(account(1, { emailKey: null }), [proof('email', 'email-code', '')], null)).not.toEqual([]);
  });
});

describe('proofs of identity providers', () => {
  const covered = account(1, { providers: [{ id: 7, scope: 'contacts', method: 'oidc' }] });
  it.each([
    ['one that covers the account', proof('idp:7', 'oidc', 'a@b.test'), true],
    ['one that does not, or is disabled', proof('idp:8', 'oidc', 'a@b.test'), false],
    ['the right one by another method', proof('idp:7', 'saml', 'a@b.test'), false],
    ['the right one for another address', proof('idp:7', 'oidc', 'x@b.test'), false],
    ['one whose number only begins alike', proof('idp:77', 'oidc', 'a@b.test'), false],
  ])('%s', (_, shown, enough) => {
    expect([missingProofs(covered, [shown], null).length === 0, mayHearOf(covered, [shown])]).toEqual([enough, enough]);
  });
  it('tell of no account they do not cover, while whoever reads the mailbox hears of all', () => {
    expect(mayHearOf(account(2), [proof('idp:7', 'oidc', 'a@b.test')])).toBe(false);
    expect(mayHearOf(account(2), [proof('idp:7', 'oidc', 'a@b.test'), proof('email', 'email-code', 'a@b.test')])).toBe(true);
    expect(missingProofs({ ...covered, emailKey: null }, [proof('idp:7', 'oidc', '')], null)).not.toEqual([]);
  });
});

describe('destinations', () => {
  it('portals by last use, companies within them by last use, then by name', () => {
    const accounts = [
      account(1, { company: 'Beta' }),
      account(2, { company: 'Alpha' }),
      account(3, { company: 'Zeta', enteredAt: '2026-01-01T00:00:00.000Z' }),
      account(4, { kind: 'tech', company: null, role: 'master-admin', enteredAt: '2026-02-01T00:00:00.000Z' }),
    ];
    const found = destinationsOf(accounts, [proof('email', 'email-code', 'a@b.test')], 3, NOW);
    expect(found.map(({ portal, accountId }) => `${portal}:${accountId}`)).toEqual([
      'tech:4',
      'admin:4',
      'portal:3',
      'portal:2',
      'portal:1',
    ]);
    expect(found.filter(({ isCurrent }) => isCurrent).map(({ accountId }) => accountId)).toEqual([3]);
  });

  it('the admin console only for administrators', () => {
    const portals = (role: OpenAccount['role']) =>
      destinationsOf([account(1, { kind: 'tech', role })], [], null, NOW).map(({ portal }) => portal);
    expect(TECH_ROLES.map((role) => portals(role).length)).toEqual([1, 1, 1, 2, 2]);
  });
});

describe('acting for others', () => {
  const restriction = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 4 })), { nil: null });
  const tech = fc.record({
    kind: fc.constant('tech' as const),
    audience: fc.constant('tech' as const),
    accountId: fc.integer({ min: 1, max: 9 }),
    role: fc.constantFrom(...TECH_ROLES),
    queueIds: restriction,
    companyIds: restriction,
    categoryIds: restriction,
    teamIds: fc.constant([]),
    via: fc.constant(null),
    scopes: fc.constant(null),
    sessionId: fc.constant(null),
  });
  const within = (list: readonly number[] | null, id: number) => list === null || list.includes(id);
  const sees = (actor: TechActor, queue: number, company: number, category: number) =>
    within(actor.queueIds, queue) && within(actor.companyIds, company) && within(actor.categoryIds, category);

  it('never shows a row that the owner of the key does not see, and never lifts a role', () => {
    fc.assert(
      fc.property(tech, tech, (owner, target) => {
        const actor = inPlaceOf(owner, target);
        if (actor === null) return;
        expect(['admin', 'master-admin']).toContain(owner.role);
        expect(TECH_ROLES.indexOf(actor.role)).toBeLessThanOrEqual(TECH_ROLES.indexOf(owner.role));
        for (let queue = 1; queue <= 5; queue++) {
          for (let company = 1; company <= 5; company++) {
            for (let category = 1; category <= 5; category++)
              expect(sees(actor, queue, company, category)).toBe(
                sees(owner, queue, company, category) && sees(target, queue, company, category),
              );
          }
        }
      }),
    );
  });

  it('reads the header exactly', () => {
    expect(parseActAs(' contact:12 ')).toEqual({ kind: 'contact', id: 12 });
    for (const bad of ['contact', 'contact:0', 'contact:1e3', 'admin:1', 'tech:99999999999', 'tech:3,tech:4', ''])
      expect(parseActAs(bad)).toBeNull();
  });
});

describe('sessions', () => {
  it('end unused, too long after the last proof, and for the reason they were ended with', () => {
    const now = '2026-11-22T00:00:00.000Z';
    const good = {
      createdAt: '2026-11-20T00:00:00.000Z',
      expiresAt: '2026-12-01T00:00:00.000Z',
      lastSeenAt: now,
      revokedAt: null,
      endReason: null,
      proofs: [],
    };
    const limit = { idleMinutes: 60, maxHours: 72 };
    expect(endOf(good, limit, now)).toBeNull();
    expect(endOf({ ...good, lastSeenAt: '2026-11-21T23:00:00.000Z' }, limit, now)).toBe('idle');
    expect(endOf({ ...good, lastSeenAt: '2026-11-21T23:00:00.001Z' }, limit, now)).toBeNull();
    expect(endOf(good, { ...limit, maxHours: 48 }, now)).toBe('too-long');
    const provenBy = (method: 'email-code' | 'totp') => ({ ...good, proofs: [{ at: '2026-11-20T00:00:00.001Z', method }] });
    expect(endOf(provenBy('email-code'), { ...limit, maxHours: 48 }, now)).toBeNull();
    expect(endOf(provenBy('totp'), { ...limit, maxHours: 48 }, now)).toBe('too-long');
    expect(endOf({ ...good, expiresAt: now }, limit, now)).toBe('too-long');
    expect(endOf({ ...good, revokedAt: now, endReason: 'by-admin' }, limit, now)).toBe('by-admin');
    expect(endOf({ ...good, revokedAt: now, endReason: null }, limit, now)).toBe('ended');
    expect(limitFor({ sessions: { admin: limit } } as never, 'admin')).toBe(limit);
    expect(limitFor(null, 'admin').maxHours).toBeLessThan(limitFor(null, 'contact').maxHours);
  });

  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 'Safari on macOS'],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36',
      'Samsung Internet on Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    ['Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Mobile Safari/604.1', 'Chrome on iPad'],
    ['curl/8.0', 'Unknown device'],
    [null, 'Unknown device'],
  ])('%s is %s', (userAgent, words) => {
    expect(deviceOf(userAgent)).toBe(words);
  });

  it('codes are read as people copy them', () => {
    expect(['123 456', '123-456', ' 123.456\n', '１２３４５６'].map(digitsOf)).toEqual(Array(4).fill('123456'));
  });
});
