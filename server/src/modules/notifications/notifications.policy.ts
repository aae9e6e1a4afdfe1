import type { Actor } from '@portico/contracts/access/actor.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { NoticeDeclaration } from '../../kernel/module.ts';
import type { Declarations } from './notifications.rules.ts';

/** The predicate on `notices` for what an actor may still be shown of his own. */
export type VisibleNotices = (actor: Actor) => SQL;

/** Kinds that share a rule are asked together: one subselect for a noun, however many kinds of notices it has. */
export function visibleNotices(declarations: Declarations): VisibleNotices {
  const kindsOf = new Map<NoticeDeclaration['visibleTo'], string[]>();
  for (const { kind, visibleTo } of declarations.values()) kindsOf.set(visibleTo, [...(kindsOf.get(visibleTo) ?? []), kind]);
  return (actor) => {
    const rules = [...kindsOf].map(([visibleTo, kinds]) => {
      const named = sql.join(
        kinds.map((kind) => sql`${kind}`),
        sql`, `,
      );
      return sql`(notices.kind in (${named}) and ${visibleTo(actor, sql`notices.ticket_id`)})`;
    });
    return rules.length === 0 ? sql`true` : sql`(${sql.join(rules, sql` or `)})`;
  };
}
