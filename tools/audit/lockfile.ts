import type { Exception } from './exceptions.ts';

/** One entry of `packages` in a lockfile of version 3. */
export interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly license?: string;
  readonly deprecated?: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly workspaces?: readonly string[];
}
export interface Lockfile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
export interface Rules {
  readonly licences: ReadonlySet<string>;
  readonly exceptions: readonly Exception[];
  /** `2026-11-22`. */
  readonly today: string;
}
export interface Complaint {
  readonly package: string;
  readonly about: Exception['allows'] | 'source' | 'expired' | 'lockfile';
  readonly detail: string;
}

/** What is wrong with a lockfile, without asking anybody: a tampered, foreign or unlicensed package shows here. */
export function judgeLockfile(lockfile: Lockfile, rules: Rules): Complaint[] {
  if (lockfile.lockfileVersion !== 3) {
    return [
      { package: '', about: 'lockfile', detail: `Version ${lockfile.lockfileVersion} is not known here; this tool reads version 3.` },
    ];
  }
  const workspaces = new Set(lockfile.packages['']?.workspaces ?? []);
  return Object.entries(lockfile.packages)
    .filter(([path]) => path !== '' && !workspaces.has(path))
    .flatMap(([path, entry]) => judge(path, entry, workspaces))
    .filter((complaint) => !isExcepted(complaint, rules))
    .filter((complaint) => complaint.about !== 'licence' || !isAllowedLicence(complaint.detail, rules.licences));
}

function judge(path: string, entry: LockedPackage, workspaces: ReadonlySet<string>): Complaint[] {
  const name = path.split('node_modules/').at(-1) ?? path;
  const found: Complaint[] = [];
  const complain = (about: Complaint['about'], detail: string) => found.push({ package: name, about, detail });
  if (!path.startsWith('node_modules/') && !path.includes('/node_modules/'))
    complain('source', `${path} is a folder that is no workspace.`);
  if (entry.link) {
    if (!workspaces.has(entry.resolved ?? '')) complain('source', `A link to ${entry.resolved}, which is no workspace.`);
    return found;
  }
  // Registry packages have no `resolved` here (.npmrc): whatever has one comes from somewhere else.
  if (entry.resolved !== undefined) complain('source', `Comes from ${entry.resolved.replace(/\/\/[^@/]*@/, '//')}, not from the registry.`);
  if (entry.name !== undefined && entry.name !== name) complain('source', `Is really the package ${entry.name} under another name.`);
  if (!hasIntegrity(entry)) complain('integrity', 'Has no sha512 of its content, so that anything could be installed in its place.');
  if (entry.hasInstallScript) complain('install-script', 'Runs a script when it is installed.');
  if (entry.dev) return found;
  complain('licence', entry.license ?? 'none');
  if (entry.deprecated !== undefined) complain('deprecated', `Its makers gave it up: ${entry.deprecated}`);
  return found;
}

/**
 * The builds of a development tool for other platforms may lack it: a registry mirror need not have them, and they are not installed
 * here. Whoever does install one has the same complaint for their platform.
 */
const hasIntegrity = (entry: LockedPackage): boolean =>
  (entry.integrity ?? '').split(' ').some((one) => /^sha512-[A-Za-z0-9+/]{86}==$/.test(one)) ||
  (entry.integrity === undefined && entry.dev === true && entry.optional === true && (entry.os ?? entry.cpu ?? entry.libc) !== undefined);

function isExcepted(complaint: Complaint, { exceptions, today }: Rules): boolean {
  return exceptions.some(({ of, allows, until }) => allows === complaint.about && until >= today && names(of, complaint.package));
}

const names = (of: string, name: string): boolean => (of.endsWith('/*') ? name.startsWith(of.slice(0, -1)) : of === name);

/** Reads `A`, `(A OR B)`, `A AND B`: of an OR one suffices, of an AND all are needed. */
export function isAllowedLicence(text: string, allowed: ReadonlySet<string>): boolean {
  const bare = text.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(bare)) return false;
  return bare.split(' OR ').some((one) => one.split(' AND ').every((part) => allowed.has(part.trim())));
}

/** Exceptions whose day is over, and those that nothing needs any more. */
export function judgeExceptions(lockfiles: readonly Lockfile[], rules: Rules): Complaint[] {
  const bare = { ...rules, exceptions: [] };
  const needed = lockfiles.flatMap((lockfile) => judgeLockfile(lockfile, bare));
  return rules.exceptions
    .filter(({ allows }) => allows !== 'advisory')
    .flatMap(({ of, allows, until }): Complaint[] => {
      if (!needed.some((complaint) => complaint.about === allows && names(of, complaint.package)))
        return [{ package: of, about: 'expired', detail: `Nothing needs this exception (${allows}) any more: take it out.` }];
      if (until < rules.today)
        return [{ package: of, about: 'expired', detail: `This exception (${allows}) ended on ${until}: look again.` }];
      return [];
    });
}
