import { pause } from '../acknowledged/api.ts';

export interface Measured {
  readonly name: string;
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly failed: number;
}

/** Calls `send` from so many clients for so long, at most `most` times; each call says whether it succeeded. */
export async function measure(
  name: string,
  limits: { readonly clients: number; readonly seconds: number; readonly most: number },
  send: (n: number) => Promise<boolean>,
): Promise<Measured> {
  for (let n = 0; n < 5; n++) await send(n);
  const times: number[] = [];
  let failed = 0;
  let begun = 0;
  const start = performance.now();
  const end = start + limits.seconds * 1_000;
  const client = async (): Promise<void> => {
    while (performance.now() < end && begun < limits.most) {
      const began = performance.now();
      const ok = await send(begun++).catch(() => false);
      times.push(performance.now() - began);
      if (ok) continue;
      failed += 1;
      await pause(50);
    }
  };
  await Promise.all(Array.from({ length: limits.clients }, client));
  const seconds = (performance.now() - start) / 1_000;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { name, requests: times.length, perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), failed };
}

/** A Markdown table, ready for the README. */
export function tableOf(rows: readonly Measured[]): string {
  const cells = rows.map(({ name, requests, perSecond, p50, p95, p99, failed }) =>
    [name, requests, perSecond.toFixed(0), p50.toFixed(1), p95.toFixed(1), p99.toFixed(1), failed].join(' | '),
  );
  return ['request | count | per second | p50 ms | p95 ms | p99 ms | failed', '---|--:|--:|--:|--:|--:|--:', ...cells].join('\n');
}
