/** A promise that was broken, and where. */
export interface Finding {
  readonly code:
    | `${'write' | 'timeline' | 'notice' | 'mail' | 'attachment'}.${'lost' | 'doubled' | 'unexpected'}`
    | 'write.unacknowledgedTwice'
    | 'write.refusedButDone'
    | 'answer.changed'
    | 'status.order'
    | 'counter.wrong'
    | 'index.wrong'
    | 'file.damaged'
    | 'mail.notSent'
    | 'work.unfinished';
  readonly key: string;
  readonly detail: string;
}

export type Report = (code: Finding['code'], key: string, detail: string) => void;

/** How often a write may be found: once when it was acknowledged, never when it was refused, else at most once. */
export function judgeCount(report: Report, write: { readonly key: string; readonly outcome: string }, found: number, what: string): void {
  if (write.outcome === 'acknowledged' && found === 0) report('write.lost', write.key, `${what} was acknowledged and is not there`);
  if (write.outcome === 'acknowledged' && found > 1) report('write.doubled', write.key, `${what} is there ${found} times`);
  if (write.outcome === 'open' && found > 1) report('write.unacknowledgedTwice', write.key, `${what} is there ${found} times`);
  if (write.outcome === 'refused' && found > 0) report('write.refusedButDone', write.key, `${what} was refused and is there`);
}

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string | number | null): Map<string | number, T[]> {
  const groups = new Map<string | number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
