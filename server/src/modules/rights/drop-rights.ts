import type { Ctx } from '../../kernel/context.ts';
import { FLAGS_KEY, QUEUES_KEY } from '../contacts/index.ts';
import { clearScoped } from '../settings/index.ts';
import { replaceCarried } from './group-tags.store.ts';

/** What was set for this contact alone goes, because it was meant for the company it leaves; it inherits again. */
export async function dropContactRights(ctx: Ctx, id: number): Promise<void> {
  const place = { scope: 'contact', id } as const;
  await clearScoped(ctx, FLAGS_KEY, place);
  await clearScoped(ctx, QUEUES_KEY, place);
  await replaceCarried(ctx.tx, id, []);
  await ctx.emit({ name: 'rights.changed', entity: { kind: 'rights', id }, payload: { scope: 'contact', id, reaches: true, flags: [] } });
}
