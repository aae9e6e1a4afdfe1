import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configOf, watch } from '../../../test/backup/awkward-workspace.ts';
import { testLog } from '../../../test/harness.ts';
import { writeContainer } from '../../kernel/backup/container.ts';
import type { BackupHeader, Item } from '../../kernel/backup/format.ts';
import { encodeItems } from '../../kernel/backup/items.ts';
import { VERSION } from '../../kernel/version.ts';
import { drillBackup } from './drill.ts';
import { restoreWorkspace } from './restore-workspace.ts';

// A forgery in the place of an encrypted backup. What else can be forged: kernel/backup/sealing.test.ts.

const home = mkdtempSync(join(tmpdir(), 'portico-passphrase-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const passphraseFile = join(home, 'passphrase');
const header: Omit<BackupHeader, 'encryption'> = {
  ...{ format: 1, id: 'x', version: VERSION, createdAt: '2026-11-22T02:00:00.000Z', kind: 'scheduled', engine: 'pglite' },
  ...{ publicUrl: 'http://localhost:3000', rows: 0, migrations: [], jobsSchema: 0 },
};
async function* items(): AsyncGenerator<Item> {
  yield { kind: 'instance', secrets: ['a secret of somebody else'] };
  yield { kind: 'end', manifest: { tables: {}, files: { count: 0, bytes: 0, missing: [] } } };
}
const [forged, sealed] = [join(home, 'forged.backup'), join(home, 'sealed.backup')];
beforeAll(async () => {
  writeFileSync(passphraseFile, 'correct horse battery staple\n');
  for (const [path, passphrase] of [
    [forged, null],
    [sealed, 'correct horse battery staple'],
  ] as const)
    await writeContainer(path, header, encodeItems(items()), { passphrase, signal: watch.signal });
});

/** Nobody answers there: whoever gets so far fails with other words. */
const NOWHERE = 'postgres://portico@127.0.0.1:1/portico';
const saidBy = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );
const REFUSED = /^backup\.notEncrypted: .*forged\.backup is not encrypted, but a passphrase was given.*Nothing was changed/;

describe('a plain file in the place of an encrypted backup, with the passphrase given', () => {
  it('is refused by a restore before anything is touched', async () => {
    const place = configOf(join(home, 'place'), null);
    expect(await saidBy(restoreWorkspace({ config: place, log: testLog }, { path: forged, passphraseFile }, watch))).toMatch(REFUSED);
    expect(existsSync(place.dataDir)).toBe(false);
    const on = configOf(join(home, 'place'), NOWHERE);
    expect(await saidBy(restoreWorkspace({ config: on, log: testLog }, { path: forged, passphraseFile }, watch))).toMatch(REFUSED);
    expect(existsSync(place.dataDir)).toBe(false);
    // The real one gets past this.
    expect(await saidBy(restoreWorkspace({ config: on, log: testLog }, { path: sealed, passphraseFile }, watch))).not.toContain('backup.');
  });
  it('is refused by a drill before anything is touched', async () => {
    expect(await saidBy(drillBackup(testLog, { path: forged, to: NOWHERE, passphraseFile }, watch))).toMatch(REFUSED);
    expect(await saidBy(drillBackup(testLog, { path: sealed, to: NOWHERE, passphraseFile }, watch))).not.toContain('backup.');
  });
});
