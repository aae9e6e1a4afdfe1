import type { PersonRef } from '@portico/contracts/accounts/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { pictureLink, viewerOf } from '../files/index.ts';
import { listPersons } from './accounts.store.ts';
import type { Sees } from './privacy.rules.ts';

/**
 * The people beside rows, comments and timelines, in one query; null ids are skipped, unknown ones are missing from the map. The
 * name is always there; the face only where the person shows the profile to this reader.
 *
 * @example const people = await personRefs(ctx, rows.map((row) => row.assigneeId)); … people.get(row.assigneeId)
 */
export async function personRefs(ctx: Pick<Ctx, 'tx' | 'actor'>, ids: readonly (number | null)[]): Promise<Map<number, PersonRef>> {
  return new Map([...(await peopleSeen(ctx, ids))].map(([id, { ref }]) => [id, ref]));
}

interface SeenPerson {
  readonly ref: PersonRef;
  /** For `withoutHidden`, where a row holds more than the name. */
  readonly sees: Sees;
}

/** The same for lists of people, with what of each this reader may have. */
export async function peopleSeen(ctx: Pick<Ctx, 'tx' | 'actor'>, ids: readonly (number | null)[]): Promise<Map<number, SeenPerson>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const viewer = viewerOf(ctx.actor);
  const people = await listPersons(ctx.tx, ctx.actor, wanted);
  return new Map(
    people.map(({ id, kind, name, pictureFileId, ...sees }) => [
      id,
      { ref: { id, kind, name, picture: sees.profile ? pictureLink(pictureFileId, viewer) : null }, sees },
    ]),
  );
}
