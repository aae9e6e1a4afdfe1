import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAudit } from './audit/advisories.ts';
import { exceptions, licences } from './audit/exceptions.ts';
import { isAllowedLicence, judgeExceptions, judgeLockfile, type LockedPackage, type Lockfile } from './audit/lockfile.ts';
import { root } from './steps.ts';

const real = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lockfile;
const rules = { licences, exceptions, today: '2026-11-22' };
/** The real lockfile with one entry changed. */
const tampered = (name: string, change: LockedPackage): Lockfile => {
  const path = `node_modules/${name}`;
  if (!real.packages[path]) throw new Error(`${name} is not in the lockfile`);
  return { ...real, packages: { ...real.packages, [path]: { ...real.packages[path], ...change } } };
};
const about = (lockfile: Lockfile) => judgeLockfile(lockfile, rules).map((one) => `${one.package} ${one.about}`);

describe('allows', () => {
  it('the lockfile as it is', () => {
    expect(judgeLockfile(real, rules)).toEqual([]);
    expect(judgeExceptions([real], rules)).toEqual([]);
    expect(Object.keys(real.packages).length).toBeGreaterThan(300);
  });
  it.each(['MIT', '(MPL-2.0 OR Apache-2.0)', 'MIT AND ISC', 'GPL-3.0 OR MIT'])('the licence %s', (text) => {
    expect(isAllowedLicence(text, licences)).toBe(true);
  });
});

describe('refuses', () => {
  it.each<[string, string, LockedPackage]>([
    ['fastify', 'integrity', { integrity: undefined as unknown as string }],
    ['fastify', 'integrity', { integrity: 'sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ['fastify', 'integrity', { integrity: 'sha512-short' }],
    ['fastify', 'source', { resolved: 'git+ssh://git@git.example.com/someone/fastify.git#abc' }],
    ['fastify', 'source', { resolved: 'https://files.example.com/fastify.tgz' }],
    ['fastify', 'source', { name: 'fastifyy' }],
    ['fastify', 'source', { link: true, resolved: '../elsewhere' }],
    ['fastify', 'install-script', { hasInstallScript: true }],
    ['vitest', 'install-script', { hasInstallScript: true }],
    ['fastify', 'licence', { license: 'SSPL-1.0' }],
    ['fastify', 'licence', { license: undefined as unknown as string }],
    ['fastify', 'deprecated', { deprecated: 'Use another.' }],
  ])('%s: %s %o', (name, what, change) => {
    expect(about(tampered(name, change))).toEqual([`${name} ${what}`]);
  });
  it('a folder that is no workspace, and a lockfile of another kind', () => {
    const packages = {
      ...real.packages,
      'vendor/thing': { version: '1.0.0', license: 'MIT', integrity: real.packages['node_modules/fastify']!.integrity! },
    };
    expect(about({ ...real, packages })).toEqual(['vendor/thing source']);
    expect(judgeLockfile({ ...real, lockfileVersion: 1 }, rules)).toMatchObject([{ about: 'lockfile' }]);
  });
  it.each(['GPL-3.0', 'MIT AND GPL-3.0', '(MIT AND (GPL-2.0 OR ISC))', 'none', '', 'UNLICENSED'])('the licence %j', (text) => {
    expect(isAllowedLicence(text, licences)).toBe(false);
  });
  it('exceptions that ended, and those nobody needs', () => {
    const late = { ...rules, today: '2030-01-01' };
    expect(judgeLockfile(real, late).map((one) => one.about)).toContain('licence');
    expect(judgeExceptions([real], late).map((one) => one.about)).toEqual(exceptions.map(() => 'expired'));
    const idle = { ...rules, exceptions: [{ of: 'nothing', allows: 'licence', because: '', until: '2099-01-01' } as const] };
    expect(judgeExceptions([real], idle)).toMatchObject([{ package: 'nothing', about: 'expired' }]);
  });
});

describe('advisories', () => {
  const via = [{ title: 'Bad', url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc', severity: 'high' }];
  const report = (severity: string) =>
    JSON.stringify({
      vulnerabilities: { left: { severity, via: [{ ...via[0], severity }] }, right: { severity, via: ['left'] } },
      metadata: { vulnerabilities: { [severity]: 2 } },
    });
  it('that are high or critical are complaints, lesser ones are counted', () => {
    expect(readAudit(report('high'), [], '2026-11-22')).toMatchObject({
      asked: true,
      complaints: [{ package: 'left', about: 'advisory' }],
      lesser: 0,
    });
    expect(readAudit(report('critical'), [], '2026-11-22')).toMatchObject({
      complaints: [{ detail: expect.stringContaining('GHSA-aaaa-bbbb-cccc') }],
    });
    expect(readAudit(report('moderate'), [], '2026-11-22')).toEqual({ asked: true, complaints: [], lesser: 1 });
  });
  it('pass with a reason, until its day is over', () => {
    const known = [{ of: 'GHSA-aaaa-bbbb-cccc', allows: 'advisory', because: 'not reachable', until: '2026-12-01' } as const];
    expect(readAudit(report('high'), known, '2026-12-01')).toMatchObject({ complaints: [] });
    expect(readAudit(report('high'), known, '2026-12-02')).toMatchObject({ complaints: [{}] });
  });
  it('that could not be asked are never an all-clear', () => {
    for (const answer of ['', 'nonsense', '{"statusCode":405}', '{"error":{"code":"ENOTFOUND"}}', '{"vulnerabilities":{}}'])
      expect(readAudit(answer, [], '2026-11-22').asked).toBe(false);
  });
});
