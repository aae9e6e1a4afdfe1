import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type World, world } from '../../../test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const ROWS = 100_000;

describe('allows', () => {
  it(`${ROWS} rows in flat memory`, { timeout: 1_800_000 }, async () => {
    const admin = await w.tech({ role: 'admin' });
    const { id: companyId } = await w.company();
    const lines = Array.from(
      { length: ROWS },
      (_, index) => `Person Number ${index},person${index}@many.example,+49 30 ${100_000 + index}`,
    );
    const reply = await w.app.inject({
      method: 'POST',
      url: `/api/v1/contact-imports?companyId=${companyId}&name=many.csv`,
      headers: { cookie: admin.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
      payload: Buffer.from(`Name,Email,Phone\n${lines.join('\n')}\n`),
    });
    const { id, mapping } = reply.json();
    const started = performance.now();
    await admin.call('POST', `/contact-imports/${id}/check`, { mapping, mode: 'create' });
    await w.drain();
    const checkedAt = performance.now();
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    await admin.call('POST', `/contact-imports/${id}/start`);
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }, 50);
    await w.drain();
    clearInterval(watch);
    const found = (await admin.call('GET', `/contact-imports/${id}`)).body;
    expect(found).toMatchObject({ state: 'done', counts: { created: ROWS } });
    console.log(
      `${ROWS} rows: check ${Math.round(checkedAt - started)} ms, import ${Math.round(performance.now() - checkedAt)} ms, heap at most ${Math.round(most / 1e6)} MB more`,
    );
    expect(most).toBeLessThan(200e6);
  });
});
