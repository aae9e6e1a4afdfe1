import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestKernel, testKernel } from '../../../test/harness.ts';
import { nowIso } from '../../kernel/clock.ts';
import { events } from '../../kernel/events/events.schema.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import { getSetting, keepSetting, resolveSetting, setSetting, settingsModule, takeSetting } from './index.ts';
import { upsertValue } from './settings.store.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await testKernel({ modules: [settingsModule] });
});
afterAll(() => kernel.close());

const write = <T>(work: Parameters<TestKernel['operations']['write']>[1]) =>
  kernel.operations.write({ actor: systemActor('test'), origin: 'job' }, work) as Promise<T>;

describe('allows', () => {
  it('gives the fallback until a value is set, then the value, false included', async () => {
    expect(await getSetting(kernel.db, 'a', 'fallback')).toBe('fallback');
    await write((ctx) => setSetting(ctx, 'a', false));
    expect(await getSetting(kernel.db, 'a', true)).toBe(false);
  });

  it('resolves to the most specific scope that has a value', async () => {
    const scopes = [
      { scope: 'contact', id: 1 },
      { scope: 'company', id: 7 },
      { scope: 'global', id: 0 },
    ] as const;
    expect(await resolveSetting(kernel.db, 'chain', scopes)).toBeNull();
    await keepSetting(kernel.db, 'chain', 'everybody', nowIso());
    await upsertValue(kernel.db, 'chain', { scope: 'company', id: 8 }, 'another company', nowIso());
    expect(await resolveSetting(kernel.db, 'chain', scopes)).toEqual({ scope: 'global', id: 0, value: 'everybody' });
    await upsertValue(kernel.db, 'chain', { scope: 'company', id: 7 }, 'ours', nowIso());
    expect(await resolveSetting(kernel.db, 'chain', scopes)).toEqual({ scope: 'company', id: 7, value: 'ours' });
  });
});

describe('conflicts', () => {
  it('lets exactly one caller take a value', async () => {
    await keepSetting(kernel.db, 'once', 1, nowIso());
    const taken = await Promise.all([1, 2, 3].map(() => write<boolean>((ctx) => takeSetting(ctx.tx, 'once'))));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});

describe('emits', () => {
  it('the key without the value', async () => {
    await write((ctx) => setSetting(ctx, 'secret.thing', 'hush'));
    const rows = await kernel.db.select().from(events);
    expect(rows.at(-1)).toMatchObject({ name: 'setting.changed', payload: { key: 'secret.thing' } });
    expect(JSON.stringify(rows)).not.toContain('hush');
  });
});
