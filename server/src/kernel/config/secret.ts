import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The instance secret: from the configuration, else from DATA_DIR/secret, else made once. Several lines = rotation: the
 * first is used, the others still open what they sealed.
 */
export function loadSecrets(config: { readonly dataDir: string; readonly secrets: readonly string[] | null }): readonly string[] {
  if (config.secrets) return config.secrets;
  const path = fileOf(config.dataDir);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  try {
    // 'wx' is atomic: of two processes starting at once, one writes and the other reads what it wrote.
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readLines(path);
}

const fileOf = (dataDir: string): string => join(dataDir, 'secret');

function readLines(path: string): readonly string[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0 || lines.some((line) => line.length < 32)) {
    throw new Error(`The instance secret in ${path} is damaged: each line must have at least 32 characters. Restore it from a backup.`);
  }
  return lines;
}

/** Puts a new secret before those of DATA_DIR/secret; processes use it once they were restarted. */
export function rotateSecretFile(dataDir: string): void {
  const before = loadSecrets({ dataDir, secrets: null });
  writeLines(fileOf(dataDir), [randomBytes(32).toString('base64url'), ...before]);
}

/** Leaves the current secret only: what previous ones sealed or signed is worth nothing from the next start on. */
export function forgetPreviousSecrets(dataDir: string): void {
  writeLines(fileOf(dataDir), readLines(fileOf(dataDir)).slice(0, 1));
}

/** When the file was last written, and so the secret last rotated; milliseconds. */
export const secretWrittenMs = (dataDir: string): number => statSync(fileOf(dataDir)).mtimeMs;

/** Whole or not at all, also when the power fails: without this file nothing sealed is ever opened again. */
function writeLines(path: string, lines: readonly string[]): void {
  const half = `${path}.new`;
  const file = openSync(half, 'w', 0o600);
  writeFileSync(file, `${lines.join('\n')}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(half, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
