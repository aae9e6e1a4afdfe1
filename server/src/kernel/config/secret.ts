import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The instance secret: from the configuration, else from DATA_DIR/secret, else made once. Several lines = rotation: the
 * first is used, the others still open what they sealed.
 */
export function loadSecrets(config: { readonly dataDir: string; readonly secrets: readonly string[] | null }): readonly string[] {
  if (config.secrets) return config.secrets;
  const path = join(config.dataDir, 'secret');
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  try {
    // 'wx' is atomic: of two processes starting at once, one writes and the other reads what it wrote.
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0 || lines.some((line) => line.length < 32)) {
    throw new Error(`The instance secret in ${path} is damaged: each line must have at least 32 characters. Restore it from a backup.`);
  }
  return lines;
}
