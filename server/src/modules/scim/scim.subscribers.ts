import type { Subscriber } from '../../kernel/module.ts';
import { releaseMoved } from './links.store.ts';

/** The directory of the old company has nothing to say any more. It could reach nobody since the move itself; now it lets go. */
const letGoOfMoved: Subscriber = {
  name: 'scim.let-go-of-moved',
  events: ['contact.relocated'],
  quiet: true,
  run: (ctx, event) => releaseMoved(ctx.tx, event.entity.id, ctx.now),
};

export const subscribers: readonly Subscriber[] = [letGoOfMoved];
