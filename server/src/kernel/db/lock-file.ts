import { randomBytes } from 'node:crypto';
import { closeSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, statSync, unlinkSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { nowMs } from '../clock.ts';

/** A start that cannot go on, explained for the person who typed the command. */
export class StartRefused extends Error {}
/** Another process holds the data folder: the only refusal that may pass by waiting. */
export class FolderInUse extends StartRefused {}

interface Holder {
  readonly pid: number;
  /** Start time of the process from /proc, because process ids are reused; '' where /proc does not exist. */
  readonly started: string;
  readonly host: string;
}

const HEARTBEAT_MS = 5_000;
const DEAD_AFTER_MS = 20_000;
const held = new Set<string>();

/**
 * Takes the data folder for this process: nothing in the embedded database stops two processes from opening one folder, and
 * doing so destroys it. Returns a function that gives the folder back.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'portico.lock');
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid), host: hostname() } satisfies Holder);
  // Linking a finished file makes taking the lock and writing who holds it one step.
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, mine);
  closeSync(file);
  try {
    for (let attempt = 0; !tryLink(draft, path); attempt++) {
      const text = readText(path);
      const holder = text === null ? null : parse(text);
      if (attempt > 20 || (holder && isAlive(holder, path))) throw refusal(folder, holder);
      if (text !== null) removeStale(path, text);
    }
  } finally {
    unlinkSync(draft);
  }
  held.add(path);
  const beat = setInterval(() => touch(path), HEARTBEAT_MS);
  beat.unref();
  return () => {
    clearInterval(beat);
    held.delete(path);
    if (readText(path) === mine) unlinkSync(path);
  };
}

function refusal(folder: string, holder: Holder | null): FolderInUse {
  const who = holder ? `Another Portico process (number ${holder.pid}) is` : 'Another Portico process seems to be';
  return new FolderInUse(`${who} already using the data folder ${folder}. Stop it first, or start this one with another DATA_DIR.`);
}

/** Moves the stale lock aside by name; if a faster process replaced it meanwhile, puts that one's lock back. */
function removeStale(path: string, seen: string): void {
  const aside = `${path}.stale.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readText(aside) !== seen) tryLink(aside, path);
  unlinkSync(aside);
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return nowMs() - (mtime(path) ?? 0) < DEAD_AFTER_MS;
  if (holder.pid === process.pid) return held.has(path);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.started === '' || startOf(holder.pid) === holder.started;
}

function startOf(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  // Field 22, counted after the command name, which may contain spaces and parentheses.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function parse(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function mtime(path: string): number | null {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return null;
  }
}

function touch(path: string): void {
  try {
    const now = nowMs() / 1000;
    utimesSync(path, now, now);
  } catch {
    // The folder went away; the database will say so better.
  }
}
