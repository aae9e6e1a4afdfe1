import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

export interface OldCommit {
  readonly commit: string;
  readonly why: string;
}

/**
 * This commit, or the last one before it whose migrations are all still as they were: those that no version was published with may change
 * until one is, and a server that ran the earlier words of one was nobody's. Empty when there is none.
 */
function sameMigrationsFrom(commit: string): string {
  if (commit === '') return '';
  const files = readdirSync(join(ROOT, 'server', 'migrations')).filter((file) => file.endsWith('.sql'));
  const hashes = git('hash-object', ...files.map((file) => `server/migrations/${file}`)).split('\n');
  const present = new Map(files.map((file, n) => [`server/migrations/${file}`, hashes[n]]));
  const isSame = (candidate: string): boolean =>
    git('ls-tree', '-r', candidate, 'server/migrations')
      .split('\n')
      .map((line) => /^\d+ blob (\w+)\t(.*\.sql)$/.exec(line))
      .every((match) => match === null || present.get(match[2] ?? '') === match[1]);
  return git('rev-list', '--first-parent', '-n', '200', commit).split('\n').find(isSame) ?? '';
}

/**
 * The server that ran before this change: the last commit when files of the server differ from it, else the one before; and, when it is
 * another, the last commit that lacked the newest migration; both with migrations as they are now. `reason` tells why there is none.
 */
export function findOldCommits(): { readonly found: readonly OldCommit[]; readonly reason: string | null } {
  try {
    const changed = git('status', '--porcelain', '--', 'server/src', 'server/migrations', 'contracts/src') !== '';
    const previous = sameMigrationsFrom(git('rev-parse', '--verify', '--quiet', changed ? 'HEAD' : 'HEAD~1'));
    if (previous === '') return { found: [], reason: 'no earlier commit has migrations that are still as they were' };
    const found: OldCommit[] = [{ commit: previous, why: 'the commit before' }];
    const newest =
      readdirSync(join(ROOT, 'server', 'migrations'))
        .filter((file) => file.endsWith('.sql'))
        .sort()
        .at(-1) ?? '';
    const added = git('log', '--diff-filter=A', '--format=%H', '-n', '1', '--', `server/migrations/${newest}`);
    const before =
      added === ''
        ? previous
        : sameMigrationsFrom(
            spawnSync('git', ['rev-parse', '--verify', '--quiet', `${added}~1`], { cwd: ROOT, encoding: 'utf8' }).stdout.trim(),
          );
    if (before !== '' && before !== previous && git('ls-tree', '--name-only', before, 'server/src/main.ts') !== '') {
      found.push({ commit: before, why: `the last one without ${newest}` });
    }
    return { found, reason: null };
  } catch {
    return { found: [], reason: 'there is no history of an earlier server here (a shallow clone, or no git)' };
  }
}

/** That commit's files in a folder of their own, with the packages that are installed here. @returns its main.ts. */
export function unpackOld(commit: string): { readonly root: string; readonly main: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'portico-old-'));
  const archive = join(root, 'old.tar');
  writeFileSync(archive, execFileSync('git', ['archive', '--format=tar', commit], { cwd: ROOT, maxBuffer: 1 << 30 }));
  execFileSync('tar', ['-xf', archive, '-C', root]);
  rmSync(archive);
  const packages = join(root, 'node_modules');
  mkdirSync(join(packages, '@portico'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@portico') symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
  }
  // The workspaces must be its own, or the old server would speak with the words of the new one.
  for (const name of ['contracts', 'server', 'web', 'bench', 'e2e']) symlinkSync(join(root, name), join(packages, '@portico', name));
  return { root, main: join(root, 'server', 'src', 'main.ts'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Packages that the old server names and this checkout no longer installs. */
export function packagesGone(root: string): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'server', 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(dependencies).filter((name) => !existsSync(join(root, 'node_modules', name)));
}
