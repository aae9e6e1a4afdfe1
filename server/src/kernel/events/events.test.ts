import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestKernel, testKernel } from '../../../test/harness.ts';
import type { Ctx } from '../context.ts';
import type { EventDeclaration, Module, StoredEvent } from '../module.ts';
import { eventDeliveries, events } from './events.schema.ts';
import { MAX_DEPTH, systemActor } from './operations.ts';

const heard: { subscriber: string; event: StoredEvent }[] = [];
let echoes = true;

const changed = (name: string): EventDeclaration => ({ name, rooms: (event) => [`thing:${event.entity.id}`], publicFields: [] });
const thing = (id: number, name = 'thing.changed') => ({ name, entity: { kind: 'thing', id, version: 2 }, payload: { statusId: 3 } });

const module: Module = {
  name: 'things',
  events: [changed('thing.changed'), changed('thing.echoed')],
  subscribers: [
    { name: 'first', events: ['thing.changed'], run: async (_ctx, event) => void heard.push({ subscriber: 'first', event }) },
    { name: 'all', events: 'all', run: async (_ctx, event) => void heard.push({ subscriber: 'all', event }) },
    { name: 'quiet', events: 'all', quiet: true, run: async (_ctx, event) => void heard.push({ subscriber: 'quiet', event }) },
    {
      name: 'echo',
      events: ['thing.changed', 'thing.echoed'],
      run: async (ctx, event) => {
        if (echoes && event.entity.id === 99) await ctx.emit(thing(99, 'thing.echoed'));
      },
    },
  ],
};

const facts = { actor: systemActor('test'), origin: 'command' } as const;
let kernel: TestKernel;
const emit = (id: number, more: object = {}) => kernel.operations.write({ ...facts, ...more }, (ctx) => ctx.emit(thing(id)));

beforeAll(async () => {
  kernel = await testKernel({ modules: [module] });
});
afterAll(() => kernel.close());

describe('emits', () => {
  it('an event exactly once per matching subscriber, however often the dispatch runs', async () => {
    heard.length = 0;
    await emit(1);
    await kernel.drain();
    const [row] = await kernel.db.select().from(events);
    expect(row).toMatchObject({ name: 'thing.changed', entityId: 1, entityVersion: 2, payload: { statusId: 3 }, depth: 0, quiet: false });
    await kernel.jobs.send(kernel.db, 'events.dispatch', { changeId: row?.changeId });
    await kernel.jobs.send(kernel.db, 'events.deliver', { eventId: row?.id, subscriber: 'first' });
    await kernel.drain();
    expect(heard.map((one) => one.subscriber).sort()).toEqual(['all', 'first', 'quiet']);
    expect(heard[0]?.event).toMatchObject({ id: row?.id, entity: { kind: 'thing', id: 1, version: 2 }, changeId: row?.changeId });
    const deliveries = await kernel.db.select().from(eventDeliveries);
    expect(deliveries.every((delivery) => delivery.doneAt !== null)).toBe(true);
  });

  it('all events of a transaction with one change id, two statements and one hint', async () => {
    kernel.hints.length = 0;
    const { count } = await kernel.countStatements(() =>
      kernel.operations.write(facts, async (ctx) => {
        await ctx.emit(thing(2));
        await ctx.emit({ ...thing(2), entity: { kind: 'thing', id: 2, version: 3 } });
        expect(kernel.hints).toEqual([]);
      }),
    );
    expect(count).toBe(2);
    expect(kernel.hints).toEqual([{ rooms: ['thing:2'], hint: { kind: 'thing', id: 2, version: 3 } }]);
    await kernel.drain();
  });

  it('nothing when the transaction is rolled back: no row, no job, no hint, no after-commit work', async () => {
    await kernel.drain();
    kernel.hints.length = 0;
    let ran = false;
    const failing = async (ctx: Ctx) => {
      await ctx.emit(thing(3));
      ctx.afterCommit(() => {
        ran = true;
      });
      throw new Error('changed my mind');
    };
    await expect(kernel.operations.write(facts, failing)).rejects.toThrow('changed my mind');
    expect(await kernel.drain()).toEqual({ ran: 0, failures: [] });
    expect([kernel.hints.length, ran]).toEqual([0, false]);
  });

  it('quiet events only to subscribers that want them, and no hint', async () => {
    heard.length = 0;
    kernel.hints.length = 0;
    await emit(4, { quiet: true });
    await kernel.drain();
    expect(heard.map((one) => one.subscriber)).toEqual(['quiet']);
    expect(kernel.hints).toEqual([]);
  });

  it('no endless chain: events that cause events stop at the limit', async () => {
    heard.length = 0;
    echoes = true;
    await emit(99);
    await kernel.drain();
    echoes = false;
    const depths = (await kernel.db.select().from(events)).filter((row) => row.entityId === 99).map((row) => row.depth);
    expect(Math.max(...depths)).toBe(MAX_DEPTH + 1);
    expect(depths).toHaveLength(MAX_DEPTH + 2);
  });
});

describe('refuses', () => {
  it('an event that no module declares, and an event outside a write', async () => {
    await expect(kernel.operations.write(facts, (ctx) => ctx.emit(thing(5, 'thing.unknown')))).rejects.toThrow('not declared');
    await expect(kernel.operations.read(facts).emit(thing(5))).rejects.toThrow('outside a write');
  });
});
