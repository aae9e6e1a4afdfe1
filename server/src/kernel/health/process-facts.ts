import { readdir, readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';

export interface ProcessFacts {
  readonly residentBytes: number;
  /** What this process may use at most: its container's limit, else the machine's memory. */
  readonly limitBytes: number;
  /** Open files and connections, and how many there may be; null where the system does not tell. */
  readonly handles: { readonly open: number; readonly limit: number } | null;
  readonly node: string;
}

export async function processFacts(): Promise<ProcessFacts> {
  const constrained = process.constrainedMemory();
  return {
    residentBytes: process.memoryUsage.rss(),
    limitBytes: constrained > 0 && constrained < totalmem() ? constrained : totalmem(),
    handles: await openHandles(),
    node: process.versions.node,
  };
}

async function openHandles(): Promise<ProcessFacts['handles']> {
  try {
    const [open, limits] = await Promise.all([readdir('/proc/self/fd'), readFile('/proc/self/limits', 'utf8')]);
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
    if (soft === undefined) return null;
    return { open: open.length, limit: soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft) };
  } catch {
    return null;
  }
}
