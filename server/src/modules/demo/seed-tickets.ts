import { Readable } from 'node:stream';
import type { DemoStep, DemoTicket } from '../../../../tools/demo/demo.types.ts';
import { demoFile } from '../../../../tools/demo/demo-files.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { at, systemActor } from '../../kernel/events/operations.ts';
import { fileService } from '../../kernel/files/service.ts';
import { keepFile, recordFile } from '../files/index.ts';
import { setDefaults } from '../service-desk/index.ts';
import { addComment, addParticipant, closeTicket, createTicket, editComment, reopenTicket, updateTicket } from '../tickets/index.ts';
import { idOf, type People } from './seed-people.ts';
import type { DeskIds } from './seed-service-desk.ts';

export interface TicketSeeder {
  readonly people: People;
  readonly desk: DeskIds;
}

/** Replays one ticket through the real operations in one transaction, each step by its own person at its own time. */
export async function seedTicket(ctx: Ctx, seeder: TicketSeeder, ticket: DemoTicket): Promise<number> {
  const { people } = seeder;
  const server = systemActor('Demo', 'demo');
  const id = await raise(at(ctx, { occurredAt: ticket.createdAt, actor: server }), seeder, ticket);
  const written = new Map<string, number>();
  const taking = new Set([ticket.requester]);
  for (const [index, step] of ticket.steps.entries()) {
    const actor = idOf(people.actors, step.by);
    if (step.kind === 'participant') taking.add(step.person);
    if (actor.kind === 'contact' && !actor.isManager && !taking.has(step.by)) {
      taking.add(step.by);
      await addParticipant(at(ctx, { occurredAt: step.at, actor: server }), {
        params: { id },
        body: { accountId: actor.accountId, role: 'cc' },
      });
    }
    // Done with the comment before it; contacts change nothing else by hand.
    if (actor.kind === 'contact' && step.kind === 'status') continue;
    await skipWhatIsSo(() => play(at(ctx, { occurredAt: step.at, actor }), seeder, id, step, written, statusByAnswer(ticket.steps, index)));
  }
  return id;
}

async function raise(ctx: Ctx, { people, desk }: TicketSeeder, ticket: DemoTicket): Promise<number> {
  const author = idOf(people.actors, ticket.requester);
  const made = await createTicket(ctx, {
    body: {
      title: ticket.title,
      descriptionHtml: ticket.descriptionHtml,
      contactId: author.accountId,
      queueId: idOf(desk.queues, ticket.queue),
      statusId: idOf(desk.statuses, ticket.status),
      priorityId: idOf(desk.priorities, ticket.priority),
      sourceId: idOf(desk.sources, ticket.source),
      categoryId: idOf(desk.categories, ticket.category),
      serviceTypeId: ticket.serviceType ? idOf(desk.serviceTypes, ticket.serviceType) : null,
      tags: [...ticket.tags],
      fileIds: await storeFiles(ctx, ticket.attachments),
    },
    extras: { author: { accountId: author.accountId, kind: author.kind } },
  });
  return made.id;
}

/** Closing a closed ticket or reopening an open one: automation was quicker. */
async function skipWhatIsSo(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refusal && ['ticket.closed', 'ticket.open'].includes(error.code))) throw error;
  }
}

/** The status that a customer's words bring, told by the step behind them. */
function statusByAnswer(steps: readonly DemoStep[], index: number): string | null {
  const [said, next] = [steps[index], steps[index + 1]];
  return said?.kind === 'comment' && next?.kind === 'status' && next.by === said.by && next.at === said.at ? next.to : null;
}

async function play(
  ctx: Ctx,
  seeder: TicketSeeder,
  id: number,
  step: DemoStep,
  written: Map<string, number>,
  answered: string | null,
): Promise<void> {
  const { people, desk } = seeder;
  const params = { id };
  const update = (body: Parameters<typeof updateTicket>[1]['body']) => updateTicket(ctx, { params, body });
  switch (step.kind) {
    case 'comment':
    case 'note': {
      const visibility = step.kind === 'note' ? 'internal' : 'public';
      const fileIds = await storeFiles(ctx, step.attachments);
      const automated = answered !== null && ctx.actor.kind === 'contact';
      if (automated) await setDefaults(ctx, { body: { updatedStatusId: idOf(desk.statuses, answered) } });
      written.set(step.by, (await addComment(ctx, { params, body: { bodyHtml: step.html, visibility, fileIds } })).id);
      if (automated) await setDefaults(ctx, { body: { updatedStatusId: null } });
      return;
    }
    case 'edit':
      return void (await editComment(ctx, { params: { id: idOf(written, step.by) }, body: { bodyHtml: step.html } }));
    case 'assign':
      return void (await update({
        assigneeId: step.to ? idOf(people.actors, step.to).accountId : null,
        teamId: step.team ? idOf(people.teams, step.team) : null,
      }));
    case 'status':
      return void (await update({ statusId: idOf(desk.statuses, step.to) }));
    case 'priority':
      return void (await update({ priorityId: idOf(desk.priorities, step.to) }));
    case 'tags':
      return void (await update({ tags: [...step.to] }));
    case 'due':
      return void (await update({ dueAt: step.to }));
    case 'participant':
      return void (await addParticipant(ctx, { params, body: { accountId: idOf(people.actors, step.person).accountId, role: step.role } }));
    case 'close':
      return void (await closeTicket(ctx, { params, body: {} }));
    case 'reopen':
      return void (await reopenTicket(ctx, { params, body: {} }));
  }
}

async function storeFiles(ctx: Pick<Ctx, 'tx' | 'occurredAt' | 'actor'>, keys: readonly string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const key of keys) {
    const file = demoFile(key);
    const content = Buffer.from(file.bytes());
    const stored = await fileService().storage.put(Readable.from([content]), {
      maxBytes: 10_000_000,
      expectedBytes: content.byteLength,
    });
    ids.push((await recordFile(ctx, await keepFile(stored, file.name))).id);
  }
  return ids;
}
