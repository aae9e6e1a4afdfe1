import type { PersonRef } from '@portico/contracts/accounts/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { pictureLink, viewerOf } from '../files/index.ts';
import { listPersons } from './accounts.store.ts';

/**
 * The people beside rows, comments and timelines, in one query; null ids are skipped, unknown ones are missing from the map.
 *
 * @example const people = await personRefs(ctx, rows.map((row) => row.assigneeId)); … people.get(row.assigneeId)
 */
export async function personRefs(ctx: Pick<Ctx, 'tx' | 'actor'>, ids: readonly (number | null)[]): Promise<Map<number, PersonRef>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const viewer = viewerOf(ctx.actor);
  const people = await listPersons(ctx.tx, wanted);
  return new Map(people.map(({ id, kind, name, pictureFileId }) => [id, { id, kind, name, picture: pictureLink(pictureFileId, viewer) }]));
}
