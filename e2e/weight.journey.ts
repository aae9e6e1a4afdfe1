import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

it('the first pages weigh no more than was promised', () => {
  const root = path.resolve(import.meta.dirname, '..');
  const measured = spawnSync(process.execPath, ['web/measure-bundle.ts'], { cwd: root, encoding: 'utf8' });
  expect(measured.status, measured.stdout + measured.stderr).toBe(0);
});
