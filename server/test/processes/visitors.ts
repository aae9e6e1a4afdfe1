import type { ProcessWorld } from './process-world.ts';

/** What people and programs do besides the writes of the journal: read without end, and change things without an Idempotency-Key. */
export interface Visitors {
  readonly seen: { reads: number; patches: number; failedReads: string[]; failedPatches: string[] };
  stop(): Promise<void>;
}

const READS = ['/tickets?limit=10', '/statuses', '/queues', '/companies?limit=5'];

export function visitors({ api }: ProcessWorld, ticket: number): Visitors {
  const seen: Visitors['seen'] = { reads: 0, patches: 0, failedReads: [], failedPatches: [] };
  let over = false;
  const read = async (nth: number): Promise<void> => {
    for (let round = nth; !over; round++) {
      const path = READS[round % READS.length] as string;
      const answer = await api.get(path).catch((error) => ({ status: String(error.cause?.code ?? error) }));
      seen.reads += 1;
      if (answer.status !== 200) seen.failedReads.push(`${path}: ${answer.status}`);
      // Below the limit of one key, also while one process does the work of two.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const patch = async (): Promise<void> => {
    for (let round = 0; !over; round++) {
      const answer = await fetch(`${api.url}/api/v1/tickets/${ticket}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify({ title: `Seen by all, round ${round}` }),
      }).catch((error) => ({ status: String(error.cause?.code ?? error), text: async () => '' }));
      const text = await answer.text();
      seen.patches += 1;
      if (answer.status !== 200) seen.failedPatches.push(`${answer.status} ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const work = Promise.all([read(0), read(1), read(2), patch()]);
  return {
    seen,
    stop: async () => {
      over = true;
      await work;
    },
  };
}
