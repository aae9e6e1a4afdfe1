import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

/** Everybody who could be told of something on a ticket, in one statement. */
export interface Circle {
  readonly owner: number;
  readonly copies: readonly number[];
  readonly watchers: readonly number[];
  readonly assignee: number | null;
  readonly team: readonly number[];
}

export async function findCircle(db: Db, ticketId: number): Promise<Circle | null> {
  const role = (name: string) =>
    sql`(select coalesce(json_agg(p.account_id order by p.account_id), '[]') from ticket_participants p where p.ticket_id = t.id and p.role = ${name}::text)`;
  const { rows } = await db.execute<{ circle: Circle }>(sql`
    select json_build_object('owner', t.contact_id, 'assignee', t.assignee_id, 'copies', ${role('cc')}, 'watchers', ${role('watcher')},
      'team', (select coalesce(json_agg(m.tech_id order by m.tech_id), '[]') from team_members m where m.team_id = t.team_id)) as circle
    from tickets t where t.id = ${ticketId}`);
  return rows[0]?.circle ?? null;
}

/** What a notice says, from the rows as they are now. */
export interface NoticeSubject {
  readonly number: number;
  readonly title: string;
  readonly company: string;
  readonly status: string;
  readonly author: string | null;
  readonly isUrgent: boolean;
  readonly isHigh: boolean;
  readonly recipientKind: 'contact' | 'tech';
  readonly descriptionHtml: string;
  readonly descriptionText: string;
  /** Files that came with the comment, or with the request itself; pictures inside the text are not listed. */
  readonly fileNames: readonly string[];
  readonly comment: { readonly html: string; readonly text: string; readonly visibility: 'public' | 'internal' } | null;
}

export async function findNoticeSubject(
  db: Db,
  ids: { readonly ticketId: number; readonly authorId: number | null; readonly commentId: number | null; readonly recipientId: number },
): Promise<NoticeSubject | null> {
  const { rows } = await db.execute<{ subject: NoticeSubject }>(sql`
    select json_build_object('number', t.number, 'title', t.title, 'company', c.name, 'status', s.name,
      'author', (select name from accounts where id = ${ids.authorId}::int),
      'recipientKind', r.kind, 'isUrgent', (select p.level = 'urgent' from priorities p where p.id = t.priority_id),
      'isHigh', (select p.level in ('urgent', 'high') from priorities p where p.id = t.priority_id), 'descriptionHtml', t.description_html, 'descriptionText', t.description_text,
      'fileNames', (select coalesce(json_agg(f.name order by x.id), '[]') from attachments x join files f on f.id = x.file_id
        where x.ticket_id = t.id and x.comment_id is not distinct from ${ids.commentId}::int and not x.is_inline),
      'comment', (select json_build_object('html', m.body_html, 'text', m.body_text, 'visibility', m.visibility)
        from comments m where m.id = ${ids.commentId}::int and m.deleted_at is null)) as subject
    from tickets t join companies c on c.id = t.company_id join statuses s on s.id = t.status_id join accounts r on r.id = ${ids.recipientId}
    where t.id = ${ids.ticketId}`);
  return rows[0]?.subject ?? null;
}
