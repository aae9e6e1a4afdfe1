import { buildDemo } from '../../../../tools/demo/build-demo.ts';
import { nowIso } from '../../kernel/clock.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { updateWorkspace } from '../system/index.ts';
import { analyze, isEmptyWorkspace, rememberReads, startNumbersAt } from './demo.store.ts';
import { seedPeople } from './seed-people.ts';
import { seedServiceDesk, switchAutomationOn } from './seed-service-desk.ts';
import { seedTicket } from './seed-tickets.ts';

/** Who to sign in as, for the lines that start prints. */
export const DEMO_PEOPLE = {
  contact: 'henrik.halvorsen@halvorsen-logistics.example',
  tech: 'sam.okafor@kestrelvane.example',
  admin: 'priya.raman@kestrelvane.example',
  several: 'jana.osterkamp@bergmann-steuer.example',
} as const;

/**
 * Fills an empty database with the fictional provider Kestrel & Vane; does nothing in any other. A start that was cut off in
 * the middle left a workspace without name, which is completed by throwing the data folder away.
 *
 * @param progress called with tickets done and total.
 */
export async function seedDemo(kernel: Kernel, progress: (done: number, total: number) => void): Promise<boolean> {
  const { operations, database } = kernel;
  if (!(await isEmptyWorkspace(database.db))) return false;
  const now = nowIso();
  const demo = buildDemo(now);
  const facts = { actor: systemActor('Demo', 'demo'), origin: 'demo', quiet: true, occurredAt: demo.tickets[0]?.createdAt ?? now } as const;
  const { desk, people } = await operations.write(facts, async (ctx) => {
    const desk = await seedServiceDesk(ctx, demo);
    const people = await seedPeople(ctx, demo, desk);
    await updateWorkspace(ctx, { body: { name: demo.provider.name, brandColor: '#0B7A65', phone: demo.provider.phone } });
    await startNumbersAt(ctx.tx, 47_902);
    return { desk, people };
  });
  const unread: { ticketId: number; accountId: number }[] = [];
  for (const [index, ticket] of demo.tickets.entries()) {
    const ticketId = await operations.write({ ...facts, occurredAt: ticket.createdAt }, (ctx) => seedTicket(ctx, { people, desk }, ticket));
    for (const key of ticket.unreadFor) unread.push({ ticketId, accountId: people.actors.get(key)?.accountId ?? 0 });
    progress(index + 1, demo.tickets.length);
  }
  await operations.write(facts, async (ctx) => {
    await switchAutomationOn(ctx, demo, desk);
    await rememberReads(ctx.tx, unread, now);
  });
  await analyze(database.db);
  return true;
}
