import { TECH_ROLES, type TechActor } from '@portico/contracts/access/actor.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inPlaceOf, parseActAs } from './act-as.rules.ts';
import { digitsOf } from './codes.rules.ts';
import { destinationsOf, type OpenAccount } from './destinations.rules.ts';
import { missingProofs, type Proof } from './proofs.rules.ts';
import { deviceOf, isLive } from './sessions.rules.ts';

const AT = '2026-11-22T00:00:00.000Z';
const proof = (issuer: string, method: Proof['method'], subject: string): Proof => ({ issuer, method, subject, at: AT });
const account = (id: number, more: Partial<OpenAccount> = {}): OpenAccount => ({
  id,
  kind: 'contact',
  name: `Person ${id}`,
  emailKey: 'a@b.test',
  company: `Company ${id}`,
  role: null,
  enteredAt: null,
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
    expect(missingProofs(account(1), proofs).length === 0).toBe(enough);
  });

  it('an account without an address is opened by no mail', () => {
    expect(missingProofs({ id: 1, emailKey: null }, [proof('email', 'email-code', '')])).not.toEqual([]);
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
    const found = destinationsOf(accounts, [proof('email', 'email-code', 'a@b.test')], 3);
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
      destinationsOf([account(1, { kind: 'tech', role })], [], null).map(({ portal }) => portal);
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
    teamIds: fc.constant([]),
    via: fc.constant(null),
    scopes: fc.constant(null),
    sessionId: fc.constant(null),
  });
  const sees = (actor: Pick<TechActor, 'queueIds' | 'companyIds'>, queue: number, company: number) =>
    (actor.queueIds === null || actor.queueIds.includes(queue)) && (actor.companyIds === null || actor.companyIds.includes(company));

  it('never shows a row that the owner of the key does not see, and never lifts a role', () => {
    fc.assert(
      fc.property(tech, tech, (owner, target) => {
        const actor = inPlaceOf(owner, target);
        if (actor === null) return;
        expect(['admin', 'master-admin']).toContain(owner.role);
        expect(TECH_ROLES.indexOf(actor.role)).toBeLessThanOrEqual(TECH_ROLES.indexOf(owner.role));
        for (let queue = 1; queue <= 5; queue++) {
          for (let company = 1; company <= 5; company++) {
            expect(sees(actor, queue, company)).toBe(sees(owner, queue, company) && sees(target, queue, company));
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
  it('end by both of their clocks', () => {
    const now = '2026-11-22T00:00:00.000Z';
    expect(isLive({ expiresAt: '2026-11-22T00:00:00.001Z', lastSeenAt: now }, now)).toBe(true);
    expect(isLive({ expiresAt: now, lastSeenAt: now }, now)).toBe(false);
    expect(isLive({ expiresAt: '2026-12-01T00:00:00.000Z', lastSeenAt: '2026-11-15T00:00:00.000Z' }, now)).toBe(false);
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
