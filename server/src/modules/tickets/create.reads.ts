import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

/** What a new ticket is decided by, read in one statement. */
export interface CreateFacts {
  readonly contact: {
    readonly id: number;
    readonly name: string;
    readonly active: boolean;
    readonly companyId: number;
    readonly companyName: string;
    readonly companyActive: boolean;
    /** Its contacts are strangers to each other. */
    readonly isCatchAll: boolean;
  } | null;
  readonly serviceType: {
    readonly id: number;
    readonly published: boolean;
    readonly queueId: number | null;
    readonly statusId: number | null;
    readonly priorityId: number | null;
    readonly categoryId: number | null;
    readonly sourceId: number | null;
  } | null;
  /** There is something to choose from. */
  readonly hasServiceTypes: boolean;
  readonly teamExists: boolean;
  /** The group that was named, if it takes tickets. */
  readonly group: { readonly id: number; readonly companyId: number } | null;
  /** The owner's company has groups that take tickets. */
  readonly companyHasGroups: boolean;
}

export async function getCreateFacts(
  db: Db,
  ids: {
    readonly contactId: number;
    readonly serviceTypeId: number | null;
    readonly teamId: number | null;
    readonly groupId: number | null;
  },
): Promise<CreateFacts> {
  const { rows } = await db.execute<{ facts: CreateFacts }>(sql`
    select json_build_object(
      'contact', (select json_build_object('id', a.id, 'name', a.name, 'active', a.active,
          'companyId', c.id, 'companyName', c.name, 'companyActive', c.active, 'isCatchAll', c.is_catch_all)
        from accounts a join companies c on c.id = a.company_id where a.id = ${ids.contactId} and a.kind = 'contact'),
      'serviceType', (select json_build_object('id', s.id, 'published', s.published, 'queueId', s.queue_id, 'statusId', s.status_id,
          'priorityId', s.priority_id, 'categoryId', s.category_id, 'sourceId', s.source_id)
        from service_types s where s.id = ${ids.serviceTypeId}::int),
      'hasServiceTypes', exists (select 1 from service_types where published),
      'teamExists', exists (select 1 from teams where id = ${ids.teamId}::int and active),
      'group', (select json_build_object('id', g.id, 'companyId', g.company_id) from contact_groups g
        where g.id = ${ids.groupId}::int and g.active and g.deleted_at is null),
      'companyHasGroups', exists (select 1 from contact_groups g join accounts a on a.company_id = g.company_id
        where a.id = ${ids.contactId} and g.active and g.deleted_at is null)) as facts`);
  return rows[0]!.facts;
}
