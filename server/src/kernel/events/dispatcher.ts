import { nowMs } from '../clock.ts';
import type { JobDeclaration, StoredEvent, Subscriber } from '../module.ts';
import { closeDelivery, deleteEventsBefore, findEvent, listEventsOfChange, openDeliveries } from './events.store.ts';
import { DISPATCH_JOB, type Operations, systemActor } from './operations.ts';

export const DELIVER_JOB = 'events.deliver';
export const RETENTION_JOB = 'events.retention';
const KEEP_DAYS = 90;
const BATCH = 1_000;

const hears = (subscriber: Subscriber, event: StoredEvent): boolean =>
  (subscriber.events === 'all' || subscriber.events.includes(event.name)) && (!event.quiet || subscriber.quiet === true);

/** The kernel's own jobs that carry events to subscribers: one fan-out per change, one delivery per event and subscriber. */
export function eventJobs(
  subscribers: readonly Subscriber[],
  operations: () => Operations,
  onDispatched: (seconds: number) => void = () => {},
): readonly JobDeclaration[] {
  const byName = new Map(subscribers.map((subscriber) => [subscriber.name, subscriber]));
  if (byName.size !== subscribers.length) throw new Error('Two subscribers have the same name.');
  return [
    {
      name: DISPATCH_JOB,
      tx: 'write',
      concurrency: 2,
      run: async (ctx, data) => {
        const changed = await listEventsOfChange(ctx.tx, String(data.changeId));
        const wanted = changed.flatMap((event) =>
          subscribers
            .filter((subscriber) => hears(subscriber, event))
            .map((subscriber) => ({ eventId: event.id, subscriber: subscriber.name, createdAt: ctx.now })),
        );
        const opened = await openDeliveries(ctx.tx, wanted);
        await ctx.services.jobs.sendMany(
          ctx.tx,
          DELIVER_JOB,
          opened.map(({ eventId, subscriber }) => ({ eventId, subscriber })),
        );
        const [first] = changed;
        if (first) ctx.afterCommit(() => onDispatched((nowMs() - Date.parse(first.createdAt)) / 1000));
      },
    },
    {
      name: DELIVER_JOB,
      concurrency: 4,
      run: async (ctx, data) => {
        const subscriber = byName.get(String(data.subscriber));
        // A subscriber that a newer version removed: nothing to do any more.
        if (!subscriber) return;
        const event = await findEvent(ctx.tx, Number(data.eventId));
        if (!event) return;
        const { traceId, log } = ctx;
        const facts = { actor: systemActor(subscriber.name), origin: 'job', depth: event.depth + 1, log, traceId } as const;
        await operations().write(facts, async (writing) => {
          // Marking it done in the subscriber's own transaction makes its writes happen exactly once.
          if (await closeDelivery(writing.tx, event.id, subscriber.name, writing.now)) await subscriber.run(writing, event);
        });
      },
    },
    {
      name: RETENTION_JOB,
      cron: '20 3 * * *',
      run: async (ctx) => {
        const before = new Date(nowMs() - KEEP_DAYS * 86_400_000).toISOString();
        while ((await deleteEventsBefore(ctx.tx, before, BATCH)) === BATCH);
      },
    },
  ];
}
