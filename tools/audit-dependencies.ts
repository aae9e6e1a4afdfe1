/**
 * Judges what we depend on: every package of the lockfiles has its sha512, comes from the registry, runs no script at installation,
 * is licensed for passing on and not given up by its makers; and, where the registry answers, has no grave advisory.
 *
 * node tools/audit-dependencies.ts [--offline]   --offline judges the lockfiles only
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readAudit } from './audit/advisories.ts';
import { exceptions, licences } from './audit/exceptions.ts';
import { type Complaint, judgeExceptions, judgeLockfile, type Lockfile } from './audit/lockfile.ts';
import { root } from './steps.ts';

const LOCKFILES = ['package-lock.json', 'tools/api-client/package-lock.json'];
const isOffline = process.argv.includes('--offline');
const today = new Date().toISOString().slice(0, 10);
// Without the registry only the files count: an exception does not end in the middle of somebody's afternoon.
const rules = { licences, exceptions, today: isOffline ? '' : today };

const locked = LOCKFILES.map((name) => ({ name, lockfile: JSON.parse(readFileSync(path.join(root, name), 'utf8')) as Lockfile }));
const complaints: Complaint[] = locked.flatMap(({ lockfile }) => judgeLockfile(lockfile, rules));
complaints.push(
  ...judgeExceptions(
    locked.map(({ lockfile }) => lockfile),
    rules,
  ),
);
console.log(
  `${locked.reduce((sum, { lockfile }) => sum + Object.keys(lockfile.packages).length, 0)} entries of ${LOCKFILES.length} lockfiles judged.`,
);
if (!isOffline) {
  askForAdvisories();
  writeMaterials();
}
for (const one of complaints) console.log(`${one.package}  ${one.about}  ${one.detail}`);
console.log(
  complaints.length === 0
    ? 'The dependencies hold.'
    : `\n${complaints.length} complaints about dependencies. Exceptions with a reason: tools/audit/exceptions.ts`,
);
process.exitCode = complaints.length === 0 ? 0 : 1;

function npm(...args: string[]): string {
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', timeout: 90_000, maxBuffer: 64 * 1024 * 1024 });
  return stdout ?? '';
}

function askForAdvisories(): void {
  const advisories = readAudit(npm('audit', '--omit=dev', '--json'), exceptions, today);
  if (advisories.asked) {
    complaints.push(...advisories.complaints);
    console.log(`Advisories were asked: ${advisories.complaints.length} high or critical, ${advisories.lesser} lesser ones.`);
    return;
  }
  const line = '!'.repeat(78);
  console.log(`${line}\n!! ADVISORIES COULD NOT BE ASKED (${advisories.why}).`);
  console.log(`!! Known holes in dependencies were NOT looked for. Run this where the registry answers.\n${line}`);
}

/** The bill of materials of what runs in production, beside the other results. */
function writeMaterials(): void {
  const text = npm('sbom', '--omit=dev', '--sbom-format=cyclonedx');
  const folder = path.join(root, '.cache');
  if (!existsSync(folder)) mkdirSync(folder);
  const file = path.join(folder, 'sbom.cdx.json');
  const isWritten = text.includes('"bomFormat"');
  if (isWritten) writeFileSync(file, text);
  console.log(isWritten ? `Bill of materials (CycloneDX): ${path.relative(root, file)}` : 'No bill of materials: npm did not write one.');
}
