// The first step of every npm script. Runs under Node >= 20 with nothing installed, so it imports nothing but Node itself.
// It installs the packages when the lockfile says so and, with --web, builds the portals when their sources changed.
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const cache = path.join(root, '.cache');
const installStamp = path.join(modules, '.portico-stamp');
const webStamp = path.join(cache, 'web.stamp');
const lockFile = path.join(cache, 'bootstrap.lock');
const neededMajor = 24;
const quiet = process.argv.includes('--quiet');

class Plain extends Error {}
const say = (line) => {
  if (!quiet) process.stderr.write(`${line}\n`);
};
const major = (version) => Number(version.replace(/^v/, '').split('.')[0]);
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function lockfileHash() {
  const lock = path.join(root, 'package-lock.json');
  if (!existsSync(lock)) throw new Plain('package-lock.json is missing. Check out the project again; it is part of it.');
  return createHash('sha256').update(readFileSync(lock)).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** True when node_modules already holds what the lockfile asks for (a developer ran `npm install` himself). */
function installedMatches() {
  const hidden = read(path.join(modules, '.package-lock.json'));
  if (!hidden) return false;
  let have;
  let want;
  try {
    have = JSON.parse(hidden).packages;
    want = JSON.parse(read(path.join(root, 'package-lock.json'))).packages;
  } catch {
    return false;
  }
  for (const [key, entry] of Object.entries(want)) {
    if (!key.includes('node_modules/')) continue;
    const found = have[key];
    if (!found && (entry.optional || entry.peer)) continue;
    if (!found || found.version !== entry.version || found.integrity !== entry.integrity) return false;
  }
  return Object.keys(have).every((key) => want[key]);
}

/** The Node 24 to run the project with: the one npm brought, else the one that is running now. */
function projectNode() {
  const brought = path.join(modules, '.bin', 'node');
  if (existsSync(brought) && spawnSync(brought, ['--version'], { encoding: 'utf8' }).status === 0) return brought;
  if (major(process.version) >= neededMajor) return process.execPath;
  return null;
}

/** npm and its Node must not live in the folder that `npm ci` deletes, so our own .bin leaves the PATH first. */
function outsidePath() {
  const parts = (process.env.PATH ?? '').split(path.delimiter);
  return parts.filter((part) => part && !path.resolve(part).startsWith(modules)).join(path.delimiter);
}

function npm(args) {
  const env = { ...process.env, PATH: outsidePath(), npm_config_update_notifier: 'false' };
  const options = { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 };
  const direct = spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (!direct.error) return direct;
  const script = process.env.npm_execpath;
  if (!script) throw new Plain('npm was not found on the PATH. It comes with Node; install Node 20 or newer and try again.');
  return spawnSync(process.execPath, [script, ...args], options);
}

const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH/;
const outOfReach =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|network|ENOTCACHED|E50[0-9]\b|E407\b/i;

const npmOptions = [
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--include=dev',
  '--include=optional',
  '--prefer-offline',
  '--fetch-retries=4',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=10000',
];

/**
 * A registry mirror may lack the builds of an optional package for platforms nobody uses there. The lockfile then has no entry
 * for them and `npm ci` refuses, naming each without a version; `npm install` keeps to the same lockfile and passes over them.
 */
function onlyPlatformPackagesMissing(said) {
  const complaints = said.split('\n').filter((line) => /(Missing|Invalid): /.test(line));
  return complaints.length > 0 && complaints.every((line) => /Missing: \S+@ from lock file/.test(line));
}

function install(hash) {
  if (!existsSync(path.join(modules, '.package-lock.json'))) say('Installing packages. This happens once and takes up to a minute …');
  else say('The lockfile changed: installing packages again …');
  const started = Date.now();
  // One quick question first: without a registry npm would retry every package for minutes. A full cache can still serve all.
  const ping = npm(['ping', '--loglevel=error', '--fetch-retries=0', '--fetch-timeout=10000']);
  if (ping.status !== 0 && unreachable.test(ping.stderr)) npmOptions.push('--fetch-retries=0', '--fetch-timeout=10000');
  let result = npm(['ci', ...npmOptions]);
  if (result.status !== 0 && onlyPlatformPackagesMissing(result.stderr)) result = npm(['install', '--no-save', ...npmOptions]);
  if (result.status !== 0) {
    const said = `${result.stderr}\n${result.stdout}`.trim();
    if (outOfReach.test(said)) {
      const where = npm(['config', 'get', 'registry']).stdout?.trim() || 'the npm registry';
      throw new Plain(
        `The packages could not be downloaded: ${where} is out of reach.\n` +
          'Nothing was started. Check the connection, or set a proxy or mirror (npm config set registry URL), then run the same command again.\n\n' +
          said.split('\n').slice(0, 8).join('\n'),
      );
    }
    throw new Plain(
      `The packages could not be installed (npm ci stopped with ${result.status ?? result.signal}). npm said:\n\n${said.slice(0, 3000)}`,
    );
  }
  if (!projectNode()) {
    throw new Plain(
      `Portico runs on Node ${neededMajor}. No ready-made one came with the packages for ${process.platform} ${process.arch}, and this is Node ${process.version}.\n` +
        `Install Node ${neededMajor} or newer from https://nodejs.org and run the same command again.`,
    );
  }
  writeFileSync(installStamp, hash);
  say(`Packages installed in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
}

/** Hash over everything that goes into the built portals. About 20 ms for a few hundred files. */
function webHash() {
  const hash = createHash('sha256');
  const web = path.join(root, 'web');
  const top = existsSync(web) ? readdirSync(web).filter((name) => /\.(html|json|[cm]?[jt]s)$/.test(name)) : [];
  const visit = (target) => {
    if (!existsSync(target)) return;
    if (statSync(target).isDirectory()) {
      for (const name of readdirSync(target).sort()) visit(path.join(target, name));
      return;
    }
    // The build itself writes the generated route tree, and tests are no part of the bundle.
    if (/\.(gen|test)\.tsx?$/.test(target)) return;
    hash.update(path.relative(root, target)).update('\0').update(readFileSync(target)).update('\0');
  };
  for (const name of top.sort()) visit(path.join(web, name));
  for (const folder of ['web/src', 'web/build', 'web/public', 'contracts/src']) visit(path.join(root, folder));
  visit(path.join(root, 'package-lock.json'));
  return hash.digest('hex');
}

const webIsCurrent = (hash) => existsSync(path.join(root, 'web', 'dist', 'assets')) && read(webStamp) === hash;

function buildWeb(hash) {
  say('Building the portals …');
  const started = Date.now();
  rmSync(webStamp, { force: true });
  const vite = path.join(modules, 'vite', 'bin', 'vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const options = { cwd: path.join(root, 'web'), env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 };
  const result = spawnSync(projectNode() ?? process.execPath, [vite, 'build', '--logLevel', 'warn'], options);
  if (result.status !== 0) {
    throw new Plain(`The portals could not be built. Vite said:\n\n${`${result.stderr}\n${result.stdout}`.trim().slice(-4000)}`);
  }
  writeFileSync(webStamp, hash);
  say(`Portals built in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Two starts at once: the second waits until the first has finished, then finds everything done. */
function withLock(work) {
  mkdirSync(cache, { recursive: true });
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  let told = false;
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(read(lockFile));
    let age = 0;
    try {
      age = Date.now() - statSync(lockFile).mtimeMs;
    } catch {
      continue;
    }
    // A holder that was killed leaves its file behind; an empty file is a holder between creating and writing.
    if ((holder > 0 && !alive(holder)) || (holder === 0 && age > 5000) || age > 20 * 60_000) {
      try {
        const aside = `${lockFile}.${randomUUID()}`;
        renameSync(lockFile, aside);
        // Someone else may have taken it over between our look and our move: then it goes back.
        if (read(aside) === String(holder || '')) rmSync(aside, { force: true });
        else renameSync(aside, lockFile);
      } catch {
        // Another waiter took it aside first.
      }
      continue;
    }
    if (!told) say('Another start is preparing the project; waiting for it …');
    told = true;
    Atomics.wait(sleeper, 0, 0, 200);
  }
  try {
    return work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function main() {
  if (major(process.version) < 20)
    throw new Plain(`Portico needs Node 20 or newer to start; this is ${process.version}. See https://nodejs.org.`);
  const hash = lockfileHash();
  if (read(installStamp) !== hash) {
    withLock(() => {
      if (read(installStamp) === hash) return;
      if (installedMatches() && projectNode()) writeFileSync(installStamp, hash);
      else install(hash);
    });
  }
  if (process.argv.includes('--web') && !webIsCurrent(webHash())) {
    withLock(() => {
      const now = webHash();
      if (!webIsCurrent(now)) buildWeb(now);
    });
  }
}

try {
  main();
} catch (error) {
  if (error instanceof Plain) process.stderr.write(`\n${error.message}\n`);
  else if (error?.code === 'EACCES' || error?.code === 'EROFS' || error?.code === 'EPERM') {
    process.stderr.write(
      `\n${error.path ?? root} cannot be written by this user. Give the user the folder, or copy it to one of its own, and run the same command again.\n`,
    );
  } else throw error;
  process.exit(1);
}
