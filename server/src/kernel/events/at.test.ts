import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestKernel, testKernel } from '../../../test/harness.ts';
import type { Module, StoredEvent } from '../module.ts';
import { at, systemActor } from './operations.ts';

// Several changes in one transaction, each at its own time: what an import needs to replay a history all or nothing.

const heard: StoredEvent[] = [];
const things: Module = {
  name: 'things',
  events: [
    { name: 'thing.changed', rooms: () => [], publicFields: [] },
    { name: 'thing.counted', rooms: () => [], publicFields: [] },
  ],
  subscribers: [{ name: 'quiet', events: ['thing.changed'], quiet: true, run: async (_ctx, event) => void heard.push(event) }],
};
let kernel: TestKernel;
beforeAll(async () => {
  kernel = await testKernel({ modules: [things] });
});
afterAll(() => kernel.close());

const event = (id: number, name = 'thing.changed') => ({ name, entity: { kind: 'thing', id }, payload: {} });
const facts = { actor: systemActor('import', 'import'), origin: 'import', quiet: true } as const;

describe('emits', () => {
  it('each change with its own time, author and change id, and delivers each once', async () => {
    await kernel.operations.write(facts, async (ctx) => {
      await at(ctx, { occurredAt: '2016-02-29T00:16:00.000Z', actor: systemActor('Ann', 'import') }).emit(event(1));
      const second = at(ctx, { occurredAt: '2016-03-01T00:00:00.000Z', actor: systemActor('Bob', 'import') });
      await second.emit(event(2));
      await second.emit(event(3));
    });
    await kernel.drain();
    heard.sort((a, b) => a.entity.id - b.entity.id);
    expect(heard.map((one) => [one.entity.id, one.occurredAt, one.actor.via?.name])).toEqual([
      [1, '2016-02-29T00:16:00.000Z', 'Ann'],
      [2, '2016-03-01T00:00:00.000Z', 'Bob'],
      [3, '2016-03-01T00:00:00.000Z', 'Bob'],
    ]);
    const [first, second, third] = heard.map((one) => one.changeId);
    expect(second).toBe(third);
    expect(first).not.toBe(second);
  });

  it('no job for quiet events that nobody hears', async () => {
    const { statements } = await kernel.countStatements(() => kernel.operations.write(facts, (ctx) => ctx.emit(event(4, 'thing.counted'))));
    expect(statements.filter((text) => text.includes('pgboss'))).toEqual([]);
  });
});

describe('refuses', () => {
  it('a context that is not writing', () => {
    expect(() => at(kernel.operations.read(facts), { occurredAt: '2016-01-01T00:00:00.000Z' })).toThrow('needs a writing context');
  });
});
