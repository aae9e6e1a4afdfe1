import type { Actor } from '@portico/contracts/access/actor.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { phonesVisibleTo, profileVisibleTo } from '../accounts/index.ts';
import { files } from '../files/files.schema.ts';
import type { FileRow } from '../files/index.ts';
import { categories, sources } from '../service-desk/service-desk.schema.ts';

/** What the page of one ticket shows besides its row in a list. */
export interface TicketDetails {
  readonly people: readonly { readonly accountId: number; readonly role: 'owner' | 'watcher' | 'cc' }[];
  readonly source: { readonly id: number; readonly name: string } | null;
  readonly category: { readonly id: number; readonly name: string } | null;
  readonly contact: { readonly email: string | null; readonly phone: string | null; readonly title: string | null };
  readonly ownerTagIds: readonly number[];
  /** Files of the description. */
  readonly files: readonly { readonly fileId: number; readonly isInline: boolean }[];
}

export async function getDetails(db: Db, actor: Actor, ticketId: number): Promise<TicketDetails> {
  const named = (table: SQL, id: SQL): SQL =>
    sql`(select json_build_object('id', n.id, 'name', n.name) from ${table} n where n.id = ${id})`;
  const person = sql`a`;
  const { rows } = await db.execute<{ details: TicketDetails }>(sql`
    select json_build_object(
      'people', (select coalesce(json_agg(json_build_object('accountId', p.account_id, 'role', p.role) order by p.role = 'owner' desc, p.created_at, p.account_id), '[]')
        from ticket_participants p where p.ticket_id = t.id),
      'ownerTagIds', (select coalesce(json_agg(x.tag_id), '[]') from contact_group_tags x where x.contact_id = t.contact_id),
      'source', ${named(sql`${sources}`, sql`t.source_id`)},
      'category', ${named(sql`${categories}`, sql`t.category_id`)},
      'contact', (select json_build_object('email', case when ${profileVisibleTo(actor, person)} then a.email end,
        'phone', case when ${phonesVisibleTo(actor, person)} then coalesce(a.phone, a.mobile) end, 'title', case when ${profileVisibleTo(actor, person)} then a.title end) from accounts a where a.id = t.contact_id),
      'files', (select coalesce(json_agg(json_build_object('fileId', f.file_id, 'isInline', f.is_inline) order by f.id), '[]')
        from attachments f where f.ticket_id = t.id and f.comment_id is null)) as details
    from tickets t where t.id = ${ticketId}`);
  return rows[0]!.details;
}

/** Files by id, as far as they belong to this ticket and this reader: an id of a foreign file in a text leads nowhere. */
export async function listTicketFiles(
  db: Db,
  ticketId: number,
  ids: readonly number[],
  internalToo: boolean,
): Promise<Map<number, FileRow>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select()
    .from(files)
    .where(
      sql`${files.id} in (${sql.join(
        wanted.map((id) => sql`${id}`),
        sql`, `,
      )}) and ${files.ownerKind} = 'ticket' and ${files.ownerId} = ${ticketId}
        and (${internalToo} or not ${files.internal})`,
    );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every file of a ticket that this reader may have, oldest first. */
export async function listAttachedFiles(db: Db, ticketId: number, internalToo: boolean): Promise<FileRow[]> {
  const rows = await db
    .select({ file: files })
    .from(files)
    .innerJoin(sql`attachments a`, sql`a.file_id = ${files.id}`)
    .where(sql`a.ticket_id = ${ticketId} and (${internalToo} or a.visibility = 'public') and (${internalToo} or not ${files.internal})`)
    .orderBy(sql`a.id`);
  return rows.map((row) => row.file);
}
