import { chmodSync, mkdtempSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Linux allows 107 characters, macOS 103. */
const LONGEST_PATH = 100;
const NAME = 'portico.sock';

/** Where the socket of a data folder is: in it, or where a note in it points because the folder's own path is too long. */
export function socketPathOf(dataDir: string): string {
  const inside = join(dataDir, NAME);
  if (inside.length <= LONGEST_PATH) return inside;
  try {
    return readFileSync(join(dataDir, `${NAME}.path`), 'utf8').trim();
  } catch {
    return inside;
  }
}

/**
 * Listens on the folder's socket, readable by its owner alone from its first moment: it is born in a private folder and then moved
 * into place, which also replaces what a killed process left behind.
 *
 * @returns how to remove it.
 */
export async function listenInFolder(server: Server, dataDir: string): Promise<() => void> {
  const inside = join(dataDir, NAME);
  const fits = inside.length <= LONGEST_PATH;
  const born = mkdtempSync(join(fits ? dataDir : tmpdir(), fits ? '.s-' : 'portico-'));
  const first = join(born, fits ? 's' : NAME);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(first, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  chmodSync(first, 0o600);
  if (!fits) {
    writeFileSync(`${inside}.path`, `${first}\n`, { mode: 0o600 });
    return () => {
      if (socketPathOf(dataDir) === first) rmSync(`${inside}.path`, { force: true });
      rmSync(dirname(first), { recursive: true, force: true });
    };
  }
  renameSync(first, inside);
  rmdirSync(born);
  const mine = inodeOf(inside);
  return () => {
    // Of two processes that start at the same moment the later one has replaced it: then it is not ours to remove.
    if (inodeOf(inside) === mine) rmSync(inside, { force: true });
  };
}

function inodeOf(path: string): number | null {
  try {
    return statSync(path).ino;
  } catch {
    return null;
  }
}
