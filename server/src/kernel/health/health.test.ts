import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../metrics.ts';
import { runCheck } from './checks.ts';
import { readable, remembered } from './reading.ts';
import { watchStalls } from './stalls.ts';

const ctx = { log: { warn: () => {} } } as never;

describe('a check', () => {
  it('that fails says so and what to do, and takes nothing with it', async () => {
    const broken = { key: 'backups', title: 'Backups', run: () => Promise.reject(new Error('secret host name')) };
    const result = await runCheck(broken, ctx);
    expect(result).toMatchObject({ key: 'backups', state: 'bad', detail: 'Backups could not be checked.' });
    expect(JSON.stringify(result)).not.toContain('secret host name');
  });
  it('that hangs is given up', async () => {
    expect(await readable(() => new Promise(() => {}), 20)).toBeNull();
  });
});

describe('a remembered reading', () => {
  it('is asked again only after its time, and at once after a failure', async () => {
    let [now, asked] = [0, 0];
    const read = remembered(
      async () => (++asked === 2 ? Promise.reject(new Error('no')) : asked),
      100,
      () => now,
    );
    expect([await read(), await read()]).toEqual([1, 1]);
    now = 150;
    await expect(read()).rejects.toThrow('no');
    expect(await read()).toBe(3);
  });
});

describe('a gauge', () => {
  it('that cannot be read is left out and counted, not shown as zero', async () => {
    const metrics = createMetrics({ process: false });
    let fails = false;
    metrics.gauge({ name: 'a_gauge', help: 'A.', read: async () => (fails ? Promise.reject(new Error('gone')) : 7) });
    metrics.gauge({ name: 'b_gauge', help: 'B.', label: 'job', read: () => new Map(fails ? [] : [['x', 3]]) });
    expect(await metrics.registry.metrics()).toMatch(/\na_gauge 7\n[\s\S]*\nb_gauge\{job="x"\} 3\n/);
    fails = true;
    const text = await metrics.registry.metrics();
    expect(text).not.toMatch(/^[ab]_gauge[ {]/m);
    expect(await metrics.registry.metrics()).toContain('portico_metrics_unread_total{gauge="a_gauge"}');
  });
});

describe('a process that stands still', () => {
  it('is noticed, logged with a hint and counted', async () => {
    const [lines, seconds]: [object[], number[]] = [[], []];
    const monitor = watchStalls({
      log: { warn: (line: object) => void lines.push(line) } as never,
      onStall: (s) => seconds.push(s),
      stallMs: 300,
    });
    await sleep(250);
    expect(monitor.stalls.count).toBe(0);
    const until = performance.now() + 700;
    while (performance.now() < until);
    await sleep(250);
    monitor.stop();
    expect(monitor.stalls).toMatchObject({ count: 1, longest: expect.closeTo(0.55, 0) });
    expect(seconds[0]).toBeGreaterThan(0.3);
    expect(lines).toEqual([expect.objectContaining({ seconds: expect.any(Number), memoryMegabytes: expect.any(Number) })]);
  });
});
