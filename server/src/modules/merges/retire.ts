import type { Ctx } from '../../kernel/context.ts';
import { endSessionsOf } from '../access/index.ts';
import { changeRow } from './merge-rows.store.ts';

/**
 * The loser becomes a disabled stub that leads to the winner. Its address goes, its sessions end, its password and keys stay with it
 * and open nothing: whoever could get into the loser gets nowhere, above all not into the winner.
 */
export async function retireContact(ctx: Ctx, mergeId: number, loserId: number, winnerId: number): Promise<void> {
  await changeRow(ctx.tx, mergeId, 'accounts', loserId, { merged_into_id: winnerId, active: false, email: null });
  await endSessionsOf(ctx, [loserId], null, 'by-admin');
}

export async function retireCompany(ctx: Ctx, mergeId: number, loserId: number, winnerId: number): Promise<void> {
  await changeRow(ctx.tx, mergeId, 'companies', loserId, { merged_into_id: winnerId, active: false });
}
